"""Knows the example row of our own template and the lines that explain it, so that nobody orders a workplace for it."""

from collections.abc import Mapping
from typing import Final

from trunkload.intake.fields import Field

EXAMPLES: Final[Mapping[str, Mapping[Field, str]]] = {
    "de": {
        Field.EMPLOYEE_ID: "004711",
        Field.SALUTATION: "Frau",
        Field.FIRST_NAME: "Erika",
        Field.LAST_NAME: "Beispiel",
        Field.EMAIL: "erika.beispiel@example.org",
        Field.MOBILE: "+49 152 28817386",
        Field.AUTH_WITHOUT_MOBILE: "nein",
        Field.START_DATE: "01.03.2027",
        Field.DEPARTMENT: "Vertrieb",
        Field.COST_CENTER: "0815",
        Field.REMARK: "Beispiel: wird nicht bestellt",
    },
    "en": {
        Field.EMPLOYEE_ID: "004711",
        Field.SALUTATION: "Frau",
        Field.FIRST_NAME: "Erica",
        Field.LAST_NAME: "Example",
        Field.EMAIL: "erica.example@example.org",
        Field.MOBILE: "+49 152 28817386",
        Field.AUTH_WITHOUT_MOBILE: "no",
        Field.START_DATE: "2027-03-01",
        Field.DEPARTMENT: "Sales",
        Field.COST_CENTER: "0815",
        Field.REMARK: "Example: is not ordered",
    },
}
"""The cells that are the same for every customer; site, trunk and package are filled from the customer's own."""

MARKS: Final = (Field.FIRST_NAME, Field.LAST_NAME, Field.EMAIL)
"""A row is the example when all of these are unchanged: over a real person's row nobody leaves them."""

INSTRUCTIONS: Final = (
    "Neue Telefonarbeitsplätze · Vorlage 1",
    (
        "Eine Zeile je Person ab Zeile 5; Zeile 4 ist ein Beispiel. Spalten mit * ausfüllen. "
        "Die Regel steht im Kommentar jeder Überschrift."
    ),
    "New telephone workplaces · Template 1",
    (
        "One row for each person, from row 5 on; row 4 is an example. Fill the columns with *. "
        "Each header's comment says the rule."
    ),
)
"""What stands in the template's first column above its header (template.toml, which is not read for every file)."""

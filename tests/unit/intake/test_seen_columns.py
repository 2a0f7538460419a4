"""What a person sees of a file's columns before deciding what they mean."""

from trunkload.intake.choices import Choices
from trunkload.intake.limits import LIMITS
from trunkload.intake.seen_columns import seen_columns
from trunkload.intake.upload import upload_of

STAFF = "Vorname;Nachname;Farbe\nAda;Beispiel;rot\nBen;Beispiel;\nAda;Muster;blau\n"


def test_each_column_is_shown_with_its_first_different_values() -> None:
    seen = seen_columns(upload_of("staff.csv", STAFF.encode()), Choices(), LIMITS)
    assert [(one.column.letter, one.column.header, one.column.field, one.values) for one in seen] == [
        ("A", "Vorname", "first_name", ("Ada", "Ben")),
        ("B", "Nachname", "last_name", ("Beispiel", "Muster")),
        ("C", "Farbe", None, ("rot", "blau")),
    ]


def test_a_column_is_shown_as_it_was_decided() -> None:
    seen = seen_columns(upload_of("staff.csv", STAFF.encode()), Choices(columns={"C": "mobile"}), LIMITS)
    assert (seen[2].column.field, seen[2].column.how) == ("mobile", "decided")

"""Words for columns, domain.md section 7."""

import tomllib
from importlib.resources import files

import pytest

from trunkload.intake.field_names import field_names
from trunkload.intake.fields import Field
from trunkload.intake.vocabulary import normalised, vocabulary


@pytest.mark.parametrize(
    "typed",
    ["E-Mail", "E-Mail *", "e mail", "E-MAIL (Pflicht)", "E-\nMail", "Ｅ-Ｍail", "E_Mail:", "E-Mail (required)"],
)
def test_what_makes_no_difference_in_a_header_is_left_out(typed: str) -> None:
    assert normalised(typed) == "email"


def test_umlauts_and_their_two_letter_forms_are_one_word() -> None:
    assert normalised("Büro") == normalised("BUERO") == normalised("Bu\u0308ro") == "buero"
    assert normalised("Straße") == normalised("Strasse") == "strasse"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("Personal-Nr.", Field.EMPLOYEE_ID),
        ("PersNr", Field.EMPLOYEE_ID),
        ("Vorgang", Field.ACTION),
        ("akad. Titel", Field.TITLE),
        ("Zuname", Field.LAST_NAME),
        ("PLZ", Field.POSTAL_CODE),
        ("dienstliche E-Mail", Field.EMAIL),
        ("Login-Mail", Field.AUTH_EMAIL),
        ("E-Mail wiederholen", Field.AUTH_EMAIL_CONFIRM),
        ("Diensthandy", Field.MOBILE),
        ("Passwort per E-Mail", Field.AUTH_WITHOUT_MOBILE),
        ("Anmeldename", Field.USERNAME),
        ("SIP-Trunk", Field.TRUNK),
        ("Niederlassung", Field.LOCATION),
        ("Wunschrufnummer", Field.PHONE_NUMBER),
        ("DW", Field.EXTENSION),
        ("int. Durchwahl", Field.INTERNAL_NUMBER),
        ("Kopfnummer", Field.NUMBER_BLOCK),
        ("Konferenz", Field.CONFERENCE_PACKAGE),
        ("gewünscht zum", Field.ACTIVATION_DATE),
        ("Eintritt", Field.START_DATE),
        ("KST", Field.COST_CENTER),
        ("first_name", Field.FIRST_NAME),
        ("Surname", Field.LAST_NAME),
    ],
)
def test_a_known_word_means_its_field(typed: str, field: Field) -> None:
    assert vocabulary().certain[normalised(typed)] is field


@pytest.mark.parametrize("typed", ["Name", "Telefon", "Nummer", "Mail", "Nr.", "Anschrift"])
def test_an_ambiguous_word_means_nothing_for_certain(typed: str) -> None:
    assert normalised(typed) not in vocabulary().certain


def test_no_word_stands_for_two_fields() -> None:
    words = tomllib.loads(files("trunkload.intake").joinpath("synonyms.toml").read_text(encoding="utf-8"))
    entries = [(normalised(word), field) for field, of_field in words["certain"].items() for word in of_field]
    entries += [(normalised(word), entry["field"]) for entry in words["context"] for word in entry["headers"]]
    entries += [(normalised(field.value), field.value) for field in Field]
    fields: dict[str, set[str]] = {}
    for word, field in entries:
        fields.setdefault(word, set()).add(field)
    assert {word: found for word, found in fields.items() if len(found) > 1} == {}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_usual_name_of_a_field_is_a_known_word_for_it(lang: str) -> None:
    """What a sentence or our template calls a column, a person may write over it."""
    names = {field: normalised(name) for field, name in field_names(lang).items()}
    assert {field: vocabulary().certain.get(name) for field, name in names.items()} == {field: field for field in names}


def test_every_field_has_at_least_one_word_of_its_own() -> None:
    assert set(vocabulary().certain.values()) == set(Field)

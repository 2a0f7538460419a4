"""What a person sees of a file's columns before deciding what they mean."""

import pytest

from trunkload.intake.choices import Choices
from trunkload.intake.decided import decided_columns
from trunkload.intake.limits import LIMITS
from trunkload.intake.read import read_sheet
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.seen_columns import seen_columns, seen_sheet
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


FRENCH = (
    "Nouveaux collaborateurs\nNom;Prénom;Courriel;Portable\nArndt;Ute;ute@example.org;0152 28817386\nBrandt;Bodo;;0\n"
)
HEADLESS = "Arndt;Ute;ute@example.org;rot\nBrandt;Bodo;bodo@example.org;blau\n"


def test_a_sheet_in_which_no_header_is_known_is_shown_from_the_row_that_looks_most_like_one() -> None:
    seen = seen_sheet(upload_of("staff.csv", FRENCH.encode()), Choices(), LIMITS)
    assert (seen.sheet, seen.header_row, seen.is_certain) == (None, 2, False)
    assert [(one.column.header, one.column.field, one.values) for one in seen.columns] == [
        ("Nom", None, ("Arndt", "Brandt")),
        ("Prénom", None, ("Ute", "Bodo")),
        ("Courriel", "email", ("ute@example.org",)),
        ("Portable", None, ("0152 28817386", "0")),
    ]


def test_a_known_header_that_lacks_a_name_is_shown_as_it_was_understood() -> None:
    seen = seen_sheet(upload_of("staff.csv", b"Vorname;E-Mail;Wer\nUte;ute@example.org;Arndt\n"), Choices(), LIMITS)
    assert (seen.header_row, seen.is_certain) == (1, True)
    assert [one.column.field for one in seen.columns] == ["first_name", "email", None]


def test_a_column_of_passwords_is_never_shown() -> None:
    text = "Nom;Courriel;Passwort\nArndt;ute@example.org;Geheim1\n"
    with pytest.raises(Refused) as refused:
        seen_sheet(upload_of("staff.csv", text.encode()), Choices(), LIMITS)
    assert refused.value.code is RefusalCode.PASSWORD_COLUMN


def test_a_person_says_which_row_is_the_header_whatever_stands_in_it() -> None:
    columns = {"A": "last_name", "B": "first_name", "D": "mobile"}
    sheet = read_sheet(upload_of("staff.csv", FRENCH.encode()), Choices(columns=columns, header_row=2))
    assert (sheet.facts.header_row, list(sheet.staff.index)) == (2, [3, 4])
    assert list(sheet.staff.loc[3, ["last_name", "first_name", "email", "mobile"]]) == [
        *("Arndt", "Ute", "ute@example.org", "0152 28817386"),
    ]


def test_a_header_row_that_a_person_chose_is_known_again_by_what_was_decided_then() -> None:
    columns = {"A": "last_name", "B": "first_name"}
    sheet = read_sheet(upload_of("staff.csv", FRENCH.encode()), Choices(columns=columns, header_row=2))
    remembered = {sheet.facts.fingerprint: decided_columns(sheet.columns)}
    again = read_sheet(upload_of("next.csv", FRENCH.encode()), Choices(remembered=remembered))
    assert again.staff.equals(sheet.staff)


def test_without_a_header_the_first_row_is_a_person_too() -> None:
    columns = {"A": "last_name", "B": "first_name", "C": "email", "D": ""}
    sheet = read_sheet(upload_of("staff.csv", HEADLESS.encode()), Choices(columns=columns, header_row=0))
    assert (sheet.facts.header_row, list(sheet.staff.index)) == (0, [1, 2])
    assert list(sheet.staff.loc[1, ["last_name", "first_name", "email"]]) == ["Arndt", "Ute", "ute@example.org"]
    assert [(one.letter, one.header, one.how) for one in sheet.columns] == [(one, "", "decided") for one in "ABCD"]


def test_a_delimiter_too_many_is_told_without_a_header_too() -> None:
    columns = {"A": "last_name", "B": "first_name", "C": "email", "D": ""}
    with pytest.raises(Refused) as refused:
        read_sheet(upload_of("a.csv", f"{HEADLESS}C;D;E;F;G\n".encode()), Choices(columns=columns, header_row=0))
    assert (refused.value.code, refused.value.row) == (RefusalCode.ROW_RAGGED, 3)


def test_two_columns_of_one_field_are_told_without_a_header_too() -> None:
    columns = {"A": "last_name", "B": "first_name", "C": "email", "D": "last_name"}
    with pytest.raises(Refused) as refused:
        read_sheet(upload_of("staff.csv", HEADLESS.encode()), Choices(columns=columns, header_row=0))
    assert refused.value.code is RefusalCode.DUPLICATE_HEADER
    assert (refused.value.params["columns"], refused.value.params["headers"]) == ("A, D", "–, –")

"""Headers that make a file unusable."""

from collections.abc import Mapping, Sequence

import pytest

from tests.unit.intake.builders import raw_table
from trunkload.intake.choices import Choices
from trunkload.intake.header import Header, best_header
from trunkload.intake.header_rules import refuse_blank_headers, refuse_unusable
from trunkload.intake.limits import LIMITS
from trunkload.intake.meaning import with_meaning
from trunkload.intake.people import sort_rows
from trunkload.intake.raw import RawTable
from trunkload.intake.refusal import RefusalCode, Refused


def refusal_of(*headers: str, hidden_columns: Sequence[int] = ()) -> Refused:
    return refusal_by({}, *headers, hidden_columns=hidden_columns)


def refusal_by(decided: Mapping[str, str], *headers: str, hidden_columns: Sequence[int] = ()) -> Refused:
    table = raw_table(headers, ["x"] * len(headers), hidden_columns=hidden_columns)
    with pytest.raises(Refused) as refused:
        refuse_unusable(header_of(table, decided), table, Choices(columns=decided))
    return refused.value


def header_of(table: RawTable, decided: Mapping[str, str] | None = None) -> Header:
    choices = Choices(columns=decided or {})
    header = best_header(table, LIMITS, choices)
    assert header is not None
    return with_meaning(header, table, choices)


def blank_header(table: RawTable, decided: Mapping[str, str] | None = None) -> Refused | None:
    header = header_of(table, decided)
    try:
        refuse_blank_headers(header, table, sort_rows(table, header).staff.index)
    except Refused as refused:
        return refused
    return None


def test_two_columns_for_one_field_are_named_with_letters_and_headers() -> None:
    refused = refusal_of("Vorname", "Nachname", "E-Mail", "Ort", "dienstliche\nE-Mail")
    assert (refused.code, refused.row, refused.column) == (RefusalCode.DUPLICATE_HEADER, 1, "C")
    headers = "E-Mail, dienstliche E-Mail"
    assert refused.params == {"field": "email", "columns": "C, E", "headers": headers, "last": "E"}


def test_the_same_ambiguous_word_twice_is_a_double_too() -> None:
    assert refusal_of("Vorname", "Name", "Name").params["columns"] == "B, C"


@pytest.mark.parametrize(
    "header",
    [
        *("Passwort", "Initial-Passwort", "Kennwort", "Initialkennwort", "Zugangskennwort", "Passwörter", "Passw."),
        *("Password", "Start password", "Pass phrase", "PW", "Initial-PW", "PW (neu)", "InitialPW", "pwd", "user_pwd"),
    ],
)
def test_a_password_column_is_refused(header: str) -> None:
    """Promise 10."""
    refused = refusal_of("Vorname", "Nachname", header)
    assert (refused.code, refused.row, refused.column) == (RefusalCode.PASSWORD_COLUMN, 1, "C")
    assert refused.params == {"header": header}


def test_a_hidden_password_column_is_refused_too() -> None:
    refused = refusal_of("Vorname", "Nachname", "Passwort", hidden_columns=[2])
    assert refused.code is RefusalCode.PASSWORD_COLUMN


@pytest.mark.parametrize(
    "header",
    ["Passnummer", "Reisepass", "Pass-Nr.", "Reisepass Wohnort", "Passbild", "Kompass", "PIN", "PKW", "Powerpoint-PPW"],
)
def test_a_passport_and_a_pin_are_no_password(header: str) -> None:
    table = raw_table(("Vorname", "Nachname", header), ("Ute", "Arndt", "x"))
    refuse_unusable(header_of(table), table)


@pytest.mark.parametrize("field", ["", "username"])
def test_a_password_column_stays_refused_whatever_is_decided_about_it(field: str) -> None:
    """Promise 10."""
    refused = refusal_by({"Passwort": field}, "Vorname", "Nachname", "Passwort")
    assert refused.code is RefusalCode.PASSWORD_COLUMN


def test_how_the_password_is_delivered_is_no_password() -> None:
    """S-12."""
    table = raw_table(("Vorname", "Nachname", "Passwort per E-Mail"))
    header = header_of(table)
    refuse_unusable(header, table)
    assert sorted(header.match.found) == ["auth_without_mobile", "first_name", "last_name"]


@pytest.mark.parametrize(
    "whole", ["Nachname, Vorname", "Name, Vorname", "Vorname/Nachname", "Name", "Mitarbeiter", "Full name"]
)
def test_both_names_in_one_column_are_told_to_be_split(whole: str) -> None:
    refused = refusal_of(whole, "E-Mail", "Standort")
    assert refused.code is RefusalCode.MISSING_COLUMN
    assert (refused.params["what"], refused.params["header"]) == ("whole_name", whole)


def test_a_missing_name_column_is_told_with_what_was_found() -> None:
    """S-02."""
    refused = refusal_of("Vorname", "E-Mail", "Schuhgröße")
    assert (refused.code, refused.row) == (RefusalCode.MISSING_COLUMN, 1)
    assert refused.params == {
        "missing": "last_name",
        "found": "Vorname | E-Mail | Schuhgröße",
        "sheet": "Mitarbeiter",
    }


def test_both_name_columns_missing_are_told_at_once() -> None:
    assert refusal_of("E-Mail", "Standort").params["missing"] == "first_name,last_name"


def test_a_misspelt_column_is_suggested_and_not_used() -> None:
    refused = refusal_of("Vorname", "Nachnahme", "E-Mail")
    assert (refused.params["what"], refused.params["suggestion"], refused.params["first"]) == (
        "alike",
        "Nachnahme",
        "last_name",
    )


def test_a_mapped_column_is_never_suggested_for_another() -> None:
    assert "suggestion" not in refusal_of("Vorname", "Kostenstelle", "E-Mail").params


def test_a_hidden_name_column_is_pointed_at() -> None:
    refused = refusal_of("Vorname", "E-Mail", "Nachname", hidden_columns=[2])
    assert (refused.params["what"], refused.params["hidden"]) == ("hidden", "C")


def test_two_columns_decided_for_one_field_are_doubles_too() -> None:
    refused = refusal_by({"Mail privat": "email"}, "Vorname", "Nachname", "E-Mail", "Mail privat")
    assert (refused.code, refused.params["columns"]) == (RefusalCode.DUPLICATE_HEADER, "C, D")


def test_a_double_that_was_left_out_is_none() -> None:
    table = raw_table(("Vorname", "Nachname", "E-Mail", "dienstliche E-Mail"), ("Ute", "Arndt", "x", "y"))
    header = header_of(table, {"E-Mail": ""})
    refuse_unusable(header, table)
    assert header.match.fields[3] == "email"
    assert 2 not in header.match.fields


def test_a_decision_about_a_header_that_is_not_there_is_told_with_those_that_are() -> None:
    refused = refusal_by({"Mial": "email"}, "Vorname", "Nach-\nname", "Telefon")
    assert (refused.code, refused.row) == (RefusalCode.HEADER_NOT_FOUND, 1)
    assert refused.params == {"what": "column", "header": "Mial", "found": "Vorname, Nach- name, Telefon"}


def test_a_letter_right_of_the_sheet_is_no_column() -> None:
    assert refusal_by({"ZZ": "email"}, "Vorname", "Nachname").params["header"] == "ZZ"


def test_a_decision_about_a_hidden_column_says_that_it_is_hidden() -> None:
    refused = refusal_by({"Telefon": "mobile"}, "Vorname", "Nachname", "Telefon", hidden_columns=[2])
    assert (refused.column, refused.params["what"]) == ("C", "hidden_column")


def test_a_column_without_a_header_is_named_with_the_first_person_who_has_something_there() -> None:
    rows = [("Vorname", "Nachname", "", "Ort"), ("Ute", "Arndt", "", "Köln"), ("Jan", "Beck", "0815", "Köln")]
    refused = blank_header(raw_table(*rows))
    assert refused is not None
    assert (refused.code, refused.row, refused.column) == (RefusalCode.BLANK_HEADER, 3, "C")


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        ([("Vorname", "", "Nachname"), ("Ute", "", "Arndt")], []),
        ([("Vorname", "Nachname"), ("Ute", "Arndt", "0815")], []),
        ([("", "Vorname", "Nachname"), ("1", "Ute", "Arndt")], []),
        ([("Vorname", "", "Nachname"), ("Ute", "0815", "Arndt")], [1]),
        ([("Vorname", "", "Nachname"), ("Ute", "", "Arndt"), ("Summe", "1", "")], []),
    ],
    ids=["empty", "right of the last", "left of the first", "hidden", "only in a total"],
)
def test_a_column_without_a_header_is_no_matter_where_nobody_can_miss_it(
    rows: list[tuple[str, ...]], hidden: list[int]
) -> None:
    assert blank_header(raw_table(*rows, hidden_columns=hidden)) is None


@pytest.mark.parametrize("field", ["", "employee_id"])
def test_a_column_without_a_header_that_was_decided_by_its_letter_is_known(field: str) -> None:
    table = raw_table(("Vorname", "", "Nachname"), ("Ute", "0815", "Arndt"))
    assert blank_header(table, {"b": field}) is None


@pytest.mark.parametrize("known_by", ["Personalnummer", "Benutzername", "Rufnummer"])
def test_a_sheet_of_workplaces_and_what_to_do_with_them_needs_no_names(known_by: str) -> None:
    """Section 7: names are what a new person needs; without an action every row is one."""
    table = raw_table(["Aktion", known_by], ["löschen", "x"])
    refuse_unusable(header_of(table), table)
    assert refusal_of(known_by, "Ort").code is RefusalCode.MISSING_COLUMN
    assert refusal_of("Aktion", "Ort").code is RefusalCode.MISSING_COLUMN

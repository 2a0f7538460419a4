"""Headers that make a file unusable."""

from collections.abc import Sequence

import pytest

from tests.unit.intake.builders import raw_table
from trunkload.intake.header import best_header
from trunkload.intake.header_rules import refuse_unusable
from trunkload.intake.limits import LIMITS
from trunkload.intake.refusal import RefusalCode, Refused


def refusal_of(*headers: str, hidden_columns: Sequence[int] = ()) -> Refused:
    table = raw_table(headers, ["x"] * len(headers), hidden_columns=hidden_columns)
    header = best_header(table, LIMITS)
    assert header is not None
    with pytest.raises(Refused) as refused:
        refuse_unusable(header, table)
    return refused.value


def test_two_columns_for_one_field_are_named_with_letters_and_headers() -> None:
    refused = refusal_of("Vorname", "Nachname", "E-Mail", "Ort", "dienstliche\nE-Mail")
    assert (refused.code, refused.row, refused.column) == (RefusalCode.DUPLICATE_HEADER, 1, "C")
    assert refused.params == {"field": "email", "columns": "C, E", "headers": "E-Mail, dienstliche E-Mail"}


def test_the_same_ambiguous_word_twice_is_a_double_too() -> None:
    assert refusal_of("Vorname", "Name", "Name").params["columns"] == "B, C"


@pytest.mark.parametrize("header", ["Passwort", "Initial-Passwort", "Kennwort", "Password", "Start password"])
def test_a_password_column_is_refused(header: str) -> None:
    """Promise 10."""
    refused = refusal_of("Vorname", "Nachname", header)
    assert (refused.code, refused.row, refused.column) == (RefusalCode.PASSWORD_COLUMN, 1, "C")
    assert refused.params == {"header": header}


def test_a_hidden_password_column_is_refused_too() -> None:
    refused = refusal_of("Vorname", "Nachname", "Passwort", hidden_columns=[2])
    assert refused.code is RefusalCode.PASSWORD_COLUMN


def test_how_the_password_is_delivered_is_no_password() -> None:
    """S-12."""
    table = raw_table(("Vorname", "Nachname", "Passwort per E-Mail"))
    header = best_header(table, LIMITS)
    assert header is not None
    refuse_unusable(header, table)
    assert sorted(header.match.found) == ["auth_without_mobile", "first_name", "last_name"]


def test_a_missing_name_column_is_told_with_what_was_found() -> None:
    """S-02."""
    refused = refusal_of("Vorname", "E-Mail", "Schuhgröße")
    assert (refused.code, refused.row) == (RefusalCode.MISSING_COLUMN, 1)
    assert refused.params == {
        "missing": "last_name",
        "found": "Vorname, E-Mail, Schuhgröße",
        "sheet": "Mitarbeiter",
    }


def test_both_name_columns_missing_are_told_at_once() -> None:
    assert refusal_of("E-Mail", "Standort").params["missing"] == "first_name,last_name"


def test_a_misspelt_column_is_suggested_and_not_used() -> None:
    assert refusal_of("Vorname", "Nachnahme", "E-Mail").params["suggestion"] == "Nachnahme"


def test_a_mapped_column_is_never_suggested_for_another() -> None:
    assert "suggestion" not in refusal_of("Vorname", "Kostenstelle", "E-Mail").params


def test_a_hidden_name_column_is_pointed_at() -> None:
    assert refusal_of("Vorname", "E-Mail", "Nachname", hidden_columns=[2]).params["hidden"] == "C"

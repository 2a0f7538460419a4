"""The oracle of the benchmarks is right where a person can see it: by hand-written rows."""

from datetime import date

import pytest

from bench.validation.oracle import failures
from bench.validation.plain_rules import Cells, broken_by, day, dialled

TODAY = date(2026, 11, 25)
RIGHT: Cells = {
    "employee_id": "0000001",
    "first_name": "Jürgen",
    "last_name": "Müller",
    "auth_email": "juergen.mueller@example.org",
    "auth_email_confirm": "juergen.mueller@Example.ORG",
    "mobile": "0152 28817386",
    "auth_without_mobile": "nein",
    "username": "juergen.mueller",
    "postal_code": "01067",
    "street": "Domstraße",
    "phone_number": "0221 4710-00012",
    "internal_number": "4712",
    "conference_package": "Konferenz Plus",
    "activation_date": "25.11.2026",
    "start_date": "2026-11-25",
    "city": "Köln",
}


def row(**cells: str | None) -> Cells:
    return {**RIGHT, **cells}


def somebody_else(**cells: str | None) -> Cells:
    """Another person with nothing in common but what `cells` say."""
    other = {"employee_id": "0000002", "first_name": "Jana", "auth_email": "jana@example.org", "username": "jana.weber"}
    numbers = {"phone_number": "030 23125001", "internal_number": "4713"}
    return row(**{**other, "auth_email_confirm": "jana@example.org", **numbers, **cells})


def test_a_right_row_breaks_nothing() -> None:
    assert failures([RIGHT], TODAY) == set()


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        ({"first_name": None}, {"first_name.missing"}),
        ({"last_name": None}, {"last_name.missing"}),
        ({"auth_email": None}, {"auth_email.missing"}),
        ({"first_name": "Jana2"}, {"first_name.name_has_digits"}),
        ({"last_name": "Mey3r"}, {"last_name.name_has_digits"}),
        ({"auth_email": "jana@example", "auth_email_confirm": None}, {"auth_email.email_form"}),
        ({"auth_email_confirm": "Juergen.Mueller@example.org"}, {"auth_email_confirm.auth_email_differs"}),
        ({"mobile": "0152 2881738?"}, {"mobile.phone_characters"}),
        ({"mobile": "152 28817386"}, {"mobile.phone_no_prefix"}),
        ({"mobile": "0152 288173861234"}, {"mobile.phone_too_long"}),
        ({"mobile": "0221 4710123"}, {"mobile.mobile_not_mobile"}),
        ({"phone_number": "0221 4710*12"}, {"phone_number.phone_characters"}),
        ({"phone_number": "0221 4710-123456"}, {"phone_number.phone_too_long"}),
        ({"phone_number": "+49 (0)221 4710-12345"}, set()),
        ({"mobile": None}, {"mobile.delivery_unclear"}),
        ({"mobile": None, "auth_without_mobile": None}, {"mobile.delivery_unclear"}),
        ({"mobile": None, "auth_without_mobile": "X"}, set()),
        ({"mobile": None, "auth_without_mobile": "vielleicht"}, {"auth_without_mobile.choice_unknown"}),
        ({"auth_without_mobile": "ja"}, {"mobile.delivery_contradictory"}),
        ({"username": "abcd"}, {"username.username_too_short"}),
        ({"username": "abcde"}, set()),
        ({"username": "müller"}, {"username.username_characters"}),
        ({"username": "ab.-cd"}, {"username.username_specials"}),
        ({"username": "abcde."}, {"username.username_ends"}),
        ({"username": "._ab"}, {f"username.username_{rule}" for rule in ("too_short", "specials", "ends")}),
        ({"postal_code": "1067"}, {"postal_code.postal_code_zero_lost"}),
        ({"postal_code": "D-01067"}, {"postal_code.postal_code_form"}),
        ({"conference_package": "Gold"}, {"conference_package.choice_unknown"}),
        ({"internal_number": "4"}, {"internal_number.internal_form"}),
        ({"internal_number": "1234567"}, {"internal_number.internal_form"}),
        ({"internal_number": "77"}, {"internal_number.internal_special_function"}),
        ({"internal_number": "79"}, set()),
        ({"internal_number": "11833"}, {"internal_number.internal_directory"}),
        ({"internal_number": "118123"}, set()),
        ({"internal_number": "1100"}, {"internal_number.internal_emergency"}),
        ({"internal_number": "111"}, set()),
        ({"activation_date": "31.02.2027"}, {"activation_date.date_form"}),
        ({"start_date": "2027-13-01"}, {"start_date.entry_date_form"}),
        ({"activation_date": "24.11.2026"}, {"activation_date.activation_past"}),
        ({"activation_date": "26.11.2026"}, {"activation_date.activation_after_entry"}),
    ],
)
def test_a_row_breaks_just_the_rules_that_it_breaks(cells: dict[str, str | None], rules: set[str]) -> None:
    assert set(broken_by(row(**cells), TODAY)) == rules


@pytest.mark.parametrize(
    ("field", "cell", "rule"),
    [
        ("employee_id", "0000001", "employee_id.employee_id_twice"),
        ("username", "juergen.mueller", "username.username_twice"),
        ("phone_number", "+49 221 471000012", "phone_number.number_twice"),
        ("internal_number", "4712", "internal_number.internal_twice"),
        ("auth_email", "Juergen.Mueller@example.org", "auth_email.auth_email_repeated"),
    ],
)
def test_both_rows_of_what_stands_twice_are_told(field: str, cell: str, rule: str) -> None:
    other = somebody_else(**{field: cell, "auth_email_confirm": None})
    assert failures([RIGHT, other], TODAY) == {(0, rule), (1, rule)}


def test_of_the_same_person_twice_nothing_else_that_is_twice_is_told() -> None:
    told = failures([RIGHT, row(last_name="MÜLLER"), somebody_else(employee_id="0000001")], TODAY)
    assert told == {(0, "last_name.person_twice"), (1, "last_name.person_twice")}


def test_a_number_that_nobody_can_dial_is_not_twice() -> None:
    unreadable = {"phone_number": "0221 4710*12"}
    assert {rule for _, rule in failures([row(**unreadable), somebody_else(**unreadable)], TODAY)} == {
        "phone_number.phone_characters"
    }


def test_an_internal_number_that_is_wrong_by_itself_is_not_twice() -> None:
    banned = {"internal_number": "1100"}
    assert {rule for _, rule in failures([row(**banned), somebody_else(**banned)], TODAY)} == {
        "internal_number.internal_emergency"
    }


@pytest.mark.parametrize("typed", ["0221 4710-12", "+49 (0)221 471012", "+49 0221/471012", "0049 221 4710\u201312"])
def test_every_notation_is_dialled_alike(typed: str) -> None:
    assert dialled(typed) == "+49221471012"


def test_a_number_without_prefix_stays_without() -> None:
    assert dialled("221 4710-12") == "221471012"


@pytest.mark.parametrize("typed", ["01.03.2027", "2027-03-01"])
def test_a_day_is_read_in_both_notations(typed: str) -> None:
    assert day(typed) == date(2027, 3, 1)

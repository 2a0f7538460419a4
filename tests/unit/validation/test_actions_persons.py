"""Who is meant by a row, and that nobody else's workplace is changed by it (section 7)."""

import pytest

from tests.unit.validation.builders import FIRST_ROW, Row, check, codes, told
from tests.unit.validation.workplaces import MAX, UTE, account_with, her, with_ute
from trunkload.validation.check import Checked


def workplace(checked: Checked, row: int = FIRST_ROW) -> object:
    return checked.decided["workplace_id"].to_dict()[row]


@pytest.mark.parametrize("action", ["ändern", "löschen"])
@pytest.mark.parametrize(
    "who",
    [
        {"first_name": "UTE", "last_name": "beck", "email": "Ute.Beck@example.org"},
        {"first_name": "Ute", "last_name": "Beck", "auth_email": "ute.beck@example.org"},
        {"username": "Ute.Beck"},
        {"phone_number": "0221 4710-150"},
        {"phone_number": "2214710150"},
    ],
)
def test_a_person_is_known_by_name_and_address_by_username_or_by_number(who: Row, action: str) -> None:
    """Section 7: the last two only where the row says that it means a workplace that is there."""
    checked = check({**who, "action": action}, account=account_with(UTE, MAX))
    assert "person_unknown" not in codes(checked)
    assert workplace(checked) == "wp-ute"


def test_a_username_or_number_alone_does_not_make_a_change_of_a_row_without_action() -> None:
    """Section 7: it is taken, which the person must learn."""
    checked = check({"username": "ute.beck", "phone_number": "0221 4710-150"}, account=with_ute())
    assert {"username_taken", "number_assigned", "missing"} <= codes(checked)


def employee(number: str) -> str:
    """The key under which an employee number is kept."""
    row = check({"employee_id": number, "last_name": "Beck"}).decided
    return str(row["employee_key"].iloc[0])


def test_the_employee_number_comes_before_name_and_address() -> None:
    """Section 7, promise 5: after a marriage the person is the same, and name and address change."""
    account = with_ute(employee_key=employee("007"))
    checked = check(her(employee_id="007", last_name="Kern", email="ute.kern@example.org"), account=account)
    assert codes(checked) == {"change_inferred"}
    assert workplace(checked) == "wp-ute"


def test_a_row_that_names_two_workplaces_is_told_both() -> None:
    """Section 7: by name it is one, by username or employee number another."""
    account = account_with(UTE, {**MAX, "employee_key": employee("008")})
    for other in ({"username": "max.kern"}, {"employee_id": "008"}):
        checked = check(her(**other, action="ändern"), account=account)
        assert codes(checked) == {"person_contradictory"}
        named = told(checked, "person_contradictory").params
        assert {named["username"], named["other"]} == {"ute.beck", "max.kern"}
    checked = check(her(phone_number="0221 4710-160", action="löschen"), account=account)
    assert codes(checked) == {"person_contradictory"}


def test_of_two_people_with_the_same_name_and_address_the_username_decides() -> None:
    """Section 7: none is chosen for the person."""
    second = {**MAX, "username": "ute.beck2", "given_name": "Ute", "family_name": "Beck", "email": UTE["email"]}
    account = account_with(UTE, second)
    assert codes(check(her(action="löschen"), account=account)) == {"person_contradictory"}
    checked = check(her(username="ute.beck2", action="löschen"), account=account)
    assert (codes(checked), workplace(checked)) == ({"workplace_ends"}, "wp-max")


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"username": "ute.beck", "first_name": "Eva"}, "first_name"),
        ({"username": "ute.beck", "last_name": "Kern"}, "last_name"),
        ({"username": "ute.beck", "email": "eva@example.org"}, "email"),
        ({"username": "ute.beck", "phone_number": "0221 4710-151"}, "phone_number"),
        (her(username="eva.kern"), "username"),
    ],
)
def test_a_workplace_ends_only_where_every_cell_fits_it(cells: Row, field: str) -> None:
    """R-11: what is deleted is gone for good."""
    checked = check({**cells, "action": "löschen"}, account=with_ute())
    assert codes(checked) == {"person_differs"}
    assert (told(checked, "person_differs").field, told(checked, "person_differs").params["holder"]) == (
        field,
        "Ute Beck",
    )


def test_another_first_and_last_name_at_once_is_another_person() -> None:
    """Section 7: one of them may change."""
    account = with_ute()
    one = check({"username": "ute.beck", "first_name": "Ute", "last_name": "Kern", "action": "ändern"}, account=account)
    both = check(
        {"username": "ute.beck", "first_name": "Eva", "last_name": "Kern", "action": "ändern"}, account=account
    )
    assert [codes(one), codes(both)] == [set(), {"person_differs"}]


def test_the_same_workplace_is_meant_by_one_row_only() -> None:
    """Section 7: however each row says it."""
    checked = check(
        her(conference_package="Premium"),
        {"username": "ute.beck", "action": "löschen"},
        account=with_ute(),
    )
    assert [("person_twice" in codes(checked, row)) for row in (2, 3)] == [True, True]


def test_what_another_open_import_plans_for_a_person_stops_a_change_too() -> None:
    """Promise 5."""
    account = account_with({**UTE, "state": "planned", "import_id": "imp-2026-11-23-0001", "row_digest": "0" * 64})
    assert codes(check(her(action="ändern", city="Bonn"), account=account)) == {"person_planned_differently"}


def test_what_was_ordered_as_new_is_not_repeated_by_its_deletion() -> None:
    """Promise 5: the same row with another action asks for something else."""
    ordered = check(her(mobile="0152 28817386", location="Köln")).decided
    account = with_ute(row_digest=str(ordered["row_digest"].iloc[0]), import_id="imp-2026-11-23-0001")
    again = check(her(mobile="0152 28817386", location="Köln"), account=account)
    assert [one.code for one in again.findings.of_row(FIRST_ROW)] == ["person_planned"]
    ended = check(her(mobile="0152 28817386", location="Köln", action="löschen"), account=account)
    assert codes(ended) == {"workplace_ends"}

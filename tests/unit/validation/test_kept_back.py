"""A number is kept for a row that is blocked, and the same person gets it when the row comes again, right."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.builders import account_of, someone, with_contingent, with_numbers
from tests.unit.validation.builders import Row, another, check, codes
from trunkload.inventory.account import KEPT_COLUMNS, Account, NumberBlock
from trunkload.validation.check import Checked
from trunkload.validation.rules import Policy, Rules

KOELN = "+492214710"
BROKEN: Row = {"email": "broken@"}


def block(last: str = "29") -> Account:
    return account_of(NumberBlock("a", "T-1", KOELN, "20", last))


def kept(checked: Checked) -> dict[int, str]:
    assert checked.allocation is not None
    return {int(str(row)): str(number) for row, number in checked.allocation.kept_back["number"].items()}


def given(checked: Checked) -> dict[int, str]:
    assert checked.allocation is not None
    return {int(str(row)): str(number) for row, number in checked.allocation.given["number"].items()}


def reason(checked: Checked, row: int = 2) -> str:
    assert checked.allocation is not None
    return str(checked.allocation.given.loc[row, "reason"])


def after(checked: Checked, account: Account) -> Account:
    """The account while the import of this sheet is open: what it keeps is held."""
    assert checked.allocation is not None
    table = checked.allocation.kept_back.reset_index(names="row").set_index("number")
    held = with_numbers(account, table.index, state="held", holder="imp-1")
    ledger = table.assign(import_id="imp-1")[list(KEPT_COLUMNS)].astype(pd.StringDtype("pyarrow"))
    return replace(held, kept=ledger)


def test_a_blocked_rows_number_is_kept_and_the_others_have_what_they_would_have_had() -> None:
    right = check(another(1), another(2), another(3), account=block())
    wrong = check(another(1), another(2, **BROKEN), another(3), account=block())
    assert given(wrong) | kept(wrong) == given(right)
    assert kept(wrong) == {3: f"{KOELN}21"}
    assert codes(wrong, 3) == {"email_form"}


@pytest.mark.parametrize(
    "cells",
    [
        {"trunk": "T-9"},
        {"phone_number": "0221 471099"},
        {"phone_number": "0221 47I0"},
        {"action": "löschen"},
        {"location": "Berlin"},
    ],
)
def test_nothing_is_kept_where_it_is_not_known_what_the_row_will_ask_for(cells: Row) -> None:
    """No trunk, a number that cannot be had, nothing new, a site that the trunk does not serve."""
    checked = check(another(1, **{**BROKEN, **cells}), another(2), account=block())
    assert kept(checked) == {}


def test_a_wish_that_can_be_had_is_what_is_kept() -> None:
    checked = check(another(1, **BROKEN, phone_number="0221 4710-25"), another(2), account=block())
    assert kept(checked) == {2: f"{KOELN}25"}


def test_of_one_person_in_two_rows_one_number_is_kept() -> None:
    checked = check(another(1, employee_id="7"), another(1, employee_id="7"), another(2), account=block())
    assert kept(checked) == {2: f"{KOELN}20"}


def test_who_is_beyond_the_contingent_keeps_nothing() -> None:
    """R-14: that row waits for a contract, not for a correction."""
    account = with_contingent(block(), "workplace", 1)
    checked = check(another(1), another(2), another(3, **BROKEN), account=account)
    assert (given(checked), kept(checked)) == ({2: f"{KOELN}20"}, {4: f"{KOELN}21"})


def test_nothing_is_kept_where_nothing_is_planned() -> None:
    """All or nothing with one row to fix, or no row that is right."""
    together = Rules(policy=Policy.ALL_OR_NOTHING)
    assert kept(check(another(1), another(2, **BROKEN), account=block(), rules=together)) == {}
    assert kept(check(another(2, **BROKEN), account=block())) == {}


AGAIN: tuple[tuple[Row, Row, bool], ...] = (
    # by employee number, whatever else is written otherwise
    ({"employee_id": "7"}, {"employee_id": "7", "first_name": "Ulla"}, True),
    ({"employee_id": "7"}, {"employee_id": "8"}, False),
    # by name and login address, where something else was wrong
    ({"email": "ute.beck@example.org", "mobile": "12"}, {}, True),
    # by the name alone, because the address was what was wrong
    ({"first_name": "UTE "}, {}, True),
    ({}, {"employee_id": "7"}, True),
    ({"first_name": "Ulla"}, {}, False),
)


@pytest.mark.parametrize(("first", "second", "same"), AGAIN)
def test_the_same_person_gets_just_that_number(first: Row, second: Row, same: bool) -> None:
    before = check(another(1), {**someone("Ute", "Beck"), **BROKEN, **first}, account=block())
    assert kept(before) == {3: f"{KOELN}21"}
    later = check({**someone("Ute", "Beck"), **second}, account=after(before, block()))
    assert given(later) == {2: f"{KOELN}21" if same else f"{KOELN}20"}
    assert reason(later) == ("kept_for" if same else "lowest_free")


def test_a_name_that_two_people_have_says_not_whose_the_number_is() -> None:
    before = check(another(1), someone("Ute", "Beck", **BROKEN), account=block())
    two = (someone("Ute", "Beck", email=f"ute.beck{at}@example.org") for at in (1, 2))
    later = check(*two, account=after(before, block()))
    assert given(later) == {2: f"{KOELN}20", 3: f"{KOELN}22"}


def test_a_person_may_wish_the_number_that_is_kept_for_them_and_nobody_else_may() -> None:
    """S-13."""
    before = check(another(1), someone("Ute", "Beck", **BROKEN), account=block())
    account = after(before, block())
    own = check(someone("Ute", "Beck", phone_number="0221 4710-21"), account=account)
    assert (codes(own), given(own), reason(own)) == (set(), {2: f"{KOELN}21"}, "kept_for")
    other = check(someone("Tim", "Bauer", phone_number="0221 4710-21"), account=account)
    assert codes(other) == {"number_held"}


def test_what_waits_for_people_who_do_not_come_is_given_to_nobody() -> None:
    before = check(another(1), someone("Ute", "Beck", **BROKEN), account=block("21"))
    later = check(another(1), another(2), account=after(before, block("21")))
    assert (given(later), codes(later, 3)) == ({2: f"{KOELN}20"}, {"no_free_number"})


def test_a_row_that_is_still_wrong_goes_on_keeping_its_number() -> None:
    before = check(another(1), someone("Ute", "Beck", **BROKEN), account=block())
    later = check(another(2), someone("Ute", "Beck", **BROKEN), account=after(before, block()))
    assert kept(later) == {3: f"{KOELN}21"}

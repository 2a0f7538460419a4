"""What the rehearsal carrier lets happen to workplaces that stand, at the boundary of its term."""

from dataclasses import replace

import pytest

from tests.unit.portal.test_activation import ANNA, BERND, FREE
from trunkload.portal.rehearsal.activation import Facts, NumberFacts, decide, decide_ends
from trunkload.portal.rehearsal.standing import Standing
from trunkload.portal.rehearsal.wish import End, Wish

STANDING = Standing("KOELN-1", "+492214710100", "100", "anna.mueller", "plus", "2026-10-01", "2026-03-01")
CHANGE = replace(ANNA, workplace_id="wp-1", number="+492214710100", internal_number="100", package="plus")
THERE = replace(
    FREE,
    numbers={**FREE.numbers, "+492214710100": NumberFacts("KOELN-1", "assigned")},
    usernames=frozenset({"anna.mueller"}),
    internal_numbers=frozenset({"100"}),
    left={"workplace": 0, "premium": 0, "plus": 0},
    standing={"wp-1": STANDING},
    day="2026-12-01",
)
BOUNDARY = [("2026-10-30", "TERM_RUNNING"), ("2026-10-31", None), ("2026-11-01", None)]


def change(wish: Wish, facts: Facts = THERE) -> str | None:
    return decide([wish], facts)[0].code


def test_what_a_workplace_has_is_its_own_and_uses_nothing() -> None:
    """S-13, R-04, R-14: also where every contingent is used up."""
    assert change(replace(CHANGE, city="Bonn")) is None


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (replace(CHANGE, workplace_id="wp-2"), "WORKPLACE_UNKNOWN"),
        (replace(CHANGE, trunk="BERLIN-1"), "WORKPLACE_CANNOT_MOVE"),
        (replace(CHANGE, username="anna.maier"), "USERNAME_STAYS"),
        (replace(CHANGE, package="premium"), "CONTINGENT_EXHAUSTED"),
        (replace(CHANGE, number="+492214710099"), "NUMBER_UNKNOWN"),
        (replace(CHANGE, number=ANNA.number), None),
    ],
)
def test_a_change_is_refused_by_its_own_rule(wish: Wish, code: str | None) -> None:
    """R-13, R-14, section 1.3."""
    assert change(wish) == code


def test_a_change_and_a_new_workplace_cannot_have_the_same_number() -> None:
    """S-13: in the order of the items."""
    facts = replace(THERE, left={})
    outcomes = decide([replace(CHANGE, number=BERND.number), BERND], facts)
    assert [one.code for one in outcomes] == [None, "NUMBER_IN_USE"]


@pytest.mark.parametrize(("day", "code"), BOUNDARY)
def test_a_package_becomes_smaller_after_its_term(day: str, code: str | None) -> None:
    """S-22: day 29, 30 and 31."""
    assert change(replace(CHANGE, package="none"), replace(THERE, day=day)) == code


@pytest.mark.parametrize(("day", "code"), BOUNDARY)
def test_a_workplace_ends_after_its_term_and_that_of_its_package(day: str, code: str | None) -> None:
    """R-11, S-22."""
    (outcome,) = decide_ends([End("2", "wp-1")], replace(THERE, day=day))
    assert outcome.code == code
    young = replace(STANDING, package="none", package_since="2026-01-01", activated_on="2026-10-01")
    (outcome,) = decide_ends([End("2", "wp-1")], replace(THERE, day=day, standing={"wp-1": young}))
    assert outcome.code == code


def test_a_workplace_that_is_not_there_cannot_end() -> None:
    assert [one.code for one in decide_ends([End("2", "wp-9")], THERE)] == ["WORKPLACE_UNKNOWN"]

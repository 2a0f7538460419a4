from dataclasses import replace

import pytest

from trunkload.portal.rehearsal.activation import Facts, NumberFacts, decide
from trunkload.portal.rehearsal.wish import Wish

ANNA = Wish(
    item_id="2",
    trunk="KOELN-1",
    number="+492214710001",
    internal_number="001",
    username="anna.mueller",
    given_name="Anna",
    family_name="Müller",
    street=None,
    house_number=None,
    postal_code=None,
    city=None,
    country=None,
    email="anna.mueller@example.org",
    mobile=None,
    password_channel="email",  # noqa: S106 - the name of a channel
    package="premium",
)
BERND = replace(
    ANNA, item_id="3", number="+492214710002", internal_number="002", username="bernd.meyer", package="none"
)
FREE = Facts(
    numbers={one.number: NumberFacts("KOELN-1", "free") for one in (ANNA, BERND)},
    usernames=frozenset(),
    internal_numbers=frozenset(),
    left={"workplace": 10, "premium": 1},
)


def codes(*wishes: Wish, facts: Facts = FREE) -> list[str | None]:
    return [outcome.code for outcome in decide(wishes, facts)]


def test_what_is_free_is_activated() -> None:
    assert codes(ANNA, BERND) == [None, None]


@pytest.mark.parametrize(
    ("state", "code"),
    [("assigned", "NUMBER_IN_USE")]
    + [(state, "NUMBER_NOT_AVAILABLE") for state in ("held", "resting", "blocked", "function", "future")],
)
def test_only_a_free_number_is_assigned_and_the_others_go_on(state: str, code: str) -> None:
    """S-13, R-06, R-07."""
    numbers = {**FREE.numbers, ANNA.number: NumberFacts("KOELN-1", state)}
    assert codes(ANNA, BERND, facts=replace(FREE, numbers=numbers)) == [code, None]


def test_a_number_of_another_trunk_or_of_nobody_is_unknown() -> None:
    """R-01."""
    assert codes(replace(ANNA, trunk="BERLIN-1"), replace(BERND, number="+493023125100")) == ["NUMBER_UNKNOWN"] * 2


def test_a_taken_username_is_refused() -> None:
    assert codes(ANNA, BERND, facts=replace(FREE, usernames=frozenset({"anna.mueller"}))) == ["USERNAME_TAKEN", None]


def test_a_taken_internal_number_is_refused() -> None:
    """R-04."""
    assert codes(ANNA, facts=replace(FREE, internal_numbers=frozenset({"001"}))) == ["INTERNAL_NUMBER_TAKEN"]


@pytest.mark.parametrize(
    ("same", "code"),
    [
        ({"number": ANNA.number}, "NUMBER_IN_USE"),
        ({"username": ANNA.username}, "USERNAME_TAKEN"),
        ({"internal_number": ANNA.internal_number}, "INTERNAL_NUMBER_TAKEN"),
    ],
)
def test_what_the_first_item_takes_the_second_cannot_have(same: dict[str, str], code: str) -> None:
    assert codes(ANNA, replace(BERND, **same)) == [None, code]


def test_a_failed_item_takes_nothing() -> None:
    facts = replace(FREE, usernames=frozenset({"anna.mueller"}))
    assert codes(ANNA, replace(BERND, number=ANNA.number, package="premium"), facts=facts) == ["USERNAME_TAKEN", None]


def test_a_contingent_that_is_used_up_stops_only_those_who_need_it() -> None:
    """R-14."""
    second = replace(BERND, package="premium")
    assert codes(ANNA, second) == [None, "CONTINGENT_EXHAUSTED"]
    third = replace(BERND, item_id="4", number=ANNA.number)
    assert codes(second, third, facts=replace(FREE, left={"premium": 0, "workplace": 1})) == [
        "CONTINGENT_EXHAUSTED",
        None,
    ]


def test_a_contingent_that_nobody_counts_is_not_used_up() -> None:
    assert codes(ANNA, BERND, facts=replace(FREE, left={})) == [None, None]

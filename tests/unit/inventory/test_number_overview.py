"""What an overview tells of numbers and people, and how they are counted; no database, no words."""

from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TEXT, account_of, sample_account, with_contingent, with_numbers, with_workplaces
from trunkload.inventory.account import Account, NumberBlock, NumberState
from trunkload.inventory.contingent_use import ContingentUse, contingents_used
from trunkload.inventory.number_filter import Asked, asked_for
from trunkload.inventory.number_overview import OVERVIEW_COLUMNS, numbers_overview
from trunkload.inventory.number_summary import counted_numbers
from trunkload.inventory.workplace_overview import AskedPeople, workplaces_overview

KOELN = "+492214710{}"
BERLIN_120 = "+493023125120"
TEN = NumberBlock("b", "T", "+492214710", "30", "39")


def told_of(account: Account, number: str) -> dict[str, str | None]:
    row = numbers_overview(account).loc[number]
    return {name: None if pd.isna(row[name]) else str(row[name]) for name in OVERVIEW_COLUMNS}


def test_a_number_says_whose_it_is_and_where() -> None:
    told = told_of(sample_account(), BERLIN_120)
    assert (told["holder"], told["given_name"], told["family_name"]) == ("david.wolf", "David", "Wolf")
    assert (told["trunk"], told["site"], told["block"], told["extension"]) == (
        "BERLIN-1",
        "Berlin",
        "berlin-23125",
        "120",
    )


def test_a_held_number_says_for_whom_it_is_planned() -> None:
    free = "+493023125130"
    account = with_numbers(sample_account(), [free], state="held", holder="imp-1")
    person: dict[str, str | None] = {"given_name": "Ute", "family_name": "Beck", "number": free, "state": "planned"}
    told = told_of(with_workplaces(account, person), free)
    assert (told["holder"], told["given_name"], told["family_name"]) == ("imp-1", "Ute", "Beck")


def test_an_assigned_number_whose_workplace_is_not_known_keeps_its_holder() -> None:
    account = with_numbers(sample_account(), [BERLIN_120], holder="wp-elsewhere")
    told = told_of(account, BERLIN_120)
    assert (told["holder"], told["family_name"], told["reason"]) == ("wp-elsewhere", None, "assigned")


def test_a_block_may_be_at_another_site_than_its_trunk() -> None:
    """R-10."""
    account = account_of(replace(TEN, site="Berlin"), replace(TEN, id="c", first="40", last="44"))
    overview = numbers_overview(account)
    assert overview["site"].value_counts().to_dict() == {"Berlin": 10, "Köln": 5}
    counted = counted_numbers(overview, account)
    assert [(one.trunk, one.site, one.all) for one in counted] == [("T", "Köln", 5), ("T", "Berlin", 10)]


def test_a_trunk_without_numbers_is_counted_too() -> None:
    account = account_of(TEN)
    none = replace(account, numbers=account.numbers[:0])
    assert [(one.trunk, one.all, one.free) for one in counted_numbers(numbers_overview(none), none)] == [("T", 0, 0)]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(NumberState), min_size=10, max_size=10))
def test_the_states_of_a_trunk_add_up_to_all_its_numbers(states: list[NumberState]) -> None:
    account = account_of(TEN)
    account.numbers["state"] = pd.Series([state.value for state in states], account.numbers.index, dtype=TEXT)
    (counted,) = counted_numbers(numbers_overview(account), account)
    assert counted.all == 10
    assert counted.states == {state: states.count(state) for state in NumberState}
    assert counted.free <= counted.states[NumberState.FREE]


def test_nothing_asked_for_is_everything() -> None:
    overview = numbers_overview(sample_account())
    assert len(asked_for(overview, Asked())) == len(overview)
    assert len(asked_for(overview[:0], Asked(holder="lena", pattern="0", free=True))) == 0


def test_what_our_plans_ask_for_is_not_left() -> None:
    """R-14: a planned workplace takes one of its package, a changing one the package that it is to have."""
    planned: dict[str, str | None] = {"username": "a", "package": "plus", "state": "planned"}
    changing: dict[str, str | None] = {
        "username": "b",
        "package": "basic",
        "state": "changing",
        "planned_package": "plus",
    }
    account = with_contingent(with_workplaces(sample_account(), planned, changing), "plus", booked=3, used=2)
    told = {one.name: one for one in contingents_used(account)}
    assert told["plus"] == ContingentUse("plus", booked=3, used=2, planned=2)
    assert (told["plus"].left, told["workplace"].planned, told["basic"].planned) == (0, 1, 0)


def test_a_workplace_without_number_trunk_or_name_is_shown_all_the_same() -> None:
    account = with_workplaces(sample_account(), {"username": "bare"})
    told = workplaces_overview(account, AskedPeople(search="bare", pattern="^$")).iloc[0]
    assert (told["username"], told["package"], told["state"]) == ("bare", "none", "active")
    assert told[["number", "site", "may_end_on"]].isna().all()

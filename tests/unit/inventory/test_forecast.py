"""When a trunk runs out of numbers, at the pace of the last 90 days."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import account_of, sample_account, with_workplaces
from trunkload.inventory.account import NumberBlock
from trunkload.inventory.availability import may_be_given
from trunkload.inventory.forecast import FARTHEST_DAYS, PACE_DAYS, WARN_DAYS, Forecast, activated_lately, forecasts

TODAY = date(2026, 11, 23)
TRUNK = NumberBlock("b", "T", "+492214710", "100", "199")


def test_a_trunk_lasts_as_long_as_its_numbers_at_the_pace_of_the_last_quarter() -> None:
    told = Forecast("T", free=30, activated=45)
    assert (told.days_left, told.runs_out_on(TODAY), told.is_short) == (60, date(2027, 1, 22), False)
    assert Forecast("T", free=29, activated=45).is_short


def test_nothing_left_is_told_as_today_whoever_came() -> None:
    for activated in (0, 7):
        told = Forecast("T", free=0, activated=activated)
        assert (told.days_left, told.runs_out_on(TODAY), told.is_short) == (0, TODAY, True)


def test_where_nobody_came_or_decades_are_left_no_day_is_foretold() -> None:
    for told in (Forecast("T", free=5, activated=0), Forecast("T", free=10**9, activated=1)):
        assert (told.days_left, told.runs_out_on(TODAY), told.is_short) == (None, None, False)


def test_only_the_last_ninety_days_before_the_snapshot_count() -> None:
    day = sample_account().taken_at.date()
    came = [day, day - timedelta(days=PACE_DAYS - 1), day - timedelta(days=PACE_DAYS), day + timedelta(days=1)]
    people: list[dict[str, str | None]] = [
        {"username": f"p{at}", "trunk": "T", "activated_on": one.isoformat()} for at, one in enumerate(came)
    ]
    account = with_workplaces(account_of(TRUNK), *people, {"username": "planned", "trunk": "T"})
    assert activated_lately(account).to_dict() == {"T": 2}


def test_a_plan_s_numbers_are_as_good_as_gone() -> None:
    account = account_of(TRUNK)
    before, after = (forecasts(account, may_be_given(account), taken)[0] for taken in (None, {"T": 40}))
    assert (before.free, after.free) == (len(may_be_given(account)), len(may_be_given(account)) - 40)
    assert forecasts(account, may_be_given(account), {"T": 1000})[0].free == 0


def test_every_trunk_is_told_in_the_account_s_order() -> None:
    account = sample_account()
    assert [one.trunk for one in forecasts(account, pd.Series(dtype="str"))] == ["KOELN-1", "BERLIN-1"]


counts = st.integers(min_value=0, max_value=10**7)


@given(free=counts, activated=counts)
def test_numbers_suffice_up_to_that_day_and_not_two_days_longer(free: int, activated: int) -> None:
    days = Forecast("T", free, activated).days_left
    if days is None:
        assert activated == 0 or free * PACE_DAYS // activated > FARTHEST_DAYS
    else:
        assert days * activated <= free * PACE_DAYS
        assert free == 0 or (days + 1) * activated > free * PACE_DAYS


@given(free=counts, activated=counts, more=counts)
def test_more_numbers_never_run_out_earlier_and_more_people_never_later(free: int, activated: int, more: int) -> None:
    never = FARTHEST_DAYS + 1

    def days(one: Forecast) -> int:
        return never if one.days_left is None else one.days_left

    now = Forecast("T", free, activated)
    assert days(replace(now, free=free + more)) >= days(now)
    assert days(replace(now, activated=activated + more)) <= days(now)


@given(free=counts, activated=counts)
def test_whoever_is_warned_has_a_day_within_sixty(free: int, activated: int) -> None:
    told = Forecast("T", free, activated)
    out = told.runs_out_on(TODAY)
    assert told.is_short == (out is not None and out < TODAY + timedelta(days=WARN_DAYS))

"""What a plan leaves of each trunk's numbers, and until when that lasts (N-10)."""

from datetime import date
from typing import Any

from tests.builders import account_of, sample_account, someone, staff_sheet, with_numbers, with_workplaces
from trunkload.inventory.account import Account, NumberBlock
from trunkload.inventory.strategy import LOWEST
from trunkload.orders.build import build_plan
from trunkload.orders.plan import Plan
from trunkload.reports.charts.after_plan import after_plan
from trunkload.reports.charts.numbers_left import numbers_chart, trunk_numbers
from trunkload.reports.charts.view import BARS_SHOWN, ChartView
from trunkload.validation.check import check_sheet
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules

TODAY = date(2026, 11, 23)


def plan_for(people: int) -> Plan:
    """A plan for so many new people in Köln, on the sample account."""
    account = sample_account()
    given = ("Anna", "Bert", "Cora", "Dora", "Emil")[:people]
    checked = check_sheet(staff_sheet(*(someone(name, "Muster") for name in given)), account, Rules(), TODAY)
    return build_plan("imp-1", checked, account.price_list, 50)


def chart(account: Account, plan: Plan | None = None, lang: Lang = Lang.EN) -> ChartView:
    told = numbers_chart(after_plan(account, plan, ()), plan, LOWEST, TODAY, lang)
    assert told is not None
    return told


def lately(trunk: str, people: int) -> list[dict[str, str | None]]:
    return [{"username": f"new{at}", "trunk": trunk, "activated_on": "2026-11-02"} for at in range(people)]


def test_every_number_of_a_trunk_is_counted_once() -> None:
    account = sample_account()
    all_of_it = account.numbers["trunk"].value_counts().to_dict()
    told = trunk_numbers(after_plan(account, plan_for(3), ()), plan_for(3), LOWEST)
    assert {one.forecast.trunk: one.taken + one.left + one.out + one.assigned for one in told} == all_of_it
    assert {one.forecast.trunk: one.taken for one in told} == {"KOELN-1": 3, "BERLIN-1": 0}


def test_a_plan_takes_the_same_numbers_before_and_after_it_is_held() -> None:
    plan = plan_for(3)
    held = with_numbers(sample_account(), plan.new_numbers, state="held", holder="imp-1")
    workplaces: list[dict[str, str | None]] = [
        {"import_id": "imp-1", "internal_number": internal, "state": "planned"}
        for internal in plan.items["internal_number"]
    ]
    assert chart(with_workplaces(held, *workplaces), plan) == chart(sample_account(), plan)


def test_an_internal_number_of_the_plan_rules_out_the_same_extension_elsewhere() -> None:
    """R-04: internal numbers are unique in the whole company."""
    account = account_of(
        NumberBlock("k", "KOELN-1", "+492214710", "114", "118"), NumberBlock("b", "B", "+493023125", "114", "118")
    )
    left = {one.forecast.trunk: one.left for one in trunk_numbers(after_plan(account, plan_for(3), ()), None, LOWEST)}
    assert left == {"KOELN-1": 2, "B": 2}


def test_a_number_that_waits_for_a_blocked_row_is_not_left() -> None:
    account = account_of(NumberBlock("k", "KOELN-1", "+492214710", "200", "209"))
    (told,) = trunk_numbers(after_plan(account, None, ["+492214710200"]), None, LOWEST)
    assert (told.left, told.out) == (9, 1)


def test_the_trunks_of_the_plan_come_first() -> None:
    assert [row[0] for row in chart(sample_account(), plan_for(2)).rows] == ["KOELN-1", "BERLIN-1"]


def test_the_day_on_which_a_trunk_runs_out_is_told_at_the_pace_of_the_last_quarter() -> None:
    account = with_workplaces(account_of(NumberBlock("b", "T", "+492214710", "200", "249")), *lately("T", 25))
    told = chart(account)
    assert told.bars[0].label == "T: 50 left, until 2027-05-22"
    assert told.rows == (("T", "0", "50", "0", "0", "until 2027-05-22"),)
    assert told.remarks == ("“Until” reckons with the pace of the last 90 days.",)
    assert chart(account, lang=Lang.DE).bars[0].label == "T: noch 50 frei, bis 22.05.2027"


def test_a_pace_that_nobody_knows_is_said_and_the_imports_like_this_one_are_counted() -> None:
    told = chart(sample_account(), plan_for(5))
    after = after_plan(sample_account(), plan_for(5), ())
    left = next(one.left for one in trunk_numbers(after, plan_for(5), LOWEST) if one.taken)
    assert told.bars[0].label == f"KOELN-1: {left} left, enough for {left // 5} more imports like this one"
    assert told.rows[0][-1] == f"pace unknown, enough for {left // 5} more imports like this one"
    assert told.rows[1][-1] == "pace unknown"
    assert told.remarks == ("In 90 days no workplace was added at KOELN-1, BERLIN-1: the pace is not known.",)


def test_nothing_left_is_said_so() -> None:
    block = NumberBlock("b", "T", "+492214710", "200", "209")
    account = account_of(block)
    told = chart(with_numbers(account, account.numbers.index, state="blocked"))
    assert (told.bars[0].label, told.bars[0].values, told.rows[0][-1]) == (
        "T: nothing left",
        (0.0, 0.0, 10.0),
        "nothing left",
    )
    assert told.remarks == ()


def test_more_trunks_than_a_picture_holds_are_counted() -> None:
    blocks = (NumberBlock(f"b{at}", f"T{at}", f"+49221471{at}", "20", "29") for at in range(BARS_SHOWN + 2))
    told = chart(account_of(*blocks))
    assert len(told.bars) == len(told.rows) == BARS_SHOWN
    assert told.remarks[-1] == "“trunkload numbers forecast” shows 2 more SIP trunks."


def test_an_account_without_numbers_has_no_such_chart() -> None:
    nothing: Any = account_of()
    assert numbers_chart(nothing, None, LOWEST, TODAY, Lang.DE) is None

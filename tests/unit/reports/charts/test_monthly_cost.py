"""What a plan costs each month, trunk by trunk; the sums are those of the plan."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.builders import sample_account, someone, staff_sheet
from trunkload.inventory.account import Price, PriceList
from trunkload.orders.build import build_plan
from trunkload.orders.plan import Plan
from trunkload.reports.charts.monthly_cost import cost_chart, trunk_bills
from trunkload.reports.charts.view import ChartView
from trunkload.reports.labels_de import GERMAN
from trunkload.reports.labels_en import ENGLISH
from trunkload.validation.check import check_sheet
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules

TODAY = date(2026, 11, 23)
PRICES = PriceList(
    "EUR",
    (
        Price("workplace", Decimal("3.95"), Decimal(10)),
        Price("basic", Decimal(0), Decimal(0)),
        Price("plus", Decimal("4.90"), Decimal(0)),
        Price("premium", Decimal("9.90"), Decimal(5)),
    ),
)
PEOPLE = (
    someone("Anna", "Muster", conference_package="Plus"),
    someone("Bert", "Muster", conference_package="Premium"),
    someone("Cora", "Muster"),
    someone("Dora", "Muster", location="Berlin", conference_package="Plus"),
)


def plan_at(prices: PriceList) -> Plan:
    return build_plan("imp-1", check_sheet(staff_sheet(*PEOPLE), sample_account(), Rules(), TODAY), prices, 50)


def chart(prices: PriceList, lang: Lang = Lang.EN) -> ChartView:
    told = cost_chart(plan_at(prices), prices, GERMAN if lang is Lang.DE else ENGLISH, lang)
    assert told is not None
    return told


def test_the_sums_are_those_of_the_plan() -> None:
    plan, bills = plan_at(PRICES), trunk_bills(plan_at(PRICES), PRICES).values()
    assert sum(one.monthly() or Decimal(0) for one in bills) == plan.cost.monthly == Decimal("35.50")
    assert sum(one.one_off or Decimal(0) for one in bills) == plan.cost.one_off == Decimal(45)


def test_each_trunk_is_told_by_workplaces_and_packages_and_all_together() -> None:
    told = chart(PRICES)
    assert told.columns == (
        "SIP trunk",
        "Workplace",
        "Conference Plus",
        "Conference Premium",
        "a month",
        "once",
    )
    assert told.rows == (
        ("KOELN-1", "11.85 €", "4.90 €", "9.90 €", "26.65 €", "35.00 €"),
        ("BERLIN-1", "3.95 €", "4.90 €", "0.00 €", "8.85 €", "10.00 €"),
        ("All", "15.80 €", "9.80 €", "9.90 €", "35.50 €", "45.00 €"),
    )
    assert [bar.values for bar in told.bars] == [(11.85, 4.9, 9.9), (3.95, 4.9, 0.0)]


def test_what_is_paid_once_is_told_below_and_sample_prices_are_called_so() -> None:
    assert chart(PRICES, Lang.DE).remarks == ("Dazu einmalig 45,00 €.",)
    assert chart(replace(PRICES, sample=True), Lang.DE).remarks == ("Dazu einmalig 45,00 €.", GERMAN.sample_prices)


def test_an_unknown_price_is_said_and_makes_no_part_of_the_picture() -> None:
    told = chart(replace(PRICES, prices=PRICES.prices[:2] + PRICES.prices[3:]))
    assert told.rows[0] == ("KOELN-1", "11.85 €", "price unknown", "9.90 €", "price unknown", "price unknown")
    assert told.bars[1].values == (3.95, 0.0, 0.0)
    assert told.remarks[1] == "2 prices are unknown; they are missing in the picture."


def test_a_plan_that_adds_nothing_to_the_bill_has_no_such_chart() -> None:
    plan = plan_at(PRICES)
    nothing = replace(plan, items=plan.items.assign(action="delete"))
    assert cost_chart(nothing, PRICES, ENGLISH, Lang.EN) is None

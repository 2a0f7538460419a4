from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, sample_account, someone, staff_sheet
from tests.unit.orders.builders import checked_people, items_of, rows_of
from trunkload.inventory.account import Price, PriceList
from trunkload.inventory.allocation import Shortage
from trunkload.orders.build import batch_items, build_plan, cost_of
from trunkload.orders.plan import ITEM_COLUMNS, Cost, Order
from trunkload.validation.check import check_sheet
from trunkload.validation.rules import Policy, Rules

PRICES = PriceList(
    "EUR",
    (
        Price("workplace", Decimal("3.95"), Decimal("1.00")),
        Price("plus", Decimal("4.90"), Decimal("0.00")),
        Price("premium", Decimal("9.90"), None),
    ),
    sample=True,
)


def test_a_plan_has_an_item_for_every_right_row_and_none_for_the_others() -> None:
    """R-20, section 7: what each person gets, in words that the carrier's adapter takes."""
    checked = checked_people(
        {"conference_package": "Plus", "department": "Vertrieb", "activation_date": "01.03.2027"},
        {"email": "broken@"},
        {"location": "Berlin", "phone_number": "030 23125-130", "internal_number": "3130", "mobile": None}
        | {"auth_without_mobile": "ja"},
    )
    plan = build_plan("imp-1", checked, sample_account().price_list, 50)
    assert plan.items.index.tolist() == [2, 4]
    assert plan.items.columns.tolist() == list(ITEM_COLUMNS)
    told = plan.items.drop(columns=["employee_key", "identity_key", "row_digest"])
    first, second = told.astype(object).where(told.notna(), None).to_numpy().tolist()
    assert first == [
        *("imp-1/b02", "add", "Person", "Aberg", "Musterstraße", "1", "50667", "Köln", "DE"),
        *("person.aberg@example.org", "+4915228817386", "sms", "person.aberg"),
        *("KOELN-1", "+492214710114", "114", "114", "plus", "2027-03-01"),
        *("koeln-4710", "lowest_free", "Vertrieb", None, None),
    ]
    assert second == [
        *("imp-1/b01", "add", "Person", "Cberg", "Musterallee", "2", "10115", "Berlin", "DE"),
        *("person.cberg@example.org", None, "email", "person.cberg"),
        *("BERLIN-1", "+493023125130", "130", "3130", "none", None),
        *("berlin-23125", "wish", None, None, None),
    ]
    assert plan.orders == (
        Order("imp-1/b01", 1, "BERLIN-1", None, 1),
        Order("imp-1/b02", 2, "KOELN-1", date(2027, 3, 1), 1),
    )
    assert plan.cost == Cost(Decimal("12.80"), Decimal("0.00"), "EUR", sample=True)
    assert (plan.import_id, plan.term_days, plan.shortages) == ("imp-1", 30, ())


def test_a_plan_tells_the_shortages_of_its_allocation() -> None:
    """N-10."""
    plan = build_plan("imp-1", checked_people(*[{"location": "Berlin"}] * 26), PRICES, 50)
    rows = [someone("Person", f"Nr{chr(65 + at // 26)}{chr(97 + at % 26)}", location="Berlin") for at in range(40)]
    short = build_plan("imp-1", check_sheet(staff_sheet(*rows), sample_account(), Rules(), TODAY), PRICES, 50)
    assert plan.shortages == ()
    assert short.shortages == (Shortage("BERLIN-1", 40, 33, "Berlin"),)
    assert len(short.items) == 33


def test_where_nothing_is_ready_nothing_is_ordered_and_nothing_costs() -> None:
    """Policy all_or_nothing: rows that are held back are no items."""
    sheet = staff_sheet(someone("Ute", "Beck"), someone("Jo", "Kern", email="broken@"))
    checked = check_sheet(sheet, sample_account(), Rules(policy=Policy.ALL_OR_NOTHING), TODAY)
    plan = build_plan("imp-1", checked, PRICES, 50)
    assert (plan.orders, len(plan.items)) == ((), 0)
    assert (plan.cost.monthly, plan.cost.one_off) == (Decimal(0), Decimal(0))


def test_without_an_account_there_is_no_plan() -> None:
    checked = check_sheet(staff_sheet(someone("Ute", "Beck")), None, Rules(), TODAY)
    with pytest.raises(ValueError, match="check the sheet against an account"):
        build_plan("imp-1", checked, PRICES, 50)


@pytest.mark.parametrize(("rows", "sizes"), [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (6, [3, 3]), (7, [3, 3, 1])])
def test_a_batch_is_never_larger_than_the_carrier_takes(rows: int, sizes: list[int]) -> None:
    orders, _ = batch_items("imp-1", rows_of(*[("T-1", None)] * rows), 3)
    assert [order.size for order in orders] == sizes


def test_a_batch_has_one_trunk_and_one_start_date() -> None:
    """Batches in the order of trunk and date, "at once" last; references say import and batch."""
    rows = rows_of(
        ("T-2", None), ("T-1", None), ("T-1", "2027-03-01"), ("T-2", None), ("T-1", "2026-12-01"), ("T-1", None)
    )
    orders, references = batch_items("imp-7", rows, 50)
    assert orders == (
        Order("imp-7/b01", 1, "T-1", date(2026, 12, 1), 1),
        Order("imp-7/b02", 2, "T-1", date(2027, 3, 1), 1),
        Order("imp-7/b03", 3, "T-1", None, 2),
        Order("imp-7/b04", 4, "T-2", None, 2),
    )
    assert references.to_dict() == {
        2: "imp-7/b04",
        3: "imp-7/b03",
        4: "imp-7/b02",
        5: "imp-7/b04",
        6: "imp-7/b01",
        7: "imp-7/b03",
    }


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.sampled_from(["T-1", "T-2"]), st.sampled_from([None, "2026-12-01", "2027-03-01"])), max_size=25
    ),
    st.integers(1, 6),
)
def test_every_row_is_in_just_one_batch(places: list[tuple[str, str | None]], size: int) -> None:
    rows = rows_of(*places)
    orders, references = batch_items("imp-1", rows, size)
    counts: dict[str, int] = {str(name): int(n) for name, n in references.value_counts().items()}
    assert counts == {order.reference: order.size for order in orders}
    assert references.notna().all()
    assert all(1 <= order.size <= size for order in orders)
    members = pd.DataFrame({"reference": references, "trunk": rows["trunk"], "start": rows["start_date"].fillna("")})
    assert len(members.drop_duplicates()) == len(orders)
    assert batch_items("imp-1", rows, size)[1].equals(references)


@pytest.mark.parametrize(
    ("packages", "monthly", "one_off"),
    [
        ([], "0", "0"),
        (["none", "none"], "7.90", "2.00"),
        (["none", "plus", "plus"], "21.65", "3.00"),
        (["premium"], "13.85", None),
        (["basic"], None, None),
        (["basic", "plus"], None, None),
    ],
)
def test_one_unknown_price_makes_its_sum_unknown(packages: list[str], monthly: str | None, one_off: str | None) -> None:
    """Said, never guessed: a listed package without a one-off price, and a package that is not listed."""
    cost = cost_of(items_of(*({"package": package} for package in packages)), PRICES)
    expected = [None if amount is None else Decimal(amount) for amount in (monthly, one_off)]
    assert [cost.monthly, cost.one_off] == expected
    assert (cost.currency, cost.sample) == ("EUR", True)


CHANGES: tuple[tuple[dict[str, str | None], str, str], ...] = (
    ({"action": "modify", "package": "plus", "package_before": "none"}, "4.90", "0.00"),
    ({"action": "modify", "package": "plus", "package_before": "plus"}, "0", "0"),
    ({"action": "modify", "package": "none", "package_before": "plus"}, "0", "0"),
    ({"action": "delete", "package": "plus", "package_before": "plus"}, "0", "0"),
)


@pytest.mark.parametrize(("item", "monthly", "one_off"), CHANGES)
def test_a_change_costs_what_it_adds_and_an_end_nothing(
    item: dict[str, str | None], monthly: str, one_off: str
) -> None:
    """What ends is not subtracted: nobody knows until when the carrier bills it."""
    cost = cost_of(items_of({"of_workplace": "wp-1", **item}), PRICES)
    assert (cost.monthly, cost.one_off) == (Decimal(monthly), Decimal(one_off))


def test_a_plan_changes_and_ends_workplaces_by_their_id_and_holds_new_numbers_only() -> None:
    """S-13, section 7: a workplace that is there keeps its number unless it gets another one."""
    rows: tuple[dict[str, str | None], ...] = (
        someone("Eva", "Vogt"),
        {"username": "anna.schmidt", "conference_package": "Premium", "action": "ändern"},
        {"username": "tim.bauer", "phone_number": "0221 4710-300", "action": "ändern"},
        {"username": "laura.koch", "action": "löschen"},
    )
    checked = check_sheet(staff_sheet(*rows), sample_account(), Rules(), TODAY)
    plan = build_plan("imp-1", checked, PRICES, 50)
    assert plan.items["of_workplace"].dropna().tolist() == ["wp-5001", "wp-5010", "wp-5009"]
    assert plan.items["action"].tolist() == ["add", "modify", "modify", "delete"]
    assert plan.items["reason"].tolist() == ["lowest_free", "kept", "wish", "kept"]
    assert plan.new_numbers.to_dict() == {2: "+492214710114", 4: "+492214710300"}
    moved = plan.items.to_dict("index")[4]
    assert (moved["extension"], moved["internal_number"]) == ("300", "109")
    assert plan.items["number"].to_dict()[5] == "+492214710108"

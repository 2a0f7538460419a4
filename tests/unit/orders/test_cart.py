"""What a plan means for the contract before anybody approves it."""

from datetime import date
from decimal import Decimal

import pytest

from tests.builders import TODAY, sample_account, with_contingent, with_workplaces
from tests.unit.orders.builders import items_of
from trunkload.inventory.account import Price, PriceList
from trunkload.orders.cart import Binding, ContingentChange, bindings, contingent_changes, item_costs
from trunkload.orders.charges import added_by
from trunkload.orders.plan import Cost, Plan

ADD = {"action": "add", "package": "plus"}
UPGRADE = {"action": "modify", "package": "premium", "package_before": "basic", "of_workplace": "wp-5001"}
MOVE = {"action": "modify", "package": "basic", "package_before": "basic", "of_workplace": "wp-5004"}
END = {"action": "delete", "package": "none", "package_before": "none", "of_workplace": "wp-5003"}


def plan_of(*items: dict[str, str]) -> Plan:
    return Plan("imp-1", (), items_of(*items), Cost(None, None, "EUR"), (), "rules-1", "d" * 64)


def test_what_is_added_or_gets_another_package_is_bound_for_thirty_days_from_its_start() -> None:
    """R-11, S-22: by start date; a changed number or a removal binds nothing."""
    plan = plan_of(ADD, ADD | {"start_date": "2027-01-01"}, UPGRADE | {"start_date": "2027-01-01"}, MOVE, END)
    assert bindings(plan, TODAY) == (
        Binding(date(2026, 11, 23), date(2026, 12, 23), 1),
        Binding(date(2027, 1, 1), date(2027, 1, 31), 2),
    )
    assert bindings(plan_of(MOVE, END), TODAY) == ()


def test_contingents_are_told_before_and_after_with_open_plans_of_others_counted_in() -> None:
    """R-14: this plan's own items stand in the account as planned already, and are counted once."""
    account = with_workplaces(
        with_contingent(sample_account(), "workplace", 200, 15),
        {"state": "planned", "import_id": "imp-1", "package": "plus"},
        {"state": "planned", "import_id": "imp-0", "package": "plus"},
        {"state": "changing", "import_id": "imp-0", "package": "none", "planned_package": "premium"},
        {"state": "changing", "import_id": "imp-1", "package": "basic", "planned_package": "premium"},
    )
    assert set(contingent_changes(plan_of(ADD, UPGRADE, MOVE, END), account)) == {
        ContingentChange("workplace", 200, 16, 17),
        ContingentChange("basic", 50, 5, 5),
        ContingentChange("plus", 40, 6, 7),
        ContingentChange("premium", 5, 2, 3),
    }


@pytest.mark.parametrize(
    ("item", "monthly", "one_off"),
    [
        (ADD, Decimal("8.85"), Decimal(5)),
        (ADD | {"package": "none"}, Decimal("3.95"), Decimal(5)),
        (ADD | {"package": "basic"}, None, None),
        (UPGRADE, Decimal("9.90"), Decimal(0)),
        (MOVE, Decimal(0), Decimal(0)),
        (END, Decimal(0), Decimal(0)),
    ],
)
def test_every_item_says_what_it_adds_to_the_bill(
    item: dict[str, str], monthly: Decimal | None, one_off: Decimal | None
) -> None:
    """An unknown price is unknown, never 0."""
    told = [
        Price("workplace", Decimal("3.95"), Decimal(5)),
        Price("plus", Decimal("4.90"), Decimal(0)),
        Price("premium", Decimal("9.90"), Decimal(0)),
    ]
    costs = item_costs(items_of(item), PriceList("EUR", tuple(told)))
    assert costs.to_numpy().tolist() == [[monthly, one_off]]
    assert (
        added_by(item["action"], item["package"], item.get("package_before"))
        == {
            "add": ("workplace", item["package"]),
            "modify": ("premium",) if item is UPGRADE else (),
            "delete": (),
        }[item["action"]]
    )

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.orders.builders import checked_people, items_of
from trunkload.inventory.account import PriceList
from trunkload.orders.build import build_plan, digest_of
from trunkload.orders.plan import ITEM_COLUMNS, Cost

ITEMS = items_of(*({name: f"{name}-{at}" for name in ITEM_COLUMNS} for at in (1, 2, 3)))
COST = Cost(Decimal("12.80"), Decimal("0.00"), "EUR")
GOLDEN = "95f196f391dd89bf5f62f6038ef63e3993f7f31b77b2880ba02f25cad55a2069"


def test_the_digest_of_a_tiny_plan_stays() -> None:
    """Promise 4: approvals outlive a release; raise the rule revision and pin anew when this has to change."""
    assert digest_of(ITEMS, COST, "0123456789ab") == GOLDEN


@pytest.mark.parametrize("column", ITEM_COLUMNS)
@pytest.mark.parametrize("value", ["another", "", None])
def test_any_changed_cell_voids_an_approval(column: str, value: str | None) -> None:
    """Promise 4: an empty text is another cell than a missing one."""
    changed = ITEMS.copy()
    changed.loc[3, column] = value
    assert digest_of(changed, COST, "0123456789ab") != GOLDEN


def test_cells_that_swap_columns_void_an_approval() -> None:
    """Promise 4."""
    given, family = ITEMS["given_name"], ITEMS["family_name"]
    assert digest_of(ITEMS.assign(given_name=family, family_name=given), COST, "0123456789ab") != GOLDEN


@pytest.mark.parametrize(
    "cost",
    [
        replace(COST, monthly=Decimal("12.81")),
        replace(COST, monthly=None),
        replace(COST, one_off=Decimal("0.01")),
        replace(COST, one_off=None),
        replace(COST, currency="CHF"),
        replace(COST, monthly=COST.one_off, one_off=COST.monthly),
    ],
)
def test_a_changed_price_voids_an_approval(cost: Cost) -> None:
    """Promise 4."""
    assert digest_of(ITEMS, cost, "0123456789ab") != GOLDEN


def test_changed_rules_void_an_approval() -> None:
    """Promise 4."""
    assert digest_of(ITEMS, COST, "0123456789ac") != GOLDEN


def test_a_person_more_or_less_or_in_another_row_voids_an_approval() -> None:
    """Promise 4: rows are what was seen in the report."""
    fewer, moved = ITEMS.drop(index=4), ITEMS.rename(index={4: 5})
    assert GOLDEN not in {digest_of(fewer, COST, "0123456789ab"), digest_of(moved, COST, "0123456789ab")}


def test_the_order_in_which_items_are_kept_does_not_matter() -> None:
    """Promise 4: a database returns them as it likes; how a price is written is no change either."""
    mixed = ITEMS.loc[[4, 2, 3], list(reversed(ITEM_COLUMNS))]
    assert digest_of(mixed, replace(COST, monthly=Decimal("12.8")), "0123456789ab") == GOLDEN


def test_the_same_sheet_gives_the_same_plan() -> None:
    """Section 7: same input, same inventory, same result."""
    people: tuple[dict[str, str | None], ...] = ({}, {"location": "Berlin"}, {"conference_package": "Plus"})
    prices = PriceList("EUR", ())
    first, again = (build_plan("imp-1", checked_people(*people), prices, 2) for _ in range(2))
    assert (first.digest, first.orders) == (again.digest, again.orders)
    assert build_plan("imp-2", checked_people(*people), prices, 2).digest != first.digest

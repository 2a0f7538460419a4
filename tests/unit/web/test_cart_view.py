"""The button of a plan says all that it orders, and what of it costs how much."""

from typing import Any

import pytest

from trunkload.validation.language import Lang
from trunkload.web.cart_view import ITEMS_SHOWN, button_words, cart_view


def document(
    *, add: int = 0, modify: int = 0, delete: int = 0, monthly: str | None = "148.00", one_off: str | None = "0.00"
) -> dict[str, Any]:
    """As `trunkload plan --format json` tells a plan on two trunks."""
    return {
        "digest": "d" * 64,
        "totals": {"items": add + modify + delete, "orders": 2, "add": add, "modify": modify, "delete": delete},
        "cost": {"monthly": monthly, "one_off": one_off, "currency": "EUR", "sample": False},
        "orders": [
            {"reference": f"a/b0{place}", "trunk": trunk, "start_date": None, "items": 1}
            for place, trunk in enumerate(("KOELN-1", "KOELN-1", "BERLIN-1"))
        ],
        "items": [],
        "bindings": [{"start": "2026-11-26", "until": "2026-12-26", "items": 1}],
        "contingents": [],
        "trunks": [],
        "shortages": [{"trunk": "BERLIN-1", "site": "Berlin", "asked": 6, "free": 5}],
        "left_out": {"blocked": [13, 14], "taken_out": [2]},
    }


@pytest.mark.parametrize(
    ("plan", "de", "en"),
    [
        (
            document(add=37),
            "37 Arbeitsplätze an 2 Trunks bestellen, 148,00 € im Monat",
            "Order 37 workplaces on 2 trunks, 148.00 € a month",
        ),
        (
            document(add=1, modify=2, delete=1, one_off="59.00"),
            "1 Arbeitsplatz an 2 Trunks, 2 Änderungen, 1 Löschung bestellen, 148,00 € im Monat, einmalig 59,00 €",
            "Order 1 workplace on 2 trunks, 2 changes, 1 removal, 148.00 € a month, 59.00 € once",
        ),
        (
            document(delete=3, monthly=None, one_off=None),
            "3 Löschungen an 2 Trunks bestellen, unbekannt im Monat, einmalig unbekannt",
            "Order 3 removals on 2 trunks, unknown a month, unknown once",
        ),
    ],
    ids=["new", "all kinds", "no price"],
)
def test_the_button_says_what_it_orders(plan: dict[str, Any], de: str, en: str) -> None:
    assert (button_words(plan, Lang.DE), button_words(plan, Lang.EN)) == (de, en)


def test_what_is_not_in_the_plan_and_what_binds_is_said_in_sentences() -> None:
    view = cart_view(document(add=1), 1, Lang.EN)
    assert view.bound == ("1 item that starts on 2026-11-26 cannot be taken back until 2026-12-26.",)
    assert view.missing == (
        "1 row was left out: 2.",
        "2 rows are still to be fixed: 13–14.",
        "BERLIN-1 (Berlin): numbers are missing; needed: 6, free: 5.",
    )


@pytest.mark.parametrize(("items", "pages"), [(1, 1), (ITEMS_SHOWN, 1), (ITEMS_SHOWN + 1, 2)])
def test_a_long_plan_is_shown_page_by_page(items: int, pages: int) -> None:
    assert cart_view(document(add=items), 1, Lang.DE).pages == pages

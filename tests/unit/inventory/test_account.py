from decimal import Decimal

import pytest

from tests.builders import sample_account
from trunkload.inventory.account import Contingent, Package, Price, PriceList


@pytest.mark.parametrize(("booked", "used", "free"), [(5, 4, 1), (5, 5, 0), (5, 6, 0)])
def test_what_is_left_of_a_contingent_is_never_less_than_nothing(booked: int, used: int, free: int) -> None:
    """R-14."""
    assert Contingent("workplace", booked, used).free == free


def test_an_unlisted_price_is_unknown_and_no_package_costs_nothing() -> None:
    """Never guessed."""
    prices = PriceList("EUR", (Price("plus", Decimal("4.90"), None),))
    assert prices.price_of("plus") == Price("plus", Decimal("4.90"), None)
    assert prices.price_of("premium") == Price("premium", None, None)
    assert prices.price_of(Package.NONE) == Price("none", Decimal(0), Decimal(0))


def test_what_is_asked_for_by_name_is_found() -> None:
    account = sample_account()
    assert account.trunk("BERLIN-1").site == "Berlin"
    assert account.site("Berlin").postal_code == "10115"
    assert account.contingent("premium") == Contingent("premium", 5, 1)
    assert account.contingent("fax") is None

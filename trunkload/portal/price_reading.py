"""Knows how to read a price list out of a TMF637 product."""

from decimal import Decimal

from trunkload.inventory.account import Price, PriceList
from trunkload.portal.json_shape import Json, ShapeError, characteristics, object_at, objects_at, text_at

_CENT = Decimal("0.01")
_HIGHEST = 1_000_000
_MONTHLY, _ONE_OFF = "recurring", "oneTime"


def price_list(products: list[Json]) -> PriceList:
    """The one price list; a carrier that gives none leaves every price unknown."""
    if not products:
        return PriceList(currency="EUR", prices=())
    entries = objects_at(products[0], "productPrice")
    amounts = {(text_at(entry, "name"), text_at(entry, "priceType")): _money(entry) for entry in entries}
    currencies = {currency for currency, _ in amounts.values()}
    if len(currencies) > 1:
        raise ShapeError("/productPrice", "one currency")
    prices = {name: _price(name, amounts) for name, _ in amounts}
    return PriceList(
        currency=next(iter(currencies), "EUR"),
        prices=tuple(prices.values()),
        sample=characteristics(products[0], "productCharacteristic").get("sample") is True,
    )


def _price(name: str, amounts: dict[tuple[str, str], tuple[str, Decimal]]) -> Price:
    unknown = (None, None)
    return Price(name, amounts.get((name, _MONTHLY), unknown)[1], amounts.get((name, _ONE_OFF), unknown)[1])


def _money(entry: Json) -> tuple[str, Decimal]:
    """Currency and amount without tax, with at least two decimals as prices are written: JSON drops the zeros."""
    money = object_at(object_at(entry, "price"), "dutyFreeAmount")
    value = money.get("value")
    if not isinstance(value, int | Decimal) or isinstance(value, bool) or not 0 <= value <= _HIGHEST:
        raise ShapeError("/productPrice/price/dutyFreeAmount/value", "price")
    amount = Decimal(value)
    return text_at(money, "unit"), amount if amount != amount.quantize(_CENT) else amount.quantize(_CENT)

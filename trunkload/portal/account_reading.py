"""Knows how to read an Account out of TMF637 products and TMF639 numbers."""

from datetime import datetime

import pandas as pd

from trunkload.inventory.account import (
    NUMBER_COLUMNS,
    Account,
    Contingent,
    ExtensionRange,
    NumberBlock,
    NumberState,
    Site,
    Source,
    Trunk,
    text_frame,
)
from trunkload.portal.json_shape import (
    Json,
    ShapeError,
    as_text,
    characteristics,
    objects_at,
    optional_text,
    text_at,
)
from trunkload.portal.price_reading import price_list
from trunkload.portal.profile_names import Specification
from trunkload.portal.workplace_reading import is_workplace, specification_of, trunk_of, workplaces_table

_NUMBER_STATES = frozenset(state.value for state in NumberState)


def account_of(customer_id: str, products: list[Json], numbers: list[Json], taken_at: datetime) -> Account:
    """One snapshot; raises ShapeError where a product or number is not of our profile."""
    by_kind: dict[str, list[Json]] = {kind: [] for kind in Specification}
    for product in products:
        by_kind.setdefault(specification_of(product), []).append(product)
    return Account(
        customer_id=customer_id,
        customer=_customer(customer_id, products),
        taken_at=taken_at,
        sites=tuple(map(_site, by_kind[Specification.SITE])),
        trunks=tuple(map(_trunk, by_kind[Specification.TRUNK])),
        blocks=tuple(map(_block, by_kind[Specification.BLOCK])),
        contingents=tuple(map(_contingent, by_kind[Specification.CONTINGENT])),
        price_list=price_list(by_kind[Specification.PRICE_LIST]),
        numbers=_numbers_table(numbers),
        workplaces=workplaces_table([one for one in by_kind[Specification.WORKPLACE] if is_workplace(one)]),
    )


def _customer(customer_id: str, products: list[Json]) -> str:
    parties = (party for product in products for party in objects_at(product, "relatedParty"))
    return next((str(party["name"]) for party in parties if party.get("id") == customer_id and "name" in party), "")


def _site(product: Json) -> Site:
    place = objects_at(product, "place")
    if not place:
        raise ShapeError("/place", "address")
    parts = ("streetName", "streetNr", "postcode", "city", "country")
    return Site(text_at(product, "name"), *(text_at(place[0], part, "/place/0") for part in parts))


def _trunk(product: Json) -> Trunk:
    aliases = characteristics(product, "productCharacteristic").get("aliases", [])
    if not isinstance(aliases, list):
        raise ShapeError("/productCharacteristic/aliases", "list")
    words = tuple(as_text(alias, "/productCharacteristic/aliases") for alias in aliases)
    return Trunk(id=text_at(product, "id"), aliases=words, site=trunk_of(product))


def _block(product: Json) -> NumberBlock:
    traits = characteristics(product, "productCharacteristic")
    return NumberBlock(
        id=text_at(product, "id"),
        trunk=trunk_of(product),
        base=text_at(traits, "base"),
        first=text_at(traits, "first"),
        last=text_at(traits, "last"),
        switchboard=optional_text(traits, "switchboard"),
        site=optional_text(traits, "site"),
        reserved=_ranges(traits, "reserved"),
        extended=_ranges(traits, "extended"),
    )


def _ranges(traits: Json, kind: str) -> tuple[ExtensionRange, ...]:
    """Shortest first, as they are stored."""
    path = f"/productCharacteristic/{kind}"
    told = [
        ExtensionRange(text_at(one, "first", path), text_at(one, "last", path), optional_text(one, "name", path))
        for one in objects_at(traits, kind, "/productCharacteristic")
    ]
    return tuple(sorted(told, key=lambda one: (len(one.first), one.first)))


def _contingent(product: Json) -> Contingent:
    traits = characteristics(product, "productCharacteristic")
    return Contingent(text_at(product, "name"), _count(traits, "booked"), _count(traits, "used"))


def _count(traits: Json, name: str) -> int:
    value = traits.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ShapeError(f"/productCharacteristic/{name}", "count")
    return value


def _numbers_table(resources: list[Json]) -> pd.DataFrame:
    """`Account.numbers`: index = E.164, NUMBER_COLUMNS, sorted by number."""
    table = text_frame([_number_row(one) for one in resources], index="number", columns=NUMBER_COLUMNS).sort_index()
    if not table.index.is_unique:
        raise ShapeError("/value", "every number once")
    return table


def _number_row(resource: Json) -> dict[str, str | None]:
    traits = characteristics(resource, "resourceCharacteristic")
    state = text_at(traits, "numberState")
    if state not in _NUMBER_STATES:
        raise ShapeError("/resourceCharacteristic/numberState", "state of a number")
    return {
        "number": text_at(resource, "value"),
        "trunk": text_at(traits, "trunkId"),
        "block": optional_text(traits, "blockId"),
        "extension": optional_text(traits, "extension"),
        "state": state,
        "holder": optional_text(traits, "holder"),
        "available_from": optional_text(traits, "availableFrom"),
        "source": Source.CARRIER,
    }

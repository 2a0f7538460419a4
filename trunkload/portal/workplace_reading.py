"""Knows how to read workplaces out of TMF637 products, for the account and for the comparison after completion."""

import pandas as pd

from trunkload.inventory.account import WORKPLACE_COLUMNS, text_frame
from trunkload.portal.json_shape import Json, ShapeError, as_text, characteristics, object_at, objects_at, text_at
from trunkload.portal.profile_names import Specification, Trait
from trunkload.portal.protocol import READ_BACK_COLUMNS

Row = dict[str, str | None]
_TRAITS = {
    "given_name": Trait.GIVEN_NAME,
    "family_name": Trait.FAMILY_NAME,
    "email": Trait.EMAIL,
    "mobile": Trait.MOBILE,
    "password_channel": Trait.CHANNEL,
    "username": Trait.USERNAME,
    "number": Trait.NUMBER,
    "internal_number": Trait.INTERNAL_NUMBER,
    "package": Trait.PACKAGE,
    "street": Trait.STREET,
    "house_number": Trait.HOUSE_NUMBER,
    "postal_code": Trait.POSTAL_CODE,
    "city": Trait.CITY,
    "country": Trait.COUNTRY,
}
_GONE = ("terminated", "cancelled", "aborted", "aborted ")
"""A tuple, because a carrier may send a status that no set can look for."""

_DAY = len("2026-11-23")


def workplaces_table(products: list[Json]) -> pd.DataFrame:
    """`Account.workplaces`: index = workplace id, WORKPLACE_COLUMNS, sorted by id."""
    rows = [_account_row(product) for product in products]
    return text_frame(rows, index="workplace_id", columns=WORKPLACE_COLUMNS).sort_index()


def read_back_table(products: list[Json], numbers: set[str]) -> pd.DataFrame:
    """READ_BACK_COLUMNS by number, of those asked for: a carrier may ignore a filter that it does not know."""
    rows = [row for row in map(_row, products) if row["number"] in numbers]
    table = text_frame(rows, index="number", columns=READ_BACK_COLUMNS).sort_index()
    if not table.index.is_unique:
        raise ShapeError("/realizingResource", "one workplace per number")
    return table


def specification_of(product: Json) -> str:
    return text_at(object_at(product, "productSpecification"), "id", "/productSpecification")


def is_workplace(product: Json) -> bool:
    """Terminated workplaces stay in an inventory; only living ones hold a number."""
    gone = product.get("status") in _GONE
    return specification_of(product) == Specification.WORKPLACE and not gone


def trunk_of(product: Json) -> str:
    """What the product relies on: a workplace and a block on their trunk, a trunk on its site."""
    for relation in objects_at(product, "productRelationship"):
        if relation.get("relationshipType") == "reliesOn":
            return text_at(object_at(relation, "product"), "id")
    raise ShapeError("/productRelationship", "reliesOn")


def _row(product: Json) -> Row:
    traits = characteristics(product, "productCharacteristic")
    found = {
        column: None if traits.get(name) is None else as_text(traits[name], f"/{name}")
        for column, name in _TRAITS.items()
    }
    return {"workplace_id": text_at(product, "id"), "trunk": trunk_of(product), **found}


def _account_row(product: Json) -> Row:
    since = characteristics(product, "productCharacteristic").get("packageSince")
    told = _row(product)
    return {
        **{name: value for name, value in told.items() if name in {"workplace_id", *WORKPLACE_COLUMNS}},
        "package_since": None if since is None else as_text(since, "/packageSince")[:_DAY],
        "activated_on": text_at(product, "startDate")[:_DAY],
        "state": "active",
    }

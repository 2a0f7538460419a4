"""Knows how the rehearsal carrier shows what a customer has: its rows → TMF637 v4 Products."""

import json
from collections.abc import Mapping, Sequence

from trunkload.portal.json_shape import Json
from trunkload.portal.profile_names import (
    OFFERING,
    PRODUCTS,
    SPECIFICATION_VERSION,
    Specification,
    Trait,
    resource_id,
)

Row = Mapping[str, object]
_TRAITS = {
    Trait.GIVEN_NAME: "given_name",
    Trait.FAMILY_NAME: "family_name",
    Trait.STREET: "street",
    Trait.HOUSE_NUMBER: "house_number",
    Trait.POSTAL_CODE: "postal_code",
    Trait.CITY: "city",
    Trait.COUNTRY: "country",
    Trait.USERNAME: "username",
    Trait.EMAIL: "email",
    Trait.MOBILE: "mobile",
    Trait.CHANNEL: "password_channel",
    Trait.NUMBER: "number",
    Trait.INTERNAL_NUMBER: "internal_number",
    Trait.PACKAGE: "package",
}


def workplace_view(row: Row, customer: str) -> Json:
    """A workplace, without anything about its password."""
    traits: dict[str, object] = {name.value: row[column] for name, column in _TRAITS.items()}
    product = _product(str(row["id"]), Specification.WORKPLACE, row, customer, relies_on=row["trunk"])
    return product | {
        "name": row["username"],
        "startDate": f"{row['activated_on']}T00:00:00Z",
        "productOffering": {"id": OFFERING, "@type": "ProductOfferingRef"},
        "productCharacteristic": _characteristics(traits | {"packageSince": row["package_since"]}),
        "realizingResource": [
            {"id": resource_id(str(row["number"])), "value": row["number"], "@referredType": "LogicalResource"}
        ],
    }


def site_view(row: Row, customer: str) -> Json:
    """A site is what the customer has a contract for; its address has the names of TMF673."""
    name = str(row["name"])
    place = {
        "id": name,
        "name": name,
        "role": "site",
        "@type": "GeographicAddress",
        "streetName": row["street"],
        "streetNr": row["house_number"],
        "postcode": row["postal_code"],
        "city": row["city"],
        "country": row["country"],
    }
    return _product(f"site-{name}", Specification.SITE, row, customer) | {"name": name, "place": [place]}


def trunk_view(row: Row, customer: str) -> Json:
    aliases = json.loads(str(row["aliases"]))
    product = _product(str(row["id"]), Specification.TRUNK, row, customer, relies_on=row["site"])
    return product | {"productCharacteristic": _characteristics({"aliases": aliases})}


def block_view(row: Row, customer: str, ranges: Sequence[Row], site: str | None) -> Json:
    """`ranges` are those within the block; `site` is its own, where the block is not of the trunk's."""
    traits: dict[str, object] = {name: row[name] for name in ("base", "first", "last", "switchboard")}
    for kind in ("reserved", "extended"):
        within = [_range(one) for one in ranges if one["kind"] == kind]
        traits[kind] = within or None
    traits["site"] = site
    product = _product(str(row["id"]), Specification.BLOCK, row, customer, relies_on=row["trunk"])
    return product | {"productCharacteristic": _characteristics(traits)}


def _range(row: Row) -> Json:
    return {name: row[name] for name in ("first", "last", "name") if row[name] is not None}


def contingent_view(row: Row, customer: str) -> Json:
    traits = {name: row[name] for name in ("booked", "used")}
    product = _product(f"contingent-{row['name']}", Specification.CONTINGENT, row, customer)
    return product | {"name": row["name"], "productCharacteristic": _characteristics(traits)}


def price_list_view(row: Row, prices: Sequence[Row]) -> Json:
    """`row` is the customer; sample figures say that they are samples."""
    owner = {"customer_id": row["id"]}
    entries = [
        {
            "name": price["name"],
            "priceType": kind,
            "price": {"dutyFreeAmount": {"unit": row["currency"], "value": float(str(price[column]))}},
        }
        | ({"recurringChargePeriod": "month"} if kind == "recurring" else {})
        for price in prices
        for kind, column in (("recurring", "monthly"), ("oneTime", "one_off"))
        if price[column] is not None
    ]
    product = _product("price-list", Specification.PRICE_LIST, owner, str(row["name"]))
    sample = {"sample": bool(row["sample_prices"])}
    return product | {"productPrice": entries, "productCharacteristic": _characteristics(sample)}


def _product(product_id: str, kind: Specification, row: Row, customer: str, *, relies_on: object = None) -> Json:
    product: Json = {
        "@type": "Product",
        "id": product_id,
        "href": f"{PRODUCTS}/{product_id}",
        "status": "active",
        "productSpecification": {"id": kind.value, "version": SPECIFICATION_VERSION},
        "relatedParty": [
            {"id": row["customer_id"], "name": customer, "role": "customer", "@referredType": "Organization"}
        ],
    }
    if relies_on is not None:
        on = {"id": relies_on, "@referredType": "Product"}
        product["productRelationship"] = [{"relationshipType": "reliesOn", "product": on}]
    return product


def _characteristics(traits: Mapping[str, object]) -> list[Json]:
    return [{"name": name, "value": value} for name, value in traits.items() if value is not None]

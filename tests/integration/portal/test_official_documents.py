"""What is said on both sides, held against TM Forum's own documents."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from trunkload.portal.order_body import order_body
from trunkload.portal.profile import check_profile
from trunkload.portal.protocol import OrderRequest, PortalError
from trunkload.portal.rehearsal import RehearsalCarrier
from trunkload.portal.tmforum import TmForumPortal

ORDERS, PRODUCTS, NUMBERS = (
    "TMF622-ProductOrder-v4.0.0.swagger.json",
    "TMF637-ProductInventory-v4.0.0.swagger.json",
    "TMF639-ResourceInventory-v4.0.0.swagger.json",
)


def broken(folder: Path, document: str, definition: str, *values: object) -> list[str]:
    """Places at which the values are not what the official definition says."""
    swagger = json.loads((folder / document).read_text(encoding="utf-8"))
    schema = {"$ref": f"#/definitions/{definition}", "definitions": swagger["definitions"]}
    validator = Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for value in values for error in validator.iter_errors(value)]


def test_the_order_that_is_sent_is_an_official_one(
    official_documents: Path, portal: TmForumPortal, sent: list[Any], request_of_two: OrderRequest
) -> None:
    portal.place_order(request_of_two)
    assert sent[0]["externalId"] == request_of_two.reference
    assert broken(official_documents, ORDERS, "ProductOrder_Create", sent[0]) == []


def test_the_cancellation_that_is_sent_is_an_official_one(
    official_documents: Path, portal: TmForumPortal, sent: list[Any], received: list[Any], request_of_two: OrderRequest
) -> None:
    portal.cancel_order(portal.place_order(request_of_two).carrier_id, "wrong file")
    assert broken(official_documents, ORDERS, "CancelProductOrder_Create", sent[1]) == []
    assert broken(official_documents, ORDERS, "CancelProductOrder", received[1]) == []
    assert broken(official_documents, ORDERS, "ProductOrder", received[2]) == []


def test_the_rehearsal_carrier_shows_official_orders(
    official_documents: Path, portal: TmForumPortal, received: list[Any], request_of_two: OrderRequest
) -> None:
    placed = portal.place_order(request_of_two)
    for _ in range(2):
        portal.read_order(placed.carrier_id)
    assert [order["state"] for order in received] == ["acknowledged", "inProgress", "completed"]
    assert broken(official_documents, ORDERS, "ProductOrder", *received) == []


def test_the_rehearsal_carrier_shows_official_products_and_numbers(
    official_documents: Path, portal: TmForumPortal, received: list[Any]
) -> None:
    portal.read_account()
    products, numbers = received[0], received[1]
    some = [number for number in numbers if number["value"][-3:] in {"000", "001", "100", "200", "999"}]
    assert broken(official_documents, PRODUCTS, "Product", *products) == []
    assert len(some) == 4
    assert broken(official_documents, NUMBERS, "LogicalResource", *some) == []


def test_a_refusal_is_an_official_error(official_documents: Path, carrier: RehearsalCarrier) -> None:
    reply = carrier.answer("POST", "/tmf-api/productOrderingManagement/v4/productOrder", {}, b"{}")
    assert reply.status == 400
    assert broken(official_documents, ORDERS, "Error", reply.body) == []


def test_our_profile_is_stricter_than_the_official_schema(
    official_documents: Path, request_of_two: OrderRequest
) -> None:
    """Two items of one id pass the official schema, and so does a misspelt key (README 6.1)."""
    body = order_body(request_of_two)
    check_profile(body)
    items: Any = body["productOrderItem"]
    misspelt = {**body, "productOrderItem": [items[0], {**items[0], "prodcut": {}}]}
    assert broken(official_documents, ORDERS, "ProductOrder_Create", misspelt) == []
    with pytest.raises(PortalError) as refused:
        check_profile(misspelt)
    assert re.search("not of our profile at .*/productOrderItem", refused.value.detail)

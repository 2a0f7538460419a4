"""What the rehearsal carrier refuses on its side, whoever asks: each rule with its own code and place."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from trunkload.portal.order_body import order_body
from trunkload.portal.protocol import OrderRequest
from trunkload.portal.rehearsal import RehearsalCarrier

ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder"
Body = dict[str, Any]


@pytest.fixture
def body(request_of_two: OrderRequest) -> Body:
    copy: Body = json.loads(json.dumps(order_body(request_of_two)))
    return copy


def refusals(carrier: RehearsalCarrier, body: object) -> set[tuple[str, str]]:
    """Code and place of everything that was refused; the order must not exist afterwards."""
    reply = carrier.answer("POST", ORDERS, {}, json.dumps(body).encode())
    assert reply.status == 400
    assert carrier.answer("GET", ORDERS, {}, b"").body == []
    assert isinstance(reply.body, dict)
    errors: Any = reply.body["errors"]
    return {(error["code"], error["propertyPath"]) for error in errors}


def set_trait(name: str, value: str | None) -> Callable[[Body], None]:
    def change(body: Body) -> None:
        product = body["productOrderItem"][0]["product"]
        traits = {one["name"]: one for one in product["productCharacteristic"]}
        traits[name] = {"name": name, "value": value}
        product["productCharacteristic"] = [one for one in traits.values() if one["value"] is not None]

    return change


ITEM = "/productOrderItem/0"
TRAITS = f"{ITEM}/product/productCharacteristic"


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("username", "abcd", ("USERNAME_TOO_SHORT", f"{TRAITS}/username")),
        ("username", "Max.Muster", ("USERNAME_FORM", f"{TRAITS}/username")),
        ("username", "max..muster", ("USERNAME_FORM", f"{TRAITS}/username")),
        ("username", ".max.muster", ("USERNAME_FORM", f"{TRAITS}/username")),
        ("username", None, ("MISSING_PROPERTY", f"{TRAITS}/username")),
        ("givenName", " ", ("MISSING_PROPERTY", f"{TRAITS}/givenName")),
        ("credentialEmail", "nobody", ("EMAIL_FORM", f"{TRAITS}/credentialEmail")),
        ("credentialEmail", None, ("MISSING_PROPERTY", f"{TRAITS}/credentialEmail")),
        ("credentialMobile", None, ("DELIVERY_CONTRADICTORY", f"{TRAITS}/passwordChannel")),
        ("credentialMobile", "+492214710001", ("MOBILE_FORM", f"{TRAITS}/credentialMobile")),
        ("passwordChannel", "email", ("DELIVERY_CONTRADICTORY", f"{TRAITS}/passwordChannel")),
        ("passwordChannel", "pigeon", ("DELIVERY_UNKNOWN", f"{TRAITS}/passwordChannel")),
        ("internalNumber", "7", ("INTERNAL_NUMBER_FORM", f"{TRAITS}/internalNumber")),
        ("internalNumber", "770", ("INTERNAL_NUMBER_RESERVED", f"{TRAITS}/internalNumber")),
        ("internalNumber", "11833", ("INTERNAL_NUMBER_RESERVED", f"{TRAITS}/internalNumber")),
        ("internalNumber", "112", ("INTERNAL_NUMBER_RESERVED", f"{TRAITS}/internalNumber")),
        ("conferencePackage", "Konferenz", ("PACKAGE_UNKNOWN", f"{TRAITS}/conferencePackage")),
        ("externalNumber", "+492214710003", ("NUMBER_CONTRADICTORY", f"{ITEM}/product/realizingResource")),
        ("colour", "red", ("UNEXPECTED_PROPERTY", f"{TRAITS}/colour")),
    ],
)
def test_each_rule_of_a_workplace_is_enforced(
    carrier: RehearsalCarrier, body: Body, name: str, value: str | None, refused: tuple[str, str]
) -> None:
    """S-04 to S-12, S-17 to S-20, R-04 and the profile."""
    set_trait(name, value)(body)
    assert refusals(carrier, body) == {refused}


def misspelt(body: Body) -> None:
    body["productOrderItem"][0]["product"]["productCharacteristics"] = []


def same_id(body: Body) -> None:
    body["productOrderItem"][1]["id"] = body["productOrderItem"][0]["id"]


def other_action(body: Body) -> None:
    body["productOrderItem"][0]["action"] = "noChange"


def deletion_without_id(body: Body) -> None:
    body["productOrderItem"][0] |= {"action": "delete", "product": {"@type": "Product"}}


def deletion_with_more(body: Body) -> None:
    body["productOrderItem"][0] |= {"action": "delete", "product": {"id": "wp-5001", "name": "anna.schmidt"}}


def change_without_id(body: Body) -> None:
    body["productOrderItem"][0]["action"] = "modify"


def new_with_id(body: Body) -> None:
    body["productOrderItem"][0]["product"]["id"] = "wp-5001"


def no_items(body: Body) -> None:
    body["productOrderItem"] = []


def no_customer(body: Body) -> None:
    body["relatedParty"] = body["relatedParty"][1:]


def no_reference(body: Body) -> None:
    body["externalId"] = ""


def other_specification(body: Body) -> None:
    body["productOrderItem"][0]["product"]["productSpecification"]["version"] = "2"


def other_offering(body: Body) -> None:
    body["productOrderItem"][0]["productOffering"]["id"] = "mobile-workplace"


def other_trunk(body: Body) -> None:
    body["productOrderItem"][0]["product"]["productRelationship"][0]["product"]["id"] = "BONN-1"


def no_trunk(body: Body) -> None:
    del body["productOrderItem"][0]["product"]["productRelationship"]


def number_elsewhere(body: Body) -> None:
    """R-01: a number of Berlin, on the trunk of Köln."""
    set_trait("externalNumber", "+493023125100")(body)
    body["productOrderItem"][0]["product"]["realizingResource"][0]["value"] = "+493023125100"


def twice_the_same_trait(body: Body) -> None:
    traits = body["productOrderItem"][0]["product"]["productCharacteristic"]
    traits.append(traits[0])


def no_time_zone(body: Body) -> None:
    body["requestedStartDate"] = "2026-12-01T00:00:00"


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (misspelt, "UNEXPECTED_PROPERTY", f"{ITEM}/product/productCharacteristics"),
        (same_id, "DUPLICATE_ITEM", "/productOrderItem/1/id"),
        (other_action, "NOT_OFFERED", f"{ITEM}/action"),
        (deletion_without_id, "MISSING_PROPERTY", f"{ITEM}/product/id"),
        (deletion_with_more, "UNEXPECTED_PROPERTY", f"{ITEM}/product/name"),
        (change_without_id, "MISSING_PROPERTY", f"{ITEM}/product/id"),
        (new_with_id, "UNEXPECTED_PROPERTY", f"{ITEM}/product/id"),
        (no_items, "MISSING_PROPERTY", "/productOrderItem"),
        (no_customer, "MISSING_PROPERTY", "/relatedParty"),
        (no_reference, "MISSING_PROPERTY", "/externalId"),
        (other_specification, "REFERENCE_NOT_FOUND", f"{ITEM}/product/productSpecification"),
        (other_offering, "REFERENCE_NOT_FOUND", f"{ITEM}/productOffering/id"),
        (other_trunk, "TRUNK_UNKNOWN", f"{ITEM}/product/productRelationship"),
        (no_trunk, "MISSING_PROPERTY", f"{ITEM}/product/productRelationship"),
        (number_elsewhere, "NUMBER_UNKNOWN", f"{ITEM}/product/realizingResource"),
        (twice_the_same_trait, "DUPLICATE_PROPERTY", f"{TRAITS}/givenName"),
        (no_time_zone, "VALUE_FORM", "/requestedStartDate"),
    ],
)
def test_each_rule_of_an_order_is_enforced(
    carrier: RehearsalCarrier, body: Body, change: Callable[[Body], None], code: str, place: str
) -> None:
    change(body)
    assert refusals(carrier, body) == {(code, place)}


def test_everything_that_is_wrong_is_said_at_once(carrier: RehearsalCarrier, body: Body) -> None:
    set_trait("username", "abcd")(body)
    set_trait("internalNumber", "77")(body)
    no_reference(body)
    assert {code for code, _ in refusals(carrier, body)} == {
        "USERNAME_TOO_SHORT",
        "INTERNAL_NUMBER_RESERVED",
        "MISSING_PROPERTY",
    }


def test_more_items_than_a_batch_may_have_are_refused(carrier: RehearsalCarrier, body: Body) -> None:
    items = body["productOrderItem"]
    body["productOrderItem"] = [{**items[0], "id": str(at)} for at in range(51)]
    assert refusals(carrier, body) == {("TOO_MANY_ITEMS", "/productOrderItem")}


def test_an_unknown_customer_is_refused(carrier: RehearsalCarrier, body: Body) -> None:
    body["relatedParty"][0]["id"] = "somebody-else"
    reply = carrier.answer("POST", ORDERS, {}, json.dumps(body).encode())
    assert (reply.status, reply.body["code"]) == (400, "CUSTOMER_UNKNOWN")  # type: ignore[call-overload, index]  # an object


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b'{"productOrderItem": {}}',
        b'{"productOrderItem": [1]}',
        b'{"externalId": 7}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_order_is_refused_and_breaks_nothing(carrier: RehearsalCarrier, content: bytes) -> None:
    assert carrier.answer("POST", ORDERS, {}, content).status == 400


@pytest.mark.parametrize(
    ("method", "path", "query", "status"),
    [
        ("GET", "/", {}, 404),
        ("DELETE", ORDERS, {}, 405),
        ("GET", f"{ORDERS}/po-1", {}, 404),
        ("GET", ORDERS, {"offset": "x"}, 400),
        ("GET", ORDERS, {"offset": "-5", "limit": "-1"}, 200),
        ("GET", ORDERS, {"offset": "9" * 40}, 200),
    ],
)
def test_questions_that_lead_nowhere_are_answered(
    carrier: RehearsalCarrier, method: str, path: str, query: dict[str, str], status: int
) -> None:
    assert carrier.answer(method, path, query, b"").status == status

import json
from dataclasses import replace
from typing import Any

import pytest

from trunkload.portal.order_body import order_body
from trunkload.portal.profile import check_profile
from trunkload.portal.protocol import OrderRequest, PortalError, PortalProblem, WorkplaceItem
from trunkload.validation.actions.action import Action


def traits(body: dict[str, object]) -> dict[str, str]:
    item = body["productOrderItem"][0]  # type: ignore[index]  # the shape is what is tested
    return {one["name"]: one["value"] for one in item["product"]["productCharacteristic"]}


def test_a_workplace_is_said_in_the_words_of_the_profile(request_of_one: OrderRequest) -> None:
    assert traits(order_body(request_of_one)) == {
        "givenName": "Anna",
        "familyName": "Müller",
        "street": "Musterstraße",
        "houseNumber": "1",
        "postalCode": "50667",
        "city": "Köln",
        "country": "DE",
        "username": "anna.mueller",
        "credentialEmail": "anna.mueller@example.org",
        "credentialMobile": "+4915228817386",
        "passwordChannel": "sms",
        "externalNumber": "+492214710001",
        "internalNumber": "001",
        "conferencePackage": "plus",
    }


def test_an_order_names_its_reference_parties_start_and_digest(request_of_one: OrderRequest) -> None:
    body = order_body(request_of_one)
    assert body["externalId"] == "imp-2026-11-23-0001/b01"
    assert body["requestedStartDate"] == "2026-12-01T00:00:00Z"
    assert [(one["role"], one["id"]) for one in body["relatedParty"]] == [  # type: ignore[attr-defined]  # as above
        ("customer", "muster-gmbh"),
        ("submitter", "admin"),
    ]
    assert "2a97516c354b6884" in json.dumps(body["note"])


def test_the_number_is_the_realizing_resource_and_the_trunk_is_relied_on(request_of_one: OrderRequest) -> None:
    product = order_body(request_of_one)["productOrderItem"][0]["product"]  # type: ignore[index]  # as above
    resource, relation = product["realizingResource"], product["productRelationship"]
    assert resource == [{"id": "tn-492214710001", "value": "+492214710001", "@referredType": "LogicalResource"}]
    assert relation == [
        {"relationshipType": "reliesOn", "product": {"id": "KOELN-1", "@referredType": "Product"}},
    ]


def test_what_is_not_known_is_left_out(request_of_one: OrderRequest, anna: WorkplaceItem) -> None:
    item = replace(anna, street=None, mobile=None, password_channel="email")  # noqa: S106 - the name of a channel
    body = order_body(replace(request_of_one, start_date=None, items=(item,)))
    assert "requestedStartDate" not in body
    assert {"street", "credentialMobile"}.isdisjoint(traits(body))


def test_the_same_request_gives_the_same_body(request_of_one: OrderRequest) -> None:
    assert json.dumps(order_body(request_of_one)) == json.dumps(order_body(replace(request_of_one)))


def test_a_right_order_is_of_our_profile(request_of_one: OrderRequest, anna: WorkplaceItem) -> None:
    check_profile(order_body(request_of_one))
    by_mail = replace(anna, mobile=None, password_channel="email", city=None)  # noqa: S106 - the name of a channel
    check_profile(order_body(replace(request_of_one, items=(by_mail,), start_date=None)))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"username": "Anna"}, "/productCharacteristic/7/value"),
        ({"username": "anna.mueller\n"}, "/productCharacteristic/7/value"),
        ({"username": "anna..mueller"}, "/productCharacteristic/7/value"),
        ({"mobile": None}, "/productCharacteristic"),
        ({"password_channel": "email"}, "/productCharacteristic"),
        ({"password_channel": "letter"}, "/productCharacteristic"),
        ({"internal_number": "1"}, "/productCharacteristic/12/value"),
        ({"package": "gold"}, "/productCharacteristic/13/value"),
        ({"number": "0221 4710001"}, "/productCharacteristic/11/value"),
        ({"given_name": " "}, "/productCharacteristic/0/value"),
        ({"action": Action.DELETE}, "/productOrderItem/0/product"),
        ({"action": Action.MODIFY}, "/productOrderItem/0/product"),
        ({"of_workplace": "wp-5001"}, "/productOrderItem/0/product"),
    ],
)
def test_what_is_not_of_our_profile_never_leaves(
    request_of_one: OrderRequest, anna: WorkplaceItem, change: dict[str, Any], place: str
) -> None:
    """S-04 to S-09, S-12, S-20, R-04; the error names the place and not the value."""
    body = order_body(replace(request_of_one, items=(replace(anna, **change),)))
    with pytest.raises(PortalError) as refused:
        check_profile(body)
    assert (refused.value.problem, refused.value.permanent, refused.value.sent) == (PortalProblem.REFUSED, True, False)
    assert place in refused.value.detail
    assert "mueller" not in refused.value.detail


def test_two_items_of_one_id_never_leave(request_of_one: OrderRequest, anna: WorkplaceItem) -> None:
    with pytest.raises(PortalError) as refused:
        check_profile(order_body(replace(request_of_one, items=(anna, anna))))
    assert refused.value.detail == "the order is not of our profile at /productOrderItem/*/id"


def test_a_misspelt_key_never_leaves(request_of_one: OrderRequest) -> None:
    with pytest.raises(PortalError):
        check_profile({**order_body(request_of_one), "externalID": "x"})


def test_a_change_names_the_workplace_and_says_it_whole(request_of_one: OrderRequest, anna: WorkplaceItem) -> None:
    change = replace(anna, action=Action.MODIFY, of_workplace="wp-5001", package="premium")
    body = order_body(replace(request_of_one, items=(change,)))
    check_profile(body)
    product = body["productOrderItem"][0]["product"]  # type: ignore[index]  # as above
    assert (product["id"], traits(body)["conferencePackage"]) == ("wp-5001", "premium")


def test_an_end_names_the_workplace_and_nothing_of_the_person(
    request_of_one: OrderRequest, anna: WorkplaceItem
) -> None:
    body = order_body(replace(request_of_one, items=(replace(anna, action=Action.DELETE, of_workplace="wp-5001"),)))
    check_profile(body)
    item = body["productOrderItem"][0]  # type: ignore[index]  # as above
    assert (item["action"], item["product"]) == ("delete", {"@type": "Product", "id": "wp-5001"})
    assert "mueller" not in json.dumps(body)

"""What is not of our profile is not sent: cancellations and subscriptions, as orders."""

import httpx
import pytest

from trunkload.portal.profile import check_cancellation, check_subscription
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.portal.tmforum import TmForumPortal

ORDER: dict[str, object] = {"id": "po-1", "@referredType": "ProductOrder"}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "/"),
        ({"cancellationReason": "mistake", "productOrder": {"id": "po-1"}}, "/productOrder"),
        ({"cancellationReason": "mistake", "productOrder": {**ORDER, "id": " "}}, "/productOrder/id"),
        ({"cancellationReason": 7, "productOrder": ORDER}, "/cancellationReason"),
        ({"cancellationReason": "mistake", "productOrder": ORDER, "resaon": ""}, "/"),
    ],
)
def test_a_cancellation_of_another_shape_is_refused(body: dict[str, object], place: str) -> None:
    with pytest.raises(PortalError) as refused:
        check_cancellation(body)
    assert (refused.value.problem, refused.value.permanent, refused.value.sent) == (PortalProblem.REFUSED, True, False)
    assert refused.value.detail == f"the cancellation is not of our profile at {place}"


@pytest.mark.parametrize("callback", ["", "carrier.example.org", "ftp://x.example.org", "https://x.example.org/?a=1"])
def test_a_subscription_needs_an_address(callback: str) -> None:
    with pytest.raises(PortalError) as refused:
        check_subscription({"callback": callback})
    assert refused.value.detail == "the subscription is not of our profile at /callback"


def test_what_is_refused_never_leaves() -> None:
    def sent(_request: httpx.Request) -> httpx.Response:
        raise AssertionError("sent")

    client = httpx.Client(transport=httpx.MockTransport(sent), base_url="https://carrier.example.org")
    portal = TmForumPortal(client, "muster-gmbh")
    with pytest.raises(PortalError):
        portal.cancel_order(" ", "mistake")
    with pytest.raises(PortalError):
        portal.announce_at("nowhere")

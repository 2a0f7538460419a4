"""Credentials are sent again: a new first password, new messages, at most three times a day; the old password ends."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import httpx
import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Engine, text

from tests.integration.portal.browser import Clock
from tests.integration.portal.conftest import NOW
from trunkload.portal.protocol import OrderRequest, PortalError, PortalProblem
from trunkload.portal.rehearsal import Credentials, DeliveryError, RehearsalCarrier, load_account, rehearsal_client
from trunkload.portal.tmforum import TmForumPortal
from trunkload.validation.actions.action import Action


class Delivery:
    """A CredentialDelivery that remembers, and fails while it is closed."""

    def __init__(self) -> None:
        self.sent: list[Credentials] = []
        self.closed = False

    def deliver(self, credentials: Credentials) -> None:
        if self.closed:
            raise DeliveryError
        self.sent.append(credentials)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def delivery() -> Delivery:
    return Delivery()


@pytest.fixture
def portal(
    engine: Engine, account_file: str, delivery: Delivery, clock: Clock, request_of_two: OrderRequest
) -> Iterator[TmForumPortal]:
    """wp-6001 and wp-6002 are set up."""
    load_account(engine, account_file)
    with rehearsal_client(RehearsalCarrier(engine, delivery, clock)) as client:
        portal = TmForumPortal(client, "muster-gmbh", clock=clock)
        answer = portal.place_order(request_of_two)
        for _ in range(2):
            portal.read_order(answer.carrier_id)
        yield portal


def opens(engine: Engine, workplace_id: str, password: str) -> bool:
    """Whether it is the password of which the carrier keeps the hash."""
    with engine.connect() as connection:
        known = connection.scalar(text("SELECT password_hash FROM workplace WHERE id = :id"), {"id": workplace_id})
    try:
        return PasswordHasher().verify(str(known), password)
    except VerifyMismatchError:
        return False


def refusal(portal: TmForumPortal, workplace_id: str) -> PortalError:
    with pytest.raises(PortalError) as told:
        portal.send_credentials(workplace_id)
    return told.value


def test_a_new_password_goes_where_the_first_one_went_and_the_first_one_ends(
    portal: TmForumPortal, delivery: Delivery, engine: Engine
) -> None:
    first, other = delivery.sent
    portal.send_credentials("wp-6001")
    again = delivery.sent[2]
    assert replace(again, password=first.password, again=0) == first
    assert (again.again, again.mobile, again.item_id) == (1, "+4915228817386", "2")
    assert [opens(engine, "wp-6001", one.password) for one in (first, again)] == [False, True]
    assert opens(engine, "wp-6002", other.password)


def test_it_is_done_three_times_in_any_24_hours(portal: TmForumPortal, delivery: Delivery, clock: Clock) -> None:
    for _ in range(3):
        portal.send_credentials("wp-6001")
        clock.passes(hours=1)
    told = refusal(portal, "wp-6001")
    assert (told.problem, told.permanent, told.retry_after) == (PortalProblem.BUSY, False, 21 * 3600.0)
    assert told.detail.startswith("CREDENTIALS_LIMIT sent 3 times within a day")
    portal.send_credentials("wp-6002")
    clock.passes(hours=21)
    portal.send_credentials("wp-6001")
    assert [one.again for one in delivery.sent if one.workplace_id == "wp-6001"] == [0, 1, 2, 3, 4]


def test_what_cannot_be_handed_over_leaves_the_old_password_and_is_not_counted(
    portal: TmForumPortal, delivery: Delivery, engine: Engine
) -> None:
    delivery.closed = True
    told = [refusal(portal, "wp-6001") for _ in range(4)]
    assert {(one.problem, one.permanent) for one in told} == {(PortalProblem.BUSY, False)}
    assert opens(engine, "wp-6001", delivery.sent[0].password)
    delivery.closed = False
    portal.send_credentials("wp-6001")
    assert delivery.sent[2].again == 1


def test_a_workplace_that_is_not_there_has_none(portal: TmForumPortal) -> None:
    told = refusal(portal, "wp/../9999")
    assert (told.problem, told.permanent) == (PortalProblem.REFUSED, True)
    assert told.detail == "WORKPLACE_UNKNOWN no workplace has the id wp/../9999"


def test_while_an_order_about_it_is_under_way_it_waits(
    portal: TmForumPortal, request_of_two: OrderRequest, delivery: Delivery
) -> None:
    juergen, _ = request_of_two.items
    moved = replace(juergen, action=Action.MODIFY, of_workplace="wp-6001", email="jm@example.org")
    order = replace(request_of_two, reference="imp-2026-11-23-0002/b01", items=(moved,), start_date=date(2026, 12, 2))
    placed = portal.place_order(order)
    assert refusal(portal, "wp-6001").detail.startswith("ORDER_UNDER_WAY ")
    portal.send_credentials("wp-6002")
    for _ in range(2):
        portal.read_order(placed.carrier_id)
    portal.send_credentials("wp-6001")
    assert delivery.sent[-1].email == "jm@example.org"
    assert delivery.sent[-1].order_reference == request_of_two.reference


def test_a_workplace_that_was_never_ordered_here_has_messages_of_its_own_name(
    portal: TmForumPortal, delivery: Delivery, engine: Engine
) -> None:
    with engine.connect() as connection:
        known = connection.scalar(text("SELECT id FROM workplace WHERE password_hash IS NULL ORDER BY id"))
    portal.send_credentials(str(known))
    assert (delivery.sent[-1].order_reference, delivery.sent[-1].item_id) == ("account", known)


@pytest.mark.parametrize("status", [404, 405, 501])
@pytest.mark.parametrize("body", ["<html>", '{"code": "60", "reason": "Resource not found"}'])
def test_a_carrier_without_the_operation_does_not_offer_it(status: int, body: str) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, text=body))
    with httpx.Client(transport=transport, base_url="https://carrier.example.org") as client:
        told = refusal(TmForumPortal(client, "muster-gmbh"), "wp-6001")
    assert (told.problem, told.permanent, told.sent) == (PortalProblem.NOT_OFFERED, True, False)


def test_a_carrier_that_fails_otherwise_may_have_sent_them() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(500))
    with httpx.Client(transport=transport, base_url="https://carrier.example.org") as client:
        told = refusal(TmForumPortal(client, "muster-gmbh"), "wp-6001")
    assert (told.problem, told.permanent, told.sent, told.status) == (PortalProblem.NO_ANSWER, False, True, 500)

"""The whole life of an order, through our client and the rehearsal carrier, on SQLite."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, text

from trunkload.orders.states import OrderState
from trunkload.portal.protocol import OrderAnswer, OrderRequest, PortalError, PortalProblem
from trunkload.portal.rehearsal import (
    Credentials,
    DeliveryError,
    RehearsalCarrier,
    load_account,
    rehearsal_client,
)
from trunkload.portal.tmforum import TmForumPortal

SHOWN = ["given_name", "family_name", "email", "mobile", "password_channel", "username", "trunk", "internal_number"]


def follow(portal: TmForumPortal, request: OrderRequest) -> OrderAnswer:
    """Place and read until nothing changes any more."""
    answer = portal.place_order(request)
    for _ in range(2):
        answer = portal.read_order(answer.carrier_id)
    return answer


def used(portal: TmForumPortal) -> dict[str, int]:
    return {one.name: one.used for one in portal.read_account().contingents}


class Forgetting:
    """A CredentialDelivery that fails at its second delivery, once."""

    def __init__(self) -> None:
        self.tried: list[Credentials] = []

    def deliver(self, credentials: Credentials) -> None:
        self.tried.append(credentials)
        if len(self.tried) == 2:
            raise DeliveryError


class Failing:
    """A CredentialDelivery whose first delivery fails as told."""

    def __init__(self, failed: DeliveryError) -> None:
        self._failed = failed
        self.tried: list[str] = []

    def deliver(self, credentials: Credentials) -> None:
        self.tried.append(credentials.item_id)
        if len(self.tried) == 1:
            raise self._failed


def rows(engine: Engine, question: str) -> Sequence[Any]:
    with engine.connect() as connection:
        return connection.execute(text(question)).scalars().all()


def test_an_order_goes_on_by_one_step_whenever_it_is_read(portal: TmForumPortal, request_of_two: OrderRequest) -> None:
    placed = portal.place_order(request_of_two)
    steps = [placed.state, *(portal.read_order(placed.carrier_id).state for _ in range(3))]
    assert steps == [OrderState.ACKNOWLEDGED, OrderState.IN_PROGRESS, OrderState.COMPLETED, OrderState.COMPLETED]
    assert placed.reference == "imp-2026-11-23-0001/b01"


def test_what_was_ordered_is_read_back(portal: TmForumPortal, request_of_two: OrderRequest) -> None:
    """Promise 7."""
    before = used(portal)
    answer = follow(portal, request_of_two)
    assert [(item.id, item.state, item.workplace_id) for item in answer.items] == [
        ("2", OrderState.COMPLETED, "wp-6001"),
        ("3", OrderState.COMPLETED, "wp-6002"),
    ]
    workplaces = portal.read_workplaces(["+492214710001", "+492214710002", "+492214710003"])
    ordered = ["Jürgen", "Müller", "juergen.mueller@example.org", "+4915228817386", "sms", "juergen.mueller", "KOELN-1"]
    assert list(workplaces.loc["+492214710001", [*SHOWN, "package"]]) == [*ordered, "001", "plus"]
    assert workplaces.index.tolist() == ["+492214710001", "+492214710002"]
    assert workplaces.loc["+492214710002", "password_channel"] == "email"
    assert workplaces["mobile"].isna().tolist() == [False, True]
    account = portal.read_account()
    assert list(account.numbers.loc["+492214710001", ["state", "holder"]]) == ["assigned", "wp-6001"]
    dates = list(account.workplaces.loc["wp-6001", ["package_since", "activated_on", "state"]])
    assert dates == ["2026-12-01", "2026-12-01", "active"]
    after = used(portal)
    assert {name: after[name] - before[name] for name in after} == {"workplace": 2, "plus": 1, "basic": 0, "premium": 0}


def test_the_same_order_again_orders_nothing_twice(
    portal: TmForumPortal, request_of_two: OrderRequest, engine: Engine
) -> None:
    """Promise 6: after an unclear outcome the same may be sent again, before and after activation."""
    first = portal.place_order(request_of_two)
    assert portal.place_order(request_of_two) == first
    done = follow(portal, request_of_two)
    assert portal.place_order(request_of_two) == done
    assert rows(engine, "SELECT count(*) FROM product_order") == [1]
    assert used(portal)["workplace"] == 17


def test_another_order_under_the_same_reference_is_refused(
    portal: TmForumPortal, request_of_two: OrderRequest, engine: Engine
) -> None:
    portal.place_order(request_of_two)
    with pytest.raises(PortalError) as refused:
        portal.place_order(replace(request_of_two, items=request_of_two.items[:1]))
    assert (refused.value.problem, refused.value.permanent) == (PortalProblem.REFUSED, True)
    assert refused.value.detail.startswith("REFERENCE_IN_USE imp-2026-11-23-0001/b01 is the reference of po-9001")
    assert rows(engine, "SELECT count(*) FROM product_order") == [1]


def test_an_order_is_found_by_our_reference(portal: TmForumPortal, request_of_two: OrderRequest) -> None:
    """Looking for it does not move it on."""
    assert portal.find_order(request_of_two.reference) is None
    placed = portal.place_order(request_of_two)
    assert portal.find_order(request_of_two.reference) == placed
    assert portal.find_order(request_of_two.reference) == placed


def test_a_number_taken_meanwhile_fails_its_item_and_the_others_go_on(
    portal: TmForumPortal, request_of_two: OrderRequest
) -> None:
    taken = replace(request_of_two.items[0], username="somebody.else", internal_number="003")
    late, early = request_of_two, replace(request_of_two, reference="imp-0/b01", items=(taken,))
    placed = portal.place_order(late)
    assert follow(portal, early).state is OrderState.COMPLETED
    portal.read_order(placed.carrier_id)
    answer = portal.read_order(placed.carrier_id)
    assert answer.state is OrderState.PARTIAL
    failed, done = answer.items
    assert (failed.state, failed.workplace_id) == (OrderState.FAILED, None)
    assert (failed.code, failed.reason) == ("NUMBER_IN_USE", "+492214710001 is already assigned")
    assert (done.state, done.code) == (OrderState.COMPLETED, None)
    assert portal.read_workplaces(["+492214710001"]).loc["+492214710001", "username"] == "somebody.else"


def test_an_order_of_which_nothing_can_be_activated_has_failed(
    portal: TmForumPortal, request_of_two: OrderRequest
) -> None:
    item = replace(request_of_two.items[0], username="anna.schmidt")
    answer = follow(portal, replace(request_of_two, items=(item,)))
    assert (answer.state, answer.items[0].code) == (OrderState.FAILED, "USERNAME_TAKEN")
    assert used(portal)["workplace"] == 15


def test_the_sixth_premium_package_fails_for_want_of_contingent(
    portal: TmForumPortal, request_of_two: OrderRequest
) -> None:
    """R-14: five are booked, one is used."""
    first = request_of_two.items[0]
    items = tuple(
        replace(
            first,
            id=str(at),
            username=f"user-{at:03}",
            number=f"+492214710{at:03}",
            internal_number=f"{at:03}",
            package="premium",
        )
        for at in range(1, 6)
    )
    answer = follow(portal, replace(request_of_two, items=items))
    assert [item.code for item in answer.items] == [None, None, None, None, "CONTINGENT_EXHAUSTED"]
    assert used(portal)["premium"] == 5


def test_an_order_can_be_cancelled_before_anything_of_it_has_begun(
    portal: TmForumPortal, request_of_two: OrderRequest
) -> None:
    placed = portal.place_order(request_of_two)
    cancelled = portal.cancel_order(placed.carrier_id, "wrong file")
    assert cancelled.state is OrderState.CANCELLED
    assert {item.state for item in cancelled.items} == {OrderState.CANCELLED}
    assert portal.read_order(placed.carrier_id).state is OrderState.CANCELLED
    assert portal.read_workplaces(["+492214710001"]).empty


def test_an_order_in_progress_is_not_cancelled_any_more(portal: TmForumPortal, request_of_two: OrderRequest) -> None:
    placed = portal.place_order(request_of_two)
    portal.read_order(placed.carrier_id)
    assert portal.cancel_order(placed.carrier_id, "too late").state is OrderState.COMPLETED


def test_an_order_that_does_not_exist_is_refused(portal: TmForumPortal) -> None:
    with pytest.raises(PortalError) as reading:
        portal.read_order("po-1")
    with pytest.raises(PortalError) as cancelling:
        portal.cancel_order("po-1", "why")
    for refused in (reading.value, cancelling.value):
        assert (refused.problem, refused.permanent) == (PortalProblem.REFUSED, True)


def test_a_password_is_delivered_and_only_its_hash_is_kept(
    portal: TmForumPortal, request_of_two: OrderRequest, delivered: list[Credentials], engine: Engine, tmp_path: Path
) -> None:
    """Promise 10, S-08, S-09."""
    follow(portal, request_of_two)
    anna, bernd = delivered
    assert (anna.password_channel, anna.mobile, anna.username) == ("sms", "+4915228817386", "juergen.mueller")
    assert (bernd.password_channel, bernd.mobile, bernd.email) == ("email", None, "bernd.meyer@example.org")
    assert (anna.workplace_id, anna.order_reference, anna.item_id) == ("wp-6001", request_of_two.reference, "2")
    assert len({anna.password, bernd.password}) == 2
    kept = rows(engine, "SELECT password_hash FROM workplace WHERE id = 'wp-6001'")[0]
    assert PasswordHasher().verify(kept, anna.password)
    engine.dispose()
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for one in delivered:
        assert one.password not in repr(one)
        assert one.password.encode() not in files


def test_no_answer_of_the_carrier_tells_of_passwords(
    portal: TmForumPortal, request_of_two: OrderRequest, received: list[Any], delivered: list[Credentials]
) -> None:
    follow(portal, request_of_two)
    portal.read_account()
    told = str(received)
    assert "argon2" not in told
    assert all(one.password not in told for one in delivered)


def test_a_password_that_could_not_be_delivered_fails_no_order_and_waits_at_the_carrier(
    request_of_two: OrderRequest, engine: Engine, account_file: str
) -> None:
    """Tried again when the carrier is next asked anything, with another password; who has one gets no second."""
    load_account(engine, account_file)
    delivery = Forgetting()
    portal = TmForumPortal(rehearsal_client(RehearsalCarrier(engine, delivery)), "muster-gmbh")
    assert follow(portal, request_of_two).state is OrderState.COMPLETED
    assert rows(engine, "SELECT id FROM workplace WHERE id > 'wp-6' AND password_hash IS NULL") == ["wp-6002"]
    assert used(portal)["workplace"] == 17
    assert [one.item_id for one in delivery.tried] == ["2", "3", "3"]
    assert delivery.tried[1].password != delivery.tried[2].password
    kept = rows(engine, "SELECT password_hash FROM workplace WHERE id = 'wp-6002'")[0]
    assert PasswordHasher().verify(kept, delivery.tried[2].password)
    assert rows(engine, "SELECT count(*) FROM handover") == [0]


@pytest.mark.parametrize(
    ("failed", "tried"),
    [
        (DeliveryError(permanent=True, whole_way=False), (["2", "3"], ["2", "3"])),
        (DeliveryError(whole_way=False, pause=timedelta(minutes=1)), (["2", "3"], ["2", "3", "2"])),
        (DeliveryError(whole_way=True, pause=timedelta(minutes=1)), (["2"], ["2", "2", "3"])),
    ],
)
def test_a_closed_way_keeps_all_waiting_and_a_wrong_recipient_nobody_else(
    failed: DeliveryError,
    tried: tuple[list[str], list[str]],
    request_of_two: OrderRequest,
    engine: Engine,
    account_file: str,
) -> None:
    """`tried`: at once, and a minute later too."""
    load_account(engine, account_file)
    moments = [datetime(2026, 11, 23, 8, 15, tzinfo=UTC)]
    delivery = Failing(failed)
    carrier = RehearsalCarrier(engine, delivery, clock=lambda: moments[-1])
    portal = TmForumPortal(rehearsal_client(carrier), "muster-gmbh")
    assert follow(portal, request_of_two).state is OrderState.COMPLETED
    portal.read_workplaces(["+492214710001"])
    assert delivery.tried == tried[0]
    assert rows(engine, "SELECT count(*) FROM handover") == [len(tried[1]) - len(tried[0])]
    moments.append(moments[0] + timedelta(minutes=1))
    portal.read_workplaces(["+492214710001"])
    assert delivery.tried == tried[1]
    assert rows(engine, "SELECT count(*) FROM handover") == [0]


def test_two_who_read_at_the_same_time_activate_once(
    carrier: RehearsalCarrier, request_of_two: OrderRequest, delivered: list[Credentials], engine: Engine
) -> None:
    portal = TmForumPortal(rehearsal_client(carrier), "muster-gmbh")
    placed = portal.place_order(request_of_two)
    barrier = threading.Barrier(4)
    failures: list[PortalError] = []

    def read() -> None:
        own = TmForumPortal(rehearsal_client(carrier), "muster-gmbh")
        barrier.wait()
        for _ in range(3):
            try:
                own.read_order(placed.carrier_id)
            except PortalError as failure:
                failures.append(failure)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [one.item_id for one in delivered] == ["2", "3"]
    assert rows(engine, "SELECT used FROM contingent WHERE name = 'workplace'") == [17]


def test_orders_that_follow_go_on_counting_workplaces(portal: TmForumPortal, request_of_two: OrderRequest) -> None:
    first, second = request_of_two.items
    follow(portal, replace(request_of_two, items=(first,)))
    answer = follow(portal, replace(request_of_two, reference="imp-1/b02", items=(second,)))
    assert (answer.carrier_id, answer.items[0].workplace_id) == ("po-9002", "wp-6002")


def test_a_carrier_without_the_customer_says_so(engine: Engine) -> None:
    carrier = RehearsalCarrier(engine, Forgetting())
    with rehearsal_client(carrier) as client, pytest.raises(PortalError) as refused:
        TmForumPortal(client, "muster-gmbh").read_account()
    assert (refused.value.problem, refused.value.permanent) == (PortalProblem.REFUSED, True)
    assert refused.value.detail == "the carrier knows no customer muster-gmbh"


def test_a_file_of_another_version_is_refused_and_left_alone(engine: Engine, account_file: str) -> None:
    RehearsalCarrier(engine, Forgetting())
    with engine.begin() as connection:
        connection.execute(text("UPDATE schema_version SET version = 7"))
    with pytest.raises(PortalError) as refused:
        RehearsalCarrier(engine, Forgetting())
    assert refused.value.permanent
    assert refused.value.detail == "the rehearsal carrier's file has version 7, this Trunkload reads version 1"
    with pytest.raises(PortalError):
        load_account(engine, account_file)
    assert rows(engine, "SELECT count(*) FROM customer") == [0]

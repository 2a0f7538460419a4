"""Every fault of the script, through our client and the rehearsal carrier: what the client sees, and how often."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from trunkload.orders.states import OrderState
from trunkload.portal.protocol import OrderAnswer, OrderRequest, PortalError, PortalProblem
from trunkload.portal.rehearsal import RehearsalCarrier, rehearsal_client
from trunkload.portal.rehearsal.faults import FaultyCarrier, read_script
from trunkload.portal.rehearsal.faults.memory import occasions
from trunkload.portal.tmforum import TmForumPortal

Opened = Callable[[str], TmForumPortal]


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def opened(carrier: RehearsalCarrier, engine: Engine, waited: list[float]) -> Opened:
    """A portal at the carrier that has these faults; opened again, it is the process after a restart."""

    def portal(script: str) -> TmForumPortal:
        faulty = FaultyCarrier(carrier, engine, read_script(script), wait=waited.append)
        return TmForumPortal(rehearsal_client(faulty), "muster-gmbh")

    return portal


def fault(kind: str, **keys: object) -> str:
    words = {"kind": kind, **keys}
    values = (f"{name} = {str(one).lower() if isinstance(one, bool) else repr(one)}" for name, one in words.items())
    return "\n".join(["[[fault]]", *values, ""])


def followed(portal: TmForumPortal, request: OrderRequest) -> OrderAnswer:
    placed = portal.place_order(request)
    portal.read_order(placed.carrier_id)
    return portal.read_order(placed.carrier_id)


def outcomes(answer: OrderAnswer) -> list[tuple[str, str | None]]:
    return [(item.state.value, item.code) for item in answer.items]


def second_of(request: OrderRequest) -> OrderRequest:
    items = tuple(
        replace(one, username=f"{one.username}2", number=f"+49221471001{at}", internal_number=f"01{at}")
        for at, one in enumerate(request.items)
    )
    return replace(request, reference="imp-2026-11-23-0001/b02", items=items)


def test_an_item_is_rejected_in_the_carriers_words(opened: Opened, request_of_two: OrderRequest) -> None:
    portal = opened(fault("reject_item", order=1, item=2, code="NO_LINE", reason="no line at this desk"))
    answer = followed(portal, request_of_two)
    assert answer.state is OrderState.PARTIAL
    assert outcomes(answer) == [("completed", None), ("failed", "NO_LINE")]
    assert answer.items[1].reason == "no line at this desk"
    assert outcomes(followed(portal, second_of(request_of_two))) == [("completed", None), ("completed", None)]


def test_a_colleague_takes_the_number_just_before(opened: Opened, request_of_two: OrderRequest) -> None:
    portal = opened(fault("number_taken", order=1, item=1))
    answer = followed(portal, request_of_two)
    assert outcomes(answer) == [("failed", "NUMBER_IN_USE"), ("completed", None)]
    account = portal.read_account()
    number = account.numbers.loc["+492214710001"]
    assert (number["state"], account.workplaces.loc[number["holder"], "family_name"]) == ("assigned", "Beispiel")
    assert {one.name: one.used for one in account.contingents}["workplace"] == 17


def test_somebody_elses_login_has_the_username(opened: Opened, request_of_two: OrderRequest, engine: Engine) -> None:
    portal = opened(fault("username_taken", item=2))
    answer = followed(portal, request_of_two)
    assert outcomes(answer) == [("completed", None), ("failed", "USERNAME_TAKEN")]
    with engine.connect() as connection:
        asked = text("SELECT customer_id FROM workplace WHERE username = 'bernd-meyer2'")
        assert connection.scalars(asked).all() == ["beispiel-ag"]
    assert "bernd-meyer2" not in set(portal.read_account().workplaces["username"])


def test_half_of_an_order_fails(opened: Opened, request_of_two: OrderRequest) -> None:
    answer = followed(opened(fault("partial")), request_of_two)
    assert (answer.state, outcomes(answer)) == (
        OrderState.PARTIAL,
        [("failed", "NOT_POSSIBLE"), ("completed", None)],
    )


def test_the_answer_is_lost_and_the_order_is_there(opened: Opened, request_of_two: OrderRequest) -> None:
    script = fault("answer_lost", order=1)
    with pytest.raises(PortalError) as lost:
        opened(script).place_order(request_of_two)
    assert (lost.value.problem, lost.value.sent, lost.value.permanent) == (PortalProblem.NO_ANSWER, True, False)
    again = opened(script)
    found = again.find_order(request_of_two.reference)
    assert found is not None
    assert again.place_order(request_of_two) == found


@pytest.mark.parametrize("carried_out", [False, True])
def test_the_carriers_server_breaks_before_or_after(
    opened: Opened, request_of_two: OrderRequest, carried_out: bool
) -> None:
    portal = opened(fault("server_error", carried_out=carried_out))
    with pytest.raises(PortalError) as broken:
        portal.place_order(request_of_two)
    assert (broken.value.problem, broken.value.sent) == (PortalProblem.NO_ANSWER, True)
    assert (portal.find_order(request_of_two.reference) is not None) == carried_out
    assert portal.place_order(request_of_two).state is OrderState.ACKNOWLEDGED


def test_too_many_requests_are_told_when_to_come_again(opened: Opened, request_of_two: OrderRequest) -> None:
    portal = opened(fault("too_many", times=2, retry_after=7))
    for _ in range(2):
        with pytest.raises(PortalError) as busy:
            portal.place_order(request_of_two)
        assert (busy.value.problem, busy.value.sent, busy.value.retry_after) == (PortalProblem.BUSY, False, 7.0)
    assert portal.place_order(request_of_two).state is OrderState.ACKNOWLEDGED


def test_a_slow_carrier_answers_late(opened: Opened, request_of_two: OrderRequest, waited: list[float]) -> None:
    portal = opened(fault("slow", at="read", seconds=2.5, times=1))
    answer = followed(portal, request_of_two)
    assert (waited, answer.state) == ([2.5], OrderState.COMPLETED)


def test_during_maintenance_an_order_waits_and_then_is_done(opened: Opened, request_of_two: OrderRequest) -> None:
    script = fault("maintenance", readings=2)
    placed = opened(script).place_order(request_of_two)
    states = [opened(script).read_order(placed.carrier_id).state.value for _ in range(5)]
    assert states == ["pending", "pending", "inProgress", "completed", "completed"]


def test_maintenance_for_a_while_takes_no_new_orders(opened: Opened, request_of_two: OrderRequest) -> None:
    portal = opened(fault("maintenance", seconds=1000, refuse_orders=True, order=2, retry_after=60))
    done = followed(portal, request_of_two)
    with pytest.raises(PortalError) as late:
        portal.place_order(second_of(request_of_two))
    assert (late.value.problem, late.value.retry_after) == (PortalProblem.BUSY, 60.0)
    assert done.state is OrderState.COMPLETED


def test_an_order_that_waits_can_still_be_cancelled(opened: Opened, request_of_two: OrderRequest) -> None:
    portal = opened(fault("maintenance", readings=9))
    placed = portal.place_order(request_of_two)
    portal.read_order(placed.carrier_id)
    assert portal.cancel_order(placed.carrier_id, "wrong file").state is OrderState.CANCELLED


def test_what_happened_is_remembered_over_restarts(
    opened: Opened, request_of_two: OrderRequest, engine: Engine
) -> None:
    script = fault("partial", times=2) + fault("server_error", at="read")
    answers = []
    for request in (request_of_two, second_of(request_of_two), replace(second_of(request_of_two), reference="b03")):
        placed = opened(script).place_order(request)
        for _ in range(3):
            try:
                answers.append(opened(script).read_order(placed.carrier_id))
            except PortalError as failed:
                assert failed.problem is PortalProblem.NO_ANSWER  # noqa: PT017 - which of the readings is no matter
    assert len(answers) == 8
    partial, broken = read_script(script)
    assert occasions(engine, partial) == (request_of_two.reference, second_of(request_of_two).reference)
    assert occasions(engine, broken) == (request_of_two.reference,)


def test_a_fault_waits_for_an_order_that_it_can_happen_to(opened: Opened, request_of_two: OrderRequest) -> None:
    portal = opened(fault("reject_item", item=2))
    one = replace(request_of_two, items=request_of_two.items[:1])
    assert outcomes(followed(portal, one)) == [("completed", None)]
    assert outcomes(followed(portal, second_of(request_of_two)))[1] == ("failed", "NOT_POSSIBLE")

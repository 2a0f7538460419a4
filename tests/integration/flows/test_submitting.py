"""Every person is ordered exactly once, whatever happens on the way (promises 5, 6 and 7)."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import KEPT
from tests.integration.flows.fakes import (
    Died,
    Failing,
    answer_lost,
    batches,
    busy,
    died_after,
    died_before,
    never_arrived,
    refused,
)
from tests.integration.flows.houses import (
    USER,
    account_of,
    approved,
    at_carrier,
    first_import,
    imported,
    items,
    number_states,
    order_states,
    state_of,
    with_failures,
)
from trunkload.flows.approving import approve_plan
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.following import finish_import, follow_to_the_end
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.going_on import go_on_with_all
from trunkload.flows.reading_back import read_back_orders
from trunkload.flows.running import Outcome, Run
from trunkload.flows.story import submit_story
from trunkload.flows.submitting import send_orders
from trunkload.flows.syncing import sync_ordered
from trunkload.flows.telling import tell_people
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.orders.states import ImportState, OrderState, ReadBack
from trunkload.portal.protocol import OrderRequest, Portal, PortalError, PortalProblem
from trunkload.portal.rehearsal.tables import workplace
from trunkload.storage import audit
from trunkload.storage.database import reading


def everybody_once(house: House, import_id: str) -> None:
    """36 people beside the 15 who were there, each with an own number that is theirs here and at the carrier."""
    told = at_carrier(house).workplaces
    ordered = items(house, import_id)
    assert len(told) == 15 + 36
    assert told["username"].is_unique
    assert told["number"].is_unique
    assert {one.username for one in ordered} <= set(told["username"])
    assert {one.read_back for one in ordered} == {ReadBack.EQUAL}
    assert number_states(house)["assigned"] == 15 + 36
    assert number_states(house)["held"] == KEPT
    assert state_of(house, import_id) is ImportState.DONE


def test_an_approved_plan_is_ordered_followed_read_back_and_told(house: House) -> None:
    import_id = approved(house)
    house, portal = with_failures(house, {})
    assert submit_story(house, import_id).state is ImportState.DONE
    assert batches(portal.sent) == [1, 2, 3, 4]
    assert portal.asked == []
    everybody_once(house, import_id)


@pytest.mark.parametrize(
    ("failing", "between", "sent_again", "asked"),
    [
        (answer_lost, OrderState.UNKNOWN, [], [2]),
        (never_arrived, OrderState.UNKNOWN, [2], [2]),
        (busy, OrderState.APPROVED, [2], []),
    ],
)
def test_an_order_without_an_answer_is_asked_for_before_it_is_sent_again(
    house: House, failing: Failing, between: OrderState, sent_again: list[int], asked: list[int]
) -> None:
    """Promise 6: adopted if the carrier has it, sent again if not; the others are sent all the same."""
    import_id = approved(house)
    house, portal = with_failures(house, {2: failing})
    with pytest.raises(PortalError) as told:
        submit_story(house, import_id)
    assert told.value.permanent is False
    assert order_states(house, import_id)[2] is between
    assert batches(portal.sent) == [1, 2, 3, 4]
    assert state_of(house, import_id) is ImportState.SUBMITTING

    submit_story(house, import_id)
    assert batches(portal.sent) == [1, 2, 3, 4, *sent_again]
    assert batches(portal.asked) == asked
    everybody_once(house, import_id)


@pytest.mark.parametrize(("dying", "sent_again"), [(died_before, [3]), (died_after, [])])
def test_a_process_that_dies_while_it_sends_goes_on_where_it_stood(
    house: House, dying: Failing, sent_again: list[int]
) -> None:
    """Promise 6: `sending` was stored before the first byte left, so the next process knows whom to ask for."""
    import_id = approved(house)
    house, portal = with_failures(house, {3: dying})
    with pytest.raises(Died):
        submit_story(house, import_id)
    assert order_states(house, import_id)[3] is OrderState.SENDING

    submit_story(house, import_id)
    assert batches(portal.sent) == [1, 2, 3, *sent_again, 4]
    assert batches(portal.asked) == [3]
    everybody_once(house, import_id)


def test_an_order_that_is_refused_for_good_gives_its_numbers_back(house: House) -> None:
    import_id = approved(house)
    house, portal = with_failures(house, {2: refused})
    assert submit_story(house, import_id).state is ImportState.PARTLY_DONE
    states = order_states(house, import_id)
    assert [states[batch] for batch in (1, 2, 3, 4)] == [
        OrderState.COMPLETED,
        OrderState.REJECTED,
        OrderState.COMPLETED,
        OrderState.COMPLETED,
    ]
    lost = [one for one in items(house, import_id) if one.state is OrderState.REJECTED]
    assert {one.carrier_reason for one in lost} == {"CONTRACT_ENDED the contract has ended"}
    assert number_states(house)["held"] == KEPT
    assert number_states(house)["assigned"] == 15 + 36 - len(lost)
    submit_story(house, import_id)
    assert batches(portal.sent) == [1, 2, 3, 4]


@pytest.mark.parametrize("status", [404, 405, 415])
def test_an_address_that_is_wrong_meanwhile_rejects_no_order(house: House, status: int) -> None:
    """Nobody has looked at the order: it waits until the address is put right, and so does its plan."""

    def elsewhere(_carrier: Portal, _request: OrderRequest) -> None:
        failed = PortalError(PortalProblem.REFUSED, permanent=True, sent=False, detail=f"HTTP {status}")
        failed.status = status
        raise failed

    import_id = approved(house)
    house, _ = with_failures(house, {2: elsewhere})
    with pytest.raises(PortalError):
        send_orders(house, import_id)
    assert order_states(house, import_id)[2] is OrderState.APPROVED
    send_orders(house, import_id)
    assert order_states(house, import_id)[2] is OrderState.ACKNOWLEDGED


@pytest.mark.parametrize("status", [400, 402, 413, 422])
def test_an_order_that_the_carrier_has_looked_at_and_refuses_is_rejected(house: House, status: int) -> None:
    def not_wanted(_carrier: Portal, _request: OrderRequest) -> None:
        failed = PortalError(PortalProblem.REFUSED, permanent=True, sent=False, detail="CONTRACT_ENDED")
        failed.status = status
        raise failed

    import_id = approved(house)
    house, _ = with_failures(house, {2: not_wanted})
    send_orders(house, import_id)
    assert order_states(house, import_id)[2] is OrderState.REJECTED


def test_a_person_whom_the_carrier_cannot_add_stops_nobody_else(house: House) -> None:
    """Somebody else took a username meanwhile: that row fails and is planned anew, the others are ordered."""
    import_id = approved(house)
    victim = items(house, import_id)[0]
    _take_username(house, victim.username)
    assert submit_story(house, import_id).state is ImportState.PARTLY_DONE
    lost = [one for one in items(house, import_id) if one.state is not OrderState.COMPLETED]
    assert [(one.row, one.state, one.carrier_code) for one in lost] == [
        (victim.row, OrderState.FAILED, "USERNAME_TAKEN")
    ]
    numbers = at_carrier(house).numbers["state"]
    assert numbers[victim.number] == "free"
    assert number_states(house)["held"] == KEPT + 1
    assert number_states(house)["assigned"] == 15 + 36 - 1


def test_nothing_is_sent_that_nobody_approved(house: House) -> None:
    """Promise 4, also where a flow is started by hand with a planned import's id."""
    import_id = first_import(house).id
    house, portal = with_failures(house, {})
    with pytest.raises(Stopped) as told:
        submit_story(house, import_id)
    assert told.value.code is StopCode.NOT_APPROVED
    assert portal.sent == []
    assert state_of(house, import_id) is ImportState.PLANNED


def test_a_process_that_dies_between_two_steps_forgets_nothing(house: House) -> None:
    """Promise 6. What is to be told is kept with what it tells, so the next run tells what is left, once."""
    import_id = approved(house)
    for step in (send_orders, follow_to_the_end, read_back_orders, sync_ordered, finish_import):
        with pytest.raises(Died):
            submit_story(house, import_id, run=_dying_before(step))
    assert state_of(house, import_id) is ImportState.SUBMITTING
    with pytest.raises(Died):
        submit_story(house, import_id, run=_dying_before(tell_people))
    assert state_of(house, import_id) is ImportState.DONE
    assert _confirmations(house) == []
    submit_story(house, import_id)
    everybody_once(house, import_id)
    assert len(_confirmations(house)) == 1


def test_the_account_is_known_as_the_orders_left_it(house: House) -> None:
    """Whoever was added is active, without another import that asks the carrier."""
    import_id = approved(house)
    submit_story(house, import_id)
    known = account_of(house)
    added = known.workplaces[known.workplaces["import_id"] == import_id]
    assert (len(known.workplaces), len(added), set(added["state"])) == (15 + 36, 36, {"active"})
    assert known.contingents == at_carrier(house).contingents


def test_an_account_that_cannot_be_read_again_stops_no_import_that_is_done(house: House) -> None:
    import_id = approved(house)
    before = account_of(house).taken_at
    house, portal = with_failures(house, {})
    portal.account_failure = PortalError(PortalProblem.NO_ANSWER, permanent=False, sent=False)
    assert submit_story(house, import_id).state is ImportState.DONE
    assert len(_confirmations(house)) == 1
    assert account_of(house).taken_at == before
    with reading(house.ledger) as conn:
        assert [one.what for one in audit.read_audit(conn, import_id)][-2:] == ["account not read again", "done"]


def test_an_import_is_not_closed_before_every_row_was_read_back(house: House) -> None:
    """Another process may have stored the last answer since this one has read back what was final then."""
    import_id = approved(house)
    send_orders(house, import_id)
    follow_to_the_end(house, import_id)
    assert finish_import(house, import_id).state is ImportState.SUBMITTING
    read_back_orders(house, import_id)
    assert finish_import(house, import_id).state is ImportState.DONE


def test_an_import_that_cannot_go_on_keeps_no_other_waiting(house: House, tmp_path: Path) -> None:
    """Whatever stops it: a carrier, the disk, or a person who cancelled it just now."""
    first = approved(house)
    sheet = tmp_path / "one.csv"
    sheet.write_text("Vorname;Nachname;Standort;E-Mail;ohne SMS\nInes;Brandt;Köln;ines.brandt@example.org;ja\n")
    second = imported(house, sheet)
    assert second.plan is not None
    approve_plan(house, second.import_id, second.plan.digest, USER)

    def cancelled_before(step: Callable[..., Outcome], /, *args: object) -> Outcome:
        if step is send_orders and args[1] == second.import_id:
            cancel_import(house, second.import_id, USER)
        return step(*args)

    with pytest.raises(Stopped) as told:
        go_on_with_all(house, cancelled_before)
    assert told.value.code is StopCode.NOT_APPROVED
    assert state_of(house, second.import_id) is ImportState.CANCELLED
    assert state_of(house, first) is ImportState.DONE


def test_nobody_is_told_before_every_order_is_final(house: House) -> None:
    finish_import(house, approved(house))
    tell_people(house)
    assert _confirmations(house) == []


def _confirmations(house: House) -> list[str]:
    return [path.name for path in (house.settings.home / "outbox").glob("*confirmation*")]


def _dying_before(last: Callable[..., object]) -> Run:
    def run(step: Callable[..., Outcome], /, *args: object) -> Outcome:
        if step is last:
            raise Died
        return step(*args)

    return run


def _take_username(house: House, username: str) -> None:
    """At the carrier, past us: the name now belongs to somebody who was there before."""
    engine = rehearsal_database(house.settings)
    with engine.begin() as conn:
        conn.execute(workplace.update().where(workplace.c.id == "wp-5003").values(username=username))
    engine.dispose()


@pytest.mark.parametrize(("failing", "asked"), [(answer_lost, [2]), (never_arrived, [2]), (busy, [])])
def test_with_patience_an_order_that_fails_for_a_while_is_settled_in_one_go(
    house: House, failing: Failing, asked: list[int]
) -> None:
    """Promise 6: before it is sent again the carrier is asked for our reference, and Retry-After is kept to."""
    import_id = approved(house)
    waited: list[float] = []
    carrier = house.settings.carrier.model_copy(update={"retry_seconds": 60.0})
    settings = house.settings.model_copy(update={"carrier": carrier})
    house, portal = with_failures(replace(house, settings=settings, wait=waited.append), {2: failing})
    submit_story(house, import_id)
    everybody_once(house, import_id)
    assert batches(portal.asked) == asked
    assert waited[0] == (1.0 if failing is busy else pytest.approx(0.375, abs=0.126))

"""A back-up is older than what was ordered since: nothing of that is ordered again (promises 4, 5 and 6)."""

import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.integration.flows.fakes import FailingPortal
from tests.integration.flows.houses import (
    SAMPLES,
    approved,
    at_carrier,
    first_import,
    house_at,
    imported,
    items,
    order_states,
    state_of,
    with_failures,
)
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.going_on import go_on_with_all
from trunkload.flows.recovering import recover
from trunkload.flows.story import submit_story
from trunkload.flows.submitting import send_orders
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState, OrderState, ReadBack
from trunkload.portal.protocol import OrderAnswer
from trunkload.storage.audit import Deed, read_audit
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports

SHEET = SAMPLES / "new-staff.xlsx"


def restored(house: House, meanwhile: Callable[[House], None]) -> House:
    """The house after its database was backed up, `meanwhile` happened, and the back-up was put in its place."""
    home = house.settings.home
    house.ledger.dispose()
    backup = shutil.copy(home / "trunkload.sqlite", home.parent / "backup.sqlite")
    house = house_at(home)
    meanwhile(house)
    house.ledger.dispose()
    for left in home.glob("trunkload.sqlite*"):
        left.unlink()
    shutil.copy(backup, home / "trunkload.sqlite")
    return house_at(home)


def ordered(house: House) -> None:
    submit_story(house, approved(house))


def usernames(house: House) -> list[str]:
    return sorted(at_carrier(house).workplaces["username"])


def test_an_order_that_was_approved_before_the_backup_and_sent_after_it_is_not_sent_again(house: House) -> None:
    import_id = approved(house)
    house, portal = with_failures(restored(house, go_on_with_all), {})
    there = usernames(house)
    assert set(order_states(house, import_id).values()) == {OrderState.APPROVED}
    assert len(recover(house).asked_first) == 4
    assert submit_story(house, import_id).state is ImportState.DONE
    assert portal.sent == []
    assert usernames(house) == there
    assert {one.read_back for one in items(house, import_id)} == {ReadBack.EQUAL}


def test_an_order_that_was_approved_and_never_sent_is_sent_once(house: House) -> None:
    import_id = approved(house)
    house, portal = with_failures(house, {})
    recover(house)
    assert submit_story(house, import_id).state is ImportState.DONE
    assert sorted(portal.sent) == [f"{import_id}/b{batch:02d}" for batch in (1, 2, 3, 4)]
    assert len(at_carrier(house).workplaces) == 15 + 36


def test_a_plan_that_was_approved_after_the_backup_is_found_at_the_carrier_by_its_digest(house: House) -> None:
    """Whose approval it was is lost; that just this plan was approved is not (promise 4)."""
    house, portal = with_failures(restored(house, ordered), {})
    import_id, there = first_import(house).id, usernames(house)
    assert state_of(house, import_id) is ImportState.PLANNED
    recovered = recover(house)
    assert (recovered.ordered, recovered.given_up) == ((import_id,), ())
    go_on_with_all(house)
    assert state_of(house, import_id) is ImportState.DONE
    assert (portal.sent, usernames(house)) == ([], there)
    with reading(house.ledger) as conn:
        assert Deed.FOUND_ORDERED in {one.what for one in read_audit(conn, import_id)}


def test_a_plan_that_the_carrier_does_not_have_is_given_up_and_can_be_made_anew(house: House) -> None:
    import_id = first_import(house).id
    assert recover(house).given_up == (import_id,)
    assert state_of(house, import_id) is ImportState.CANCELLED
    again = imported(house, SHEET)
    assert again.plan is not None
    assert len(again.plan.items) == 36


@pytest.fixture
def empty(house: House) -> House:
    """With an account and no import."""
    home = house.settings.home
    house.ledger.dispose()
    for left in (*home.glob("trunkload.sqlite*"), *home.glob("files/imports/*")):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    return house_at(home)


def ordered_anew(house: House) -> None:
    imported(house, SHEET)
    ordered(house)


def test_an_import_that_came_after_the_backup_is_found_by_its_files_and_nobody_of_it_is_ordered_again(
    empty: House,
) -> None:
    house = restored(empty, ordered_anew)
    there = usernames(house)
    (lost,) = recover(house).lost
    assert [one.state for one in lost.orders] == [OrderState.COMPLETED] * 4
    assert state_of(house, lost.id) is ImportState.CANCELLED
    assert recover(house).lost == ()
    again = imported(house, SHEET)
    assert again.import_id != lost.id
    assert again.plan is None
    assert usernames(house) == there


def sent_only(house: House) -> None:
    imported(house, SHEET)
    send_orders(house, approved(house))


def test_a_portal_without_an_api_is_not_waited_for(empty: House) -> None:
    """It would never say that an order has ended; who is in its export is known."""
    house = restored(empty, sent_only)
    carrier = house.settings.carrier.model_copy(update={"kind": "handover"})
    house = replace(house, settings=house.settings.model_copy(update={"carrier": carrier}))
    recovered = recover(house)
    assert ([one.open_orders for one in recovered.lost], recovered.still_open) == ([4], 0)
    assert state_of(house, recovered.lost[0].id) is ImportState.CANCELLED


class Forgetful(FailingPortal):
    """A carrier that does not tell the digest with which an order was placed."""

    def find_order(self, reference: str) -> OrderAnswer | None:
        answer = super().find_order(reference)
        return None if answer is None else replace(answer, plan_digest=None)

    def read_order(self, carrier_id: str) -> OrderAnswer:
        return replace(super().read_order(carrier_id), plan_digest=None)


def sent_as_planned(house: House) -> None:
    send_orders(house, approved(house))


def test_a_plan_that_no_digest_proves_is_given_up_once_its_orders_have_ended(house: House) -> None:
    """Until then its people have no workplace, and could be ordered a second time."""
    house = restored(house, sent_as_planned)
    import_id, portal = first_import(house).id, Forgetful(house.open_portal(), {})
    house = replace(house, open_portal=lambda: portal)
    waiting = recover(house)
    assert (waiting.ordered, waiting.given_up, waiting.still_open) == ((), (), 4)
    assert state_of(house, import_id) is ImportState.PLANNED
    recovered = recover(house)
    assert (recovered.given_up, recovered.still_open) == ((import_id,), 0)
    assert imported(house, SHEET).plan is None
    assert portal.sent == []


def test_nothing_may_start_while_an_order_of_a_lost_import_is_open(empty: House) -> None:
    """Else its people, who have no workplace yet, could be ordered a second time."""
    house, runs = restored(empty, sent_only), 0
    while recover(house).still_open:
        runs += 1
        with reading(house.ledger) as conn:
            assert list_imports(conn) == ()
        assert runs < 5
    assert runs == 1
    assert len(at_carrier(house).workplaces) == 15 + 36
    assert imported(house, SHEET).plan is None


def test_what_was_given_up_cannot_be_approved(house: House) -> None:
    recover(house)
    with pytest.raises(Stopped) as told:
        approved(house)
    assert told.value.code is StopCode.WAS_CANCELLED

"""What a rehearsal promises is looked at on both sides, and a promise that does not hold is seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from tests.builders import sample_account
from trunkload.flows.rehearsed import Promise, Rehearsal, Sides, Told, judged
from trunkload.orders.states import ImportState, OrderState, ReadBack
from trunkload.portal.rehearsal.faults import Fault, FaultKind
from trunkload.storage.imports import ImportRecord
from trunkload.storage.items import StoredItem
from trunkload.storage.ordered import StoredOrder
from trunkload.validation.actions.action import Action

NOW = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
FIRST = "imp-1/b01"
LOST = Fault(FaultKind.ANSWER_LOST, id="lost")


def anna() -> StoredItem:
    """As the sample account has her: ordered, and read back equal."""
    one = sample_account().workplaces.loc["wp-5001"]
    return StoredItem(
        row=4,
        action=Action.ADD,
        given_name=str(one["given_name"]),
        family_name=str(one["family_name"]),
        email=str(one["email"]),
        username=str(one["username"]),
        trunk=str(one["trunk"]),
        number=str(one["number"]),
        internal_number=str(one["internal_number"]),
        package=str(one["package"]),
        street=None,
        house_number=None,
        postal_code=None,
        city=None,
        country=None,
        mobile=None,
        password_channel="email",  # noqa: S106 - the name of a channel
        state=OrderState.COMPLETED,
        workplace_id="wp-5001",
        carrier_code=None,
        carrier_reason=None,
        read_back=ReadBack.EQUAL,
        differing=(),
    )


def sides() -> Sides:
    record = ImportRecord("imp-1", ImportState.DONE, "a.xlsx", "00", 1, "xlsx", NOW, "admin", "en")
    order = StoredOrder(FIRST, "imp-1", 1, "KOELN-1", None, 1, OrderState.COMPLETED, "po-9001", NOW, NOW, NOW)
    return Sides(record, [order], {FIRST: [anna()]}, {FIRST: "po-9001"}, sample_account(), {FIRST: 2})


def looked_at(seen: Sides) -> Rehearsal:
    return judged(Path("rehearse-1"), {LOST: [FIRST, FIRST]}, seen, Told(1, ()))


def broken(seen: Sides) -> list[Promise]:
    return [promise for promise, held in looked_at(seen).promises.items() if not held]


def with_workplace(seen: Sides, **changed: str) -> Sides:
    """One more at the carrier, which is Anna's but for what is changed."""
    workplaces = seen.account.workplaces
    more = workplaces.loc[["wp-5001"]].assign(**changed).rename(index={"wp-5001": "wp-7000"})
    return replace(seen, account=replace(seen.account, workplaces=pd.concat([workplaces, more])))


def test_where_everything_is_right_every_promise_holds() -> None:
    rehearsal = looked_at(sides())
    assert (rehearsal.survived, broken(sides())) == (True, [])
    (met,) = rehearsal.met
    assert (met.times, met.order and met.order.reference, met.done, met.sent) == (2, FIRST, 1, 2)


WRONG: dict[Promise, Callable[[Sides], Sides]] = {
    Promise.ALL_FINAL: lambda seen: replace(seen, record=replace(seen.record, state=ImportState.SUBMITTING)),
    Promise.ONE_ORDER: lambda seen: replace(seen, carrier_ids={FIRST: "po-9002"}),
    Promise.ONE_WORKPLACE: lambda seen: with_workplace(seen, username="anna.schmidt2", number="+492214710555"),
    Promise.ONE_OWNER: lambda seen: with_workplace(seen, username="another", email="another@example.org"),
    Promise.AS_TOLD: lambda seen: replace(seen, items={FIRST: [replace(anna(), username="anna.other")]}),
}


@pytest.mark.parametrize("promise", WRONG)
def test_what_does_not_hold_is_seen(promise: Promise) -> None:
    seen = WRONG[promise](sides())
    assert promise in broken(seen)
    assert not looked_at(seen).survived


def test_a_row_that_is_told_as_failed_and_is_there_all_the_same_is_seen() -> None:
    seen = replace(sides(), items={FIRST: [replace(anna(), state=OrderState.FAILED, read_back=None)]})
    assert broken(seen) == [Promise.AS_TOLD]


def test_an_order_that_is_still_open_is_seen() -> None:
    seen = sides()
    assert broken(replace(seen, orders=[replace(seen.orders[0], state=OrderState.UNKNOWN)])) == [Promise.ALL_FINAL]


def test_a_fault_that_never_happened_is_seen() -> None:
    rehearsal = judged(Path("rehearse-1"), {LOST: []}, sides(), Told(1, ()))
    assert [promise for promise, held in rehearsal.promises.items() if not held] == [Promise.ALL_MET]
    assert (rehearsal.met[0].order, rehearsal.met[0].times) == (None, 0)

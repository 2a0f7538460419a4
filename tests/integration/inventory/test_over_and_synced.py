"""What is over when the carrier tells anew: nobody loses what nobody holds, and a workplace that never came is gone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import with_numbers
from tests.integration.inventory.ledgers import Teller, house_on, koeln, new_ledger, people, planned
from tests.integration.storage.builders import answer
from trunkload.flows.lapsing import lapse
from trunkload.flows.syncing import sync_account, sync_with_carrier
from trunkload.inventory.account_changes import ConflictKind
from trunkload.orders.states import ImportState, ReadBack
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import move_import
from trunkload.storage.items import ItemReadBack, save_read_back
from trunkload.storage.moving import Why
from trunkload.storage.number_history import read_history
from trunkload.storage.ordered import read_orders
from trunkload.storage.orders import save_answer
from trunkload.storage.settling import assign_numbers


@pytest.mark.parametrize(("days", "conflicts"), [(1, [ConflictKind.HOLD_LOST]), (8, [])])
def test_a_hold_that_is_over_is_not_lost_to_the_carrier(
    database_url: str, tmp_path: Path, days: int, conflicts: list[ConflictKind]
) -> None:
    new_ledger(database_url, koeln())
    carrier = Teller(koeln())
    house = house_on(database_url, tmp_path, carrier)
    plan = planned(house, people(0, 1)).plan
    assert plan is not None
    number = str(plan.new_numbers.iloc[0])
    late = replace(house, clock=lambda: datetime.now(UTC) + timedelta(days=days))
    carrier.account = replace(with_numbers(koeln(), [number], state="blocked"), taken_at=late.clock())
    assert [one.kind for one in sync_with_carrier(late).conflicts] == conflicts
    with reading(house.ledger) as conn:
        told = [(one.to_state, one.why) for one in read_history(conn, number)][-2:]
    over = [("free", Why.LAPSED), ("blocked", Why.SYNC)]
    assert told == ([("held", Why.PLANNED), ("blocked", Why.SYNC)] if conflicts else over)
    house.ledger.dispose()


def test_the_number_of_a_workplace_that_never_came_is_somebody_elses_after_its_rest(
    database_url: str, tmp_path: Path
) -> None:
    """The carrier called the order completed, and has no such workplace; before the rest is over one may still come."""
    new_ledger(database_url, koeln())
    house = house_on(database_url, tmp_path, Teller(koeln()))
    first = planned(house, people(0, 1))
    assert first.plan is not None
    (row,), (number,) = first.plan.items.index, first.plan.new_numbers
    with writing(house.ledger) as conn:
        (order,) = read_orders(conn, first.import_id)
        move_import(conn, first.import_id, {ImportState.PLANNED}, ImportState.PARTLY_DONE)
        save_answer(conn, order.reference, answer(order.reference, "completed", **{f"row{row}": "completed"}))
        save_read_back(conn, order.reference, [ItemReadBack(row, ReadBack.MISSING)])
        assign_numbers(conn, order.reference, "admin")
    resting = sync_account(house)
    assert (resting.numbers.loc[number, "state"], len(resting.workplaces)) == ("resting", 1)
    late = replace(house, clock=lambda: datetime.now(UTC) + timedelta(days=91))
    with reading(late.ledger) as conn:
        looked_at = read_account(conn, late.clock())
    assert looked_at is not None
    assert (looked_at.numbers.loc[number, "state"], len(looked_at.workplaces)) == ("free", 0)
    lapse(late)
    again = people(0, 1)
    again = replace(again, staff=again.staff.assign(phone_number=number))
    plan = planned(late, again).plan
    assert plan is not None
    assert plan.new_numbers.tolist() == [number]
    house.ledger.dispose()

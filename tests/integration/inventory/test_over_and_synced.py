"""What is over when the carrier tells anew is no conflict: nobody loses what nobody holds any more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import with_numbers
from tests.integration.inventory.ledgers import Teller, house_on, koeln, new_ledger, people, planned
from trunkload.flows.syncing import sync_with_carrier
from trunkload.inventory.account_changes import ConflictKind
from trunkload.storage.database import reading
from trunkload.storage.moving import Why
from trunkload.storage.number_history import read_history


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

"""Sixteen processes plan at once on more people than there are numbers: every number once, the rest a shortage."""

from collections import Counter
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import func, select

from tests.effort import IN_FULL, part
from tests.integration.inventory.ledgers import assert_sound, house_on, koeln, new_ledger, people, planned
from trunkload.orders.states import ImportState
from trunkload.storage.account_tables import number
from trunkload.storage.database import open_database, reading
from trunkload.storage.imports import list_imports
from trunkload.storage.order_tables import order_item

PROCESSES = 16
PLANS = part(64, of=256)
ROWS = 4
LAST = "899" if IN_FULL else "299"
"""The last number. Those with a leading 0 are not given: there are 200 for 256 people, in full 800 for 1,024."""


def plan_one(url: str, folder: Path, at: int) -> tuple[int, int]:
    """How many rows of one plan got a number, and how many a shortage tells of."""
    house = house_on(url, folder)
    imported = planned(house, people(at * ROWS, ROWS))
    house.ledger.dispose()
    shortages = imported.checked.allocation.shortages if imported.checked.allocation else ()
    items = 0 if imported.plan is None else len(imported.plan.items)
    return items, sum(one.asked - one.free for one in shortages)


def test_every_number_is_given_once_and_the_rest_is_a_shortage(database_url: str, tmp_path: Path) -> None:
    new_ledger(database_url, koeln(LAST))
    alone = tmp_path / "alone.db"
    new_ledger(f"sqlite:///{alone}", koeln(LAST))
    enough, _ = plan_all_at_once(f"sqlite:///{alone}", tmp_path)
    context = get_context("forkserver")
    context.set_forkserver_preload(["pytest", __name__])
    with context.Pool(PROCESSES) as pool:
        told = pool.starmap(plan_one, [(database_url, tmp_path, at) for at in range(PLANS)], chunksize=1)
    assert 0 < enough < PLANS * ROWS
    assert sum(items for items, _ in told) == enough
    assert sum(short for _, short in told) == PLANS * ROWS - enough
    assert {items + short for items, short in told} == {ROWS}
    engine = open_database(database_url)
    with reading(engine) as conn:
        assert_sound(conn)
        held = select(func.count()).select_from(number).where(number.c.state == "held")
        assert conn.execute(held).scalar_one() == enough
        claimed = select(func.count(order_item.c.claim_number.distinct()))
        assert conn.execute(claimed).scalar_one() == enough
        states = Counter(one.state for one in list_imports(conn))
    assert states.keys() == {ImportState.PLANNED, ImportState.REJECTED}
    engine.dispose()


def plan_all_at_once(url: str, folder: Path) -> tuple[int, int]:
    """One plan of everybody: what there is to be given at all."""
    house = house_on(url, folder)
    imported = planned(house, people(0, PLANS * ROWS))
    house.ledger.dispose()
    assert imported.plan is not None
    return len(imported.plan.items), len(imported.plan.shortages)

"""kill -9 at any moment of planning, approving, cancelling: an import is as before or as after, never between."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import Connection, text

from tests.effort import part
from tests.integration.inventory.ledgers import (
    Teller,
    assert_sound,
    house_on,
    koeln,
    new_ledger,
    people,
    received,
)
from trunkload.flows.approving import approve_plan
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.planning import plan_import
from trunkload.flows.wiring import House
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import

ROWS = 4
IMPORTS = {"sqlite": part(21, of=68), "postgresql": part(10, of=14)}
"""Each is killed three times, but for the first one, which tells how long its steps take: 60 moments on SQLite and 27
on PostgreSQL, in full 201 and 39."""

LOOK = """
SELECT import.state, count(order_item.row), count(order_item.claim_number), count(number.e164) FROM import
LEFT JOIN product_order ON product_order.import_id = import.id
LEFT JOIN order_item ON order_item.order_reference = product_order.reference
    AND order_item.state = CASE WHEN import.state = 'planned' THEN 'draft' ELSE import.state END
LEFT JOIN number ON number.e164 = order_item.number AND number.state = 'held' AND number.import_id = import.id
WHERE import.id = :id GROUP BY import.state
"""
"""Where it stands, with how many items that stand there too, how many claims and how many numbers."""


@dataclass(frozen=True)
class Step:
    """What is killed, and how the import stands before and after it."""

    take: Callable[[House, str, int], object]
    before: tuple[str, int, int, int]
    after: tuple[str, int, int, int]


def plan(house: House, import_id: str, at: int) -> None:
    with reading(house.ledger) as conn:
        account = read_account(conn)
    assert account is not None
    plan_import(house, import_id, people(at * ROWS, ROWS), account)


def approve(house: House, import_id: str, _at: int) -> None:
    with reading(house.ledger) as conn:
        record = find_import(conn, import_id)
    assert record is not None
    approve_plan(house, import_id, record.digest or "", "admin")


def cancel(house: House, import_id: str, _at: int) -> None:
    cancel_import(house, import_id, "admin")


PLANNED = ("planned", ROWS, ROWS, ROWS)
APPROVED = ("approved", ROWS, ROWS, ROWS)
STEPS = {
    "plan": Step(plan, ("received", 0, 0, 0), PLANNED),
    "approve": Step(approve, PLANNED, APPROVED),
    "cancel": Step(cancel, APPROVED, ("cancelled", ROWS, 0, 0)),
}


def take(place: tuple[str, Path], name: str, import_id: str, at: int, pipe: Pipe) -> None:
    """One step in a process of its own, which says when it begins and when it is done."""
    house = house_on(*place, Teller(koeln("399")))
    pipe.send("begins")
    STEPS[name].take(house, import_id, at)
    pipe.send("done")


class Killer:
    """Begins steps in other processes and kills them, at moments that are spread over what such a step takes."""

    def __init__(self, url: str, folder: Path) -> None:
        self._place = (url, folder)
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["pytest", __name__])
        self._random = random.Random(5)  # noqa: S311 - moments, no secrets
        self._taken: dict[str, float] = {}
        self.killed = 0

    def run(self, name: str, import_id: str, at: int) -> None:
        """The first step of each kind is left alive, and tells how long it takes."""
        hears, says = self._context.Pipe(duplex=False)
        process = self._context.Process(target=take, args=(self._place, name, import_id, at, says))
        process.start()
        says.close()
        assert hears.recv() == "begins"
        began = monotonic()
        if name in self._taken:
            sleep(self._random.uniform(0.2, 1.1) * self._taken[name])
            self.killed += not hears.poll()
            process.kill()
        else:
            assert hears.recv() == "done"
            self._taken[name] = monotonic() - began
        process.join()


def test_an_import_is_as_before_or_as_after(database_url: str, tmp_path: Path) -> None:
    new_ledger(database_url, koeln("399"))
    house = house_on(database_url, tmp_path, Teller(koeln("399")))
    killer = Killer(database_url, tmp_path)
    seen = dict.fromkeys(STEPS, 0)
    imports = IMPORTS[house.ledger.dialect.name]
    for at in range(imports):
        import_id = received(house)
        for name, step in STEPS.items():
            killer.run(name, import_id, at)
            with reading(house.ledger) as conn:
                found = look(conn, import_id)
                assert found in {step.before, step.after}
                assert_sound(conn)
            if found == step.before:
                seen[name] += 1
                step.take(house, import_id, at)
    assert killer.killed > imports
    assert min(seen.values()) > 0
    house.ledger.dispose()


def look(conn: Connection, import_id: str) -> tuple[str, int, int, int]:
    """How the import stands, and that the file is whole."""
    if conn.dialect.name == "sqlite":
        assert conn.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    state, items, claims, held = conn.execute(text(LOOK), {"id": import_id}).one()
    return str(state), int(items), int(claims), int(held)

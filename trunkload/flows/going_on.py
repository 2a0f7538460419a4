"""Looks after all that is not finished: what was left of imports and nights, orders, messages."""

from trunkload.flows.failures import Stopped
from trunkload.flows.import_inbox import take_up_claims
from trunkload.flows.running import Run, plainly
from trunkload.flows.story import submit_story
from trunkload.flows.taking_up import FAILURES, Failure, take_up_imports
from trunkload.flows.telling import tell_people
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading
from trunkload.storage.failures import StorageError
from trunkload.storage.imports import list_imports


def go_on_with_all(house: House, run: Run = plainly, *, uploads: bool = True) -> None:
    """Every import and file that nobody is at work on any more, and every import that was approved and is not closed.
    One that cannot go on now keeps no other waiting; its failure is raised after the last. `uploads`: as in
    `take_up_imports`."""
    failures: list[Exception] = [*take_up_imports(house, run, uploads=uploads), *_of_nights(house, run)]
    with reading(house.ledger) as conn:
        open_imports = list_imports(conn, {ImportState.APPROVED, ImportState.SUBMITTING})
    failures += [failed for record in open_imports if (failed := _go_on(house, record.id, run)) is not None]
    run(tell_people, house)
    if failures:
        raise failures[0]


def _of_nights(house: House, run: Run) -> list[Exception]:
    """An inbox that is not there stops no order."""
    try:
        return take_up_claims(house, run)
    except (StorageError, Stopped) as failed:
        return [failed]


def _go_on(house: House, import_id: str, run: Run) -> Failure | None:
    try:
        submit_story(house, import_id, run)
    except FAILURES as failed:
        return failed
    return None

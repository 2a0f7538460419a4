"""Looks after all that is not finished: imports that were left, orders that are not final, people who are not told."""

from trunkload.flows.running import Run, plainly
from trunkload.flows.story import submit_story
from trunkload.flows.taking_up import FAILURES, Failure, take_up_imports
from trunkload.flows.telling import tell_people
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports


def go_on_with_all(house: House, run: Run = plainly) -> None:
    """Every import that nobody is at work on, and every one that was approved and is not closed. One that cannot go on
    now keeps no other waiting; its failure is raised after the last."""
    failures = take_up_imports(house, run)
    with reading(house.ledger) as conn:
        open_imports = list_imports(conn, {ImportState.APPROVED, ImportState.SUBMITTING})
    failures += [failed for record in open_imports if (failed := _go_on(house, record.id, run)) is not None]
    run(tell_people, house)
    if failures:
        raise failures[0]


def _go_on(house: House, import_id: str, run: Run) -> Failure | None:
    try:
        submit_story(house, import_id, run)
    except FAILURES as failed:
        return failed
    return None

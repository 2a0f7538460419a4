"""Looks after all that is not finished: what was left of imports and nights, orders, messages."""

from time import monotonic
from typing import Final

from trunkload.flows.import_inbox import take_up_claims
from trunkload.flows.patience import patient
from trunkload.flows.running import Run, plainly
from trunkload.flows.story import submit_story
from trunkload.flows.taking_up import take_up_imports
from trunkload.flows.telling import tell_people
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports

GLANCED_AT: Final = 5.0
"""Seconds that one import is followed while others wait for their turn."""

FOLLOWED: Final = 60.0
"""The same for all of them together; whoever comes after that is looked at once."""

TRIED_AGAIN: Final = 2.0
"""Seconds that the carrier is asked again: the next look is not far."""


def go_on_with_all(house: House, run: Run = plainly, *, uploads: bool = True, follow: float = FOLLOWED) -> None:
    """Every import and file that nobody is at work on any more, and every import that was approved and is not closed.
    One that cannot go on now keeps no other waiting, be it for a defect of ours; the first failure is raised after the
    last. Nobody waits for a carrier that does not answer, or for orders that take their time: those are followed for
    `follow` seconds in all. `uploads`: as in `take_up_imports`."""
    house = patient(house, retry=TRIED_AGAIN)
    failures: list[Exception] = [*take_up_imports(house, run, uploads=uploads), *_of_nights(house, run)]
    with reading(house.ledger) as conn:
        open_imports = list_imports(conn, {ImportState.APPROVED, ImportState.SUBMITTING})
    until = monotonic() + follow
    for record in open_imports:
        failures += _go_on(patient(house, follow=_share(until)), record.id, run)
    run(tell_people, house)
    if failures:
        raise failures[0]


def _of_nights(house: House, run: Run) -> list[Exception]:
    """An inbox that is not there stops no order."""
    try:
        return take_up_claims(house, run)
    except Exception as failed:  # noqa: BLE001 - whatever it is, it is raised after the orders
        return [failed]


def _share(until: float) -> float:
    """Of what is left for all."""
    return min(GLANCED_AT, max(0.0, until - monotonic()))


def _go_on(house: House, import_id: str, run: Run) -> list[Exception]:
    """At most one failure."""
    try:
        submit_story(house, import_id, run)
    except Exception as failed:  # noqa: BLE001 - whatever it is, it is raised after the others
        return [failed]
    return []

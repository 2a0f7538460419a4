"""Knows what ends because its time is over: plans that nobody approved, and what numbers were held or resting for."""

from sqlalchemy import Connection

from trunkload.flows.wiring import House
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.orders.states import ImportState
from trunkload.storage import audit, imports
from trunkload.storage.database import writing
from trunkload.storage.lapsing import lapse_numbers
from trunkload.storage.moving import PROGRAM, Why
from trunkload.storage.releasing import give_up_import


def lapse(house: House) -> int:
    """Give up plans that nobody approved in time, and free the numbers whose time is over. Answers how many plans."""
    with writing(house.ledger) as conn:
        lapsed = lapse_what_is_over(conn, house)
    if lapsed:
        tell(Event.PLANS_LAPSED, plans=lapsed)
    return lapsed


def lapse_what_is_over(conn: Connection, house: House) -> int:
    """The same, as a part of what is being written: whoever reads numbers to take them does so first."""
    now, lapsed = house.clock(), 0
    for record in imports.list_imports(conn, {ImportState.PLANNED}):
        if record.held_until is not None and record.held_until < now:
            give_up_import(conn, record.id, PROGRAM, Why.LAPSED)
            imports.move_import(conn, record.id, {ImportState.PLANNED}, ImportState.LAPSED, finished_at=now)
            audit.note(conn, PROGRAM, audit.Deed.LAPSED, record.id)
            lapsed += 1
    lapse_numbers(conn, now)
    return lapsed

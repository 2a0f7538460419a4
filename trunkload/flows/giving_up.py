"""Knows how a plan ends without being ordered: cancelled by a person, or lapsed; its numbers are free again."""

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage import audit, holding, imports
from trunkload.storage.database import writing

STOPS_OF = {
    ImportState.CANCELLED: StopCode.WAS_CANCELLED,
    ImportState.LAPSED: StopCode.HAS_LAPSED,
    ImportState.REJECTED: StopCode.WAS_REJECTED,
    ImportState.DONE: StopCode.ALREADY_ORDERED,
    ImportState.PARTLY_DONE: StopCode.ALREADY_ORDERED,
    ImportState.SUBMITTING: StopCode.ALREADY_ORDERED,
    ImportState.RECEIVED: StopCode.NOTHING_PLANNED,
    ImportState.CHECKED: StopCode.NOTHING_PLANNED,
}
"""Why an import in this state cannot be approved or cancelled."""


def lapse_plans(house: House) -> int:
    """Give up plans that nobody approved in time; their numbers are free again. Answers how many."""
    now, lapsed = house.clock(), 0
    with writing(house.ledger) as conn:
        for record in imports.list_imports(conn, {ImportState.PLANNED}):
            if record.held_until is not None and record.held_until < now:
                holding.release_numbers(conn, record.id, "trunkload", "lapsed")
                imports.move_import(conn, record.id, {ImportState.PLANNED}, ImportState.LAPSED, finished_at=now)
                audit.note(conn, "trunkload", audit.Deed.LAPSED, record.id)
                lapsed += 1
    return lapsed


def cancel_import(house: House, import_id: str, user: str) -> int:
    """Take a plan back before anything was sent; answers how many numbers are free again."""
    with writing(house.ledger) as conn:
        record = known_import(conn, import_id)
        may = {ImportState.RECEIVED, ImportState.CHECKED, ImportState.PLANNED, ImportState.APPROVED}
        if not imports.move_import(conn, import_id, may, ImportState.CANCELLED, finished_at=house.clock()):
            raise Stopped(STOPS_OF.get(record.state, StopCode.ALREADY_ORDERED), id=import_id)
        freed = holding.release_numbers(conn, import_id, user, "cancelled")
        audit.note(conn, user, audit.Deed.CANCELLED, import_id, numbers=freed)
    return freed

"""Knows how a person takes a plan back before it is ordered; its numbers are free again."""

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage import audit, imports
from trunkload.storage.database import writing
from trunkload.storage.moving import Why
from trunkload.storage.releasing import give_up_import

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


def cancel_import(house: House, import_id: str, user: str) -> int:
    """Take a plan back before anything was sent; answers how many numbers are free again."""
    with writing(house.ledger) as conn:
        record = known_import(conn, import_id)
        may = {ImportState.RECEIVED, ImportState.CHECKED, ImportState.PLANNED, ImportState.APPROVED}
        if not imports.move_import(conn, import_id, may, ImportState.CANCELLED, finished_at=house.clock()):
            raise Stopped(STOPS_OF.get(record.state, StopCode.ALREADY_ORDERED), id=import_id)
        freed = give_up_import(conn, import_id, user, Why.CANCELLED)
        audit.note(conn, user, audit.Deed.CANCELLED, import_id, numbers=freed)
    return freed

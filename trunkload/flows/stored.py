"""Knows how the story finds again what it stored of an import, and keeps what the carrier answered."""

from sqlalchemy import Connection

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.wiring import House
from trunkload.portal.protocol import OrderAnswer
from trunkload.storage.database import writing
from trunkload.storage.imports import ImportRecord, find_import
from trunkload.storage.items import StoredItem, read_items
from trunkload.storage.orders import save_answer
from trunkload.storage.plans import StoredOrder, read_orders


def known_import(conn: Connection, import_id: str) -> ImportRecord:
    """Raises Stopped where there is no such import."""
    record = find_import(conn, import_id)
    if record is None:
        raise Stopped(StopCode.NO_SUCH_IMPORT, id=import_id)
    return record


def items_of_import(conn: Connection, import_id: str) -> list[StoredItem]:
    """What was ordered for each row, of all orders of the import, in the order of the sheet."""
    items = [item for order in read_orders(conn, import_id) for item in read_items(conn, order.reference)]
    return sorted(items, key=lambda item: item.row)


def keep_answer(house: House, order: StoredOrder, answer: OrderAnswer) -> None:
    """What the carrier says of an order, stored at once; nothing where another worker took the order in hand since."""
    with writing(house.ledger) as conn:
        save_answer(conn, order.reference, answer, fence=order.fence)

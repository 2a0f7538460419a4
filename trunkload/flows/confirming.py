"""Knows the admin's order confirmation: what became of an import, row by row, when it is closed (S-25)."""

from sqlalchemy import Connection

from trunkload.flows.handing_over import not_compared
from trunkload.flows.stored import items_of_import
from trunkload.flows.telling import queue
from trunkload.flows.wiring import House
from trunkload.inventory.phone_text import phone_text
from trunkload.notify.messages import confirmation_email
from trunkload.notify.occasions import Confirmation, ConfirmedRow
from trunkload.orders.read_back_names import characteristic_name
from trunkload.orders.states import FINAL_ORDER_STATES
from trunkload.storage.changes import changed_as_ordered
from trunkload.storage.items import StoredItem
from trunkload.storage.message_values import Channel, Envelope, MessageKind
from trunkload.storage.messages import count_of_kind
from trunkload.storage.ordered import read_orders


def queue_confirmation(conn: Connection, house: House, import_id: str) -> None:
    """In the transaction that closes the import; one that is opened and closed again is confirmed again."""
    told_before = count_of_kind(conn, import_id, MessageKind.CONFIRMATION)
    to, lang = house.settings.notify.admin_email, house.settings.language
    others = _rows_with_another_package(conn, import_id)
    items = items_of_import(conn, import_id)
    rows = tuple(_row(item, other_package=item.row in others) for item in items)
    by_files = house.settings.carrier.kind == "handover"
    untold = tuple(characteristic_name(name, lang) for name in not_compared(house, items)) if by_files else ()
    mail = confirmation_email(Confirmation(import_id, to, lang, rows, untold, by_files, told_before))
    queue(conn, Envelope(mail.name, MessageKind.CONFIRMATION, Channel.EMAIL, to, "", import_id), mail, house.clock())


def _rows_with_another_package(conn: Connection, import_id: str) -> set[int]:
    final = [order.reference for order in read_orders(conn, import_id) if order.state in FINAL_ORDER_STATES]
    changed = (one for reference in final for one in changed_as_ordered(conn, reference))
    return {one.row for one in changed if one.package != one.package_before}


def _row(item: StoredItem, *, other_package: bool) -> ConfirmedRow:
    return ConfirmedRow(
        row=item.row,
        action=item.action,
        name=f"{item.given_name} {item.family_name}",
        username=item.username,
        number=phone_text(item.number),
        state=item.state,
        read_back=item.read_back,
        reason=item.carrier_reason or ", ".join(item.differing) or None,
        other_package=other_package,
    )

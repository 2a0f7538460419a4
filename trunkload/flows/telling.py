"""Tells the admin what became of an import, row by row, once no order of it is open any more (S-25)."""

from trunkload.flows.handing_over import not_compared
from trunkload.flows.stored import items_of_import
from trunkload.flows.wiring import House
from trunkload.inventory.phone_text import phone_text
from trunkload.notify.messages import confirmation_email
from trunkload.notify.occasions import Confirmation, ConfirmedRow
from trunkload.orders.states import FINAL_ORDER_STATES
from trunkload.portal.read_back_names import characteristic_name
from trunkload.storage import plans
from trunkload.storage.database import reading
from trunkload.storage.items import StoredItem


def tell_admin(house: House, import_id: str) -> None:
    """Write the order confirmation; told again, it replaces the first. Nothing while an order is open."""
    with reading(house.ledger) as conn:
        stored = plans.read_orders(conn, import_id)
        items = items_of_import(conn, import_id)
    if not stored or any(order.state not in FINAL_ORDER_STATES for order in stored):
        return
    rows = tuple(_row(item) for item in items)
    to = house.settings.notify.admin_email
    lang, by_files = house.settings.language, house.settings.carrier.kind == "handover"
    untold = tuple(characteristic_name(name, lang) for name in not_compared(house, items)) if by_files else ()
    confirmation = Confirmation(import_id, to, lang, rows, untold, login_by_carrier=by_files)
    house.outbox.tell(confirmation_email(confirmation))


def _row(item: StoredItem) -> ConfirmedRow:
    return ConfirmedRow(
        row=item.row,
        action=item.action,
        name=f"{item.given_name} {item.family_name}",
        username=item.username,
        number=phone_text(item.number),
        state=item.state,
        read_back=item.read_back,
        reason=item.carrier_reason or ", ".join(item.differing) or None,
    )

"""Knows whom a change concerns: the person is told what the carrier's record bears out, and nothing else (S-21)."""

from sqlalchemy import Connection

from trunkload.flows.telling import queue
from trunkload.flows.wiring import House
from trunkload.inventory.account import Package
from trunkload.inventory.phone_text import phone_text
from trunkload.notify.messages import change_email
from trunkload.notify.occasions import WorkplaceChange
from trunkload.reports.notation import day_text
from trunkload.storage.changes import ChangedItem, changed_as_ordered
from trunkload.storage.message_values import Channel, Envelope, MessageKind


def queue_change_notes(conn: Connection, house: House, reference: str) -> None:
    """In the transaction that keeps what was read back of the order; whoever keeps number and package is not told."""
    for item in changed_as_ordered(conn, reference):
        change = _change(house, item)
        if change.number or change.internal_number or change.package:
            mail = change_email(change)
            envelope = Envelope(
                name=mail.name,
                kind=MessageKind.CHANGED,
                channel=Channel.EMAIL,
                recipient=mail.to,
                recipient_name=mail.to_name,
                import_id=item.import_id,
                order_reference=reference,
                row=item.row,
            )
            queue(conn, envelope, mail, house.clock())


def _change(house: House, item: ChangedItem) -> WorkplaceChange:
    lang = house.settings.language
    finished = (item.finished_at or house.clock()).astimezone().date()
    number = _pair(item.before("number"), item.number)
    return WorkplaceChange(
        given_name=item.given_name,
        family_name=item.family_name,
        email=item.email,
        number=None if number is None else (phone_text(number[0]), phone_text(number[1])),
        internal_number=_pair(item.before("internal_number"), item.internal_number),
        package=None if item.package == item.package_before else (Package(item.package_before), Package(item.package)),
        since=day_text(max(item.start_date or finished, finished), lang),
        order_reference=item.order_reference,
        item_id=str(item.row),
        lang=lang,
    )


def _pair(before: str | None, now: str) -> tuple[str, str] | None:
    """None where nothing changed, or where nobody knows what was before."""
    return None if before in {None, now} else (str(before), now)

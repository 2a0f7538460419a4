"""Has the carrier send people their credentials again, row by row of an import; old passwords end with it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import pandas as pd

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.stored import items_of_import, known_import
from trunkload.flows.wiring import House
from trunkload.orders.states import OrderState
from trunkload.portal.profile_names import CredentialsCode
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.storage import audit
from trunkload.storage.account_workplaces import numbers_of_workplaces
from trunkload.storage.database import reading, writing
from trunkload.storage.items import StoredItem
from trunkload.validation.actions.action import Action


class Sending(StrEnum):
    """What became of one row's credentials."""

    BY_SMS = "by_sms"
    BY_EMAIL = "by_email"
    NOT_COMPLETED = "not_completed"
    DELETED = "deleted"
    GONE = "gone"
    UNDER_WAY = "under_way"
    LIMIT = "limit"
    REFUSED = "refused"
    BUSY = "busy"
    NOT_REACHED = "not_reached"
    NO_ANSWER = "no_answer"


SENT = frozenset({Sending.BY_SMS, Sending.BY_EMAIL})
CARRIER_FAILED = frozenset({Sending.BUSY, Sending.NOT_REACHED, Sending.NO_ANSWER})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where the carrier delivers to, as it has it now; without a mobile the password goes by e-mail (S-09)."""

    email: str
    mobile: str | None


@dataclass(frozen=True, slots=True)
class SentAgain:
    """One row; `recipient` where it was asked for, `possible_at` where it was too often, `detail`: the carrier's."""

    item: StoredItem
    sending: Sending
    recipient: Recipient | None = None
    possible_at: datetime | None = None
    detail: str = ""


def send_credentials_again(house: House, import_id: str, rows: Collection[int]) -> Iterator[SentAgain]:
    """Each row as soon as it is known, in the order of the sheet; nothing is sent before all rows were found.

    Raises Stopped where a row was not ordered, PortalError where the carrier cannot do it for any row.
    """
    with reading(house.ledger) as conn:
        known_import(conn, import_id)
        items = [one for one in items_of_import(conn, import_id) if one.row in rows]
    other = sorted(set(rows) - {one.row for one in items})
    if other:
        raise Stopped(StopCode.ROWS_NOT_ORDERED, id=import_id, rows=", ".join(map(str, other)))
    there = [one for one in items if one.state is OrderState.COMPLETED and one.action is not Action.DELETE]
    recipients = _recipients(house, there) if there else {}
    return (_sent(house, import_id, one, recipients) for one in items)


def _sent(house: House, import_id: str, item: StoredItem, recipients: dict[str, Recipient]) -> SentAgain:
    if item.state is not OrderState.COMPLETED:
        return SentAgain(item, Sending.NOT_COMPLETED)
    if item.action is Action.DELETE:
        return SentAgain(item, Sending.DELETED)
    recipient = recipients.get(_workplace(item), Recipient(item.email, item.mobile))
    told: dict[str, str | int] = {"row": item.row, "workplace": _workplace(item)}
    _note(house, audit.Deed.CREDENTIALS_ASKED, import_id, told)
    try:
        house.open_portal().send_credentials(_workplace(item))
    except PortalError as failed:
        return _not_sent(house, item, recipient, failed)
    sending = Sending.BY_SMS if recipient.mobile else Sending.BY_EMAIL
    _note(house, audit.Deed.CREDENTIALS_SENT, import_id, {**told, "channel": sending.value.removeprefix("by_")})
    return SentAgain(item, sending, recipient)


def _not_sent(house: House, item: StoredItem, recipient: Recipient, failed: PortalError) -> SentAgain:
    """A failure that would meet every other row as well is raised."""
    if failed.problem in {PortalProblem.NOT_OFFERED, PortalProblem.NOT_ALLOWED}:
        raise failed
    code, at = failed.detail.partition(" ")[0], None
    if failed.problem is PortalProblem.BUSY:
        at = None if failed.retry_after is None else house.clock() + timedelta(seconds=failed.retry_after)
        sending = Sending.LIMIT if at is not None and code == CredentialsCode.LIMIT else Sending.BUSY
    elif failed.problem is PortalProblem.REFUSED:
        known = {CredentialsCode.WORKPLACE_UNKNOWN: Sending.GONE, CredentialsCode.ORDER_UNDER_WAY: Sending.UNDER_WAY}
        sending = next((known[one] for one in known if one == code), Sending.REFUSED)
    else:
        sending = Sending.NO_ANSWER if failed.sent else Sending.NOT_REACHED
    return SentAgain(item, sending, recipient, at, failed.detail)


def _recipients(house: House, items: list[StoredItem]) -> dict[str, Recipient]:
    """By workplace, read from the carrier; its whole account only where a number is another one than we know."""
    wanted = {_workplace(one): one.number for one in items}
    with reading(house.ledger) as conn:
        wanted |= numbers_of_workplaces(conn, wanted)
    found = house.open_portal().read_workplaces(sorted(set(wanted.values()))).set_index("workplace_id")
    if not set(wanted) <= set(found.index):
        found = house.open_portal().read_account().workplaces
    told = found.loc[found.index.isin(list(wanted)), ["email", "mobile"]]
    return {str(row.Index): Recipient(str(row.email), _text(row.mobile)) for row in told.itertuples()}


def _text(found: object) -> str | None:
    return None if found is pd.NA or found is None else str(found)


def _workplace(item: StoredItem) -> str:
    return item.of_workplace or item.workplace_id or ""


def _note(house: House, deed: audit.Deed, import_id: str, told: dict[str, str | int]) -> None:
    with writing(house.ledger) as conn:
        audit.note(conn, house.settings.user, deed, import_id, **told)

"""Knows how new users get their login data: the carrier has a queue of its own, written with the activation.

So nobody has a workplace without its credentials on the way, and a mail server that is down fails no order. The queue
holds no password. One is made for each try, its hash is kept if it got out, and only the last one that was sent opens
the door: a carrier that is killed between sending and keeping sends another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from trunkload.portal.rehearsal.delivery import CredentialDelivery, Credentials, DeliveryError
from trunkload.portal.rehearsal.logins import forget_login
from trunkload.portal.rehearsal.passwords import hash_password, make_password
from trunkload.portal.rehearsal.tables import handover, workplace

AT_ONCE = 20
"""Handed over in one transaction: whoever is killed does these again."""

_OF_WORKPLACE = (
    *("given_name", "family_name", "username", "email", "mobile", "password_channel", "number", "internal_number"),
    "package",
)


@dataclass(frozen=True, slots=True)
class Due:
    """Whose login data are to be sent; `order_reference` and `item_id` name the messages."""

    workplace_id: str
    order_reference: str
    item_id: str


def queue_handovers(connection: Connection, due: Sequence[Due], now: datetime) -> None:
    """In the transaction that makes the workplaces."""
    rows = [
        {"workplace_id": one.workplace_id, "order_reference": one.order_reference, "item_id": one.item_id}
        | {"due_at": _text(now)}
        for one in due
    ]
    if rows:
        connection.execute(insert(handover), rows)


def hand_over_waiting(engine: Engine, deliver: CredentialDelivery, clock: Callable[[], datetime]) -> None:
    """Send what is due; what does not get out stays and is tried again when the carrier is next asked anything."""
    while _is_anything_due(engine, clock()):
        with engine.begin() as connection:
            tried = _claim(connection, clock())
            if not all(_hand_over(connection, one, deliver, clock) for one in tried):
                return


def _is_anything_due(engine: Engine, now: datetime) -> bool:
    with engine.connect() as connection:
        due = select(handover.c.id).where(handover.c.due_at <= _text(now)).limit(1)
        return connection.execute(due).first() is not None


def _claim(connection: Connection, now: datetime) -> list[Due]:
    """Being a write, it keeps every other process from sending the same."""
    first = select(handover.c.id).where(handover.c.due_at <= _text(now)).order_by(handover.c.id).limit(AT_ONCE)
    claimed = update(handover).where(handover.c.id.in_(first)).values(attempts=handover.c.attempts + 1)
    columns = (handover.c.id, handover.c.workplace_id, handover.c.order_reference, handover.c.item_id)
    return [Due(*row[1:]) for row in sorted(connection.execute(claimed.returning(*columns)).tuples())]


def _hand_over(connection: Connection, due: Due, deliver: CredentialDelivery, clock: Callable[[], datetime]) -> bool:
    """False where it makes no sense to go on with the next one now."""
    found = connection.execute(
        select(*(workplace.c[name] for name in _OF_WORKPLACE)).where(workplace.c.id == due.workplace_id)
    ).first()
    if found is None:
        forget_handover(connection, due.workplace_id)
        return True
    credentials = _credentials(due, found)
    try:
        deliver.deliver(credentials)
    except DeliveryError as failed:
        return _note_failure(connection, due, failed, clock())
    hashed = hash_password(credentials.password)
    connection.execute(update(workplace).where(workplace.c.id == due.workplace_id).values(password_hash=hashed))
    forget_login(connection, due.workplace_id)
    forget_handover(connection, due.workplace_id)
    return True


def _note_failure(connection: Connection, due: Due, failed: DeliveryError, now: datetime) -> bool:
    if failed.permanent:
        forget_handover(connection, due.workplace_id)
        return True
    others = handover.c.due_at <= _text(now) if failed.whole_way else handover.c.workplace_id == due.workplace_id
    connection.execute(update(handover).where(others).values(due_at=_text(now + failed.pause)))
    return not failed.whole_way and bool(failed.pause)


def forget_handover(connection: Connection, workplace_id: str) -> None:
    """Nothing waits for this workplace any more."""
    connection.execute(delete(handover).where(handover.c.workplace_id == workplace_id))


def _credentials(due: Due, found: Row[tuple[str, ...]]) -> Credentials:
    return Credentials(
        workplace_id=due.workplace_id,
        order_reference=due.order_reference,
        item_id=due.item_id,
        password=make_password(),
        **found._mapping,  # noqa: SLF001 - SQLAlchemy's public name for it
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

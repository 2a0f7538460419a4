"""Knows what an approval is bound to: exactly the plan that the person was shown (promise 4)."""

from datetime import timedelta

from sqlalchemy import Connection

from trunkload.flows.commands import DIGEST_SHOWN
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.giving_up import STOPS_OF
from trunkload.flows.plan_changes import PlanChanged, changes_since
from trunkload.flows.stored import known_import, sent_or_changed
from trunkload.flows.syncing import sync_account
from trunkload.flows.wiring import House
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.orders.states import ImportState, OrderState
from trunkload.storage import audit, holding, imports, ordered, orders
from trunkload.storage.database import reading, writing


def approve_plan(  # noqa: PLR0913 - what is known of an approval
    house: House,
    import_id: str,
    digest: str,
    user: str,
    *,
    as_approved: str | None = None,
    way: audit.Deed | None = None,
) -> imports.ImportRecord:
    """Approve exactly the plan with this digest (promise 4); an approved one goes on where it stood.

    `as_approved`: the import that the user approved, where the settings let this one follow it unasked; the trail says
    so beside the approval. `way`: what else the trail says beside it, where it did not come from a command.

    The account is read from the carrier once more before (domain.md section 7). Raises PortalError, and Stopped where
    the import is not there, not planned, no longer what the digest names, or its own who sent or changed it and the
    settings ask for four eyes.
    """
    with reading(house.ledger) as conn:
        record = _named(conn, import_id, digest)
        is_own = sent_or_changed(conn, record, user)
    if house.settings.approval.four_eyes and is_own:
        raise Stopped(StopCode.FOUR_EYES, id=import_id, user=user)
    if record.state is ImportState.PLANNED:
        # What a colleague did in the carrier's portal since the plan was made must be able to void it.
        sync_account(house, import_id)
    with writing(house.ledger) as conn:
        record = _named(conn, import_id, digest)
        if record.state is ImportState.PLANNED:
            _refuse_changed_plan(house, conn, record)
            until = house.clock() + timedelta(days=house.settings.holding.days)
            imports.move_import(
                conn,
                import_id,
                {ImportState.PLANNED},
                ImportState.APPROVED,
                approved_by=user,
                approved_at=house.clock(),
                held_until=until,
            )
            holding.extend_holds(conn, holding.Hold(import_id, until, user))
            for order in ordered.read_orders(conn, import_id):
                orders.move_order(conn, order.reference, {OrderState.DRAFT}, OrderState.APPROVED)
            audit.note(conn, user, audit.Deed.APPROVED, import_id, digest=record.digest)
            if as_approved is not None:
                audit.note(conn, user, audit.Deed.APPROVED_WITHIN_BLOCK, import_id, follows=as_approved)
            if way is not None:
                audit.note(conn, user, way, import_id)
        newly = record.state is ImportState.PLANNED
        approved = record
    if newly:
        tell(Event.IMPORT_APPROVED, import__id=import_id)
    return approved


def _named(conn: Connection, import_id: str, digest: str) -> imports.ImportRecord:
    """The import, if it can be approved and the digest is that of its plan."""
    record = known_import(conn, import_id)
    if record.state not in {ImportState.PLANNED, ImportState.APPROVED, ImportState.SUBMITTING}:
        raise Stopped(STOPS_OF[record.state], id=import_id)
    _refuse_other_digest(record, digest)
    return record


def _refuse_other_digest(record: imports.ImportRecord, digest: str) -> None:
    given = digest.strip().lower()
    if record.digest is None or len(given) < DIGEST_SHOWN or not record.digest.startswith(given):
        raise Stopped(StopCode.DIGEST_WRONG, id=record.id)


def _refuse_changed_plan(house: House, conn: Connection, record: imports.ImportRecord) -> None:
    """Rows, numbers, items, cost, rules and holds are those that were shown, or the approval counts for nothing."""
    if record.held_until is not None and record.held_until < house.clock():
        raise Stopped(StopCode.HAS_LAPSED, id=record.id)
    changes = changes_since(house, conn, record)
    if changes:
        raise PlanChanged(record.id, changes)

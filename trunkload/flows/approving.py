"""Knows what an approval is bound to: exactly the plan that the person was shown (promise 4)."""

from datetime import timedelta

from sqlalchemy import Connection

from trunkload.flows.checking import prices_in_force, rules_of
from trunkload.flows.commands import DIGEST_SHOWN
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.giving_up import STOPS_OF
from trunkload.flows.stored import known_import
from trunkload.flows.syncing import sync_account
from trunkload.flows.wiring import House
from trunkload.inventory.allocation import KEPT
from trunkload.orders.build import cost_of, digest_of
from trunkload.orders.states import ImportState, OrderState
from trunkload.storage import accounts, audit, holding, imports, orders, plans
from trunkload.storage.database import reading, writing


def approve_plan(house: House, import_id: str, digest: str, user: str) -> imports.ImportRecord:
    """Approve exactly the plan with this digest (promise 4); an approved one goes on where it stood.

    The account is read from the carrier once more before (domain.md section 7). Raises PortalError, and Stopped where
    the import is not there, not planned, or no longer what the digest names.
    """
    with reading(house.ledger) as conn:
        record = _named(conn, import_id, digest)
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
            for order in plans.read_orders(conn, import_id):
                orders.move_order(conn, order.reference, {OrderState.DRAFT}, OrderState.APPROVED)
            audit.note(conn, user, "approved", import_id, digest=record.digest)
    return record


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
    items = plans.read_plan_items(conn, record.id)
    told = accounts.read_price_list(conn)
    if told is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    cost = cost_of(items, prices_in_force(told, house.settings))
    if digest_of(items, cost, rules_of(house.settings, record.choices).version) != record.digest:
        raise Stopped(StopCode.PLAN_CHANGED, id=record.id, what="rules_or_prices")
    if holding.count_held(conn, record.id) != int((items["reason"] != KEPT).sum()):
        raise Stopped(StopCode.PLAN_CHANGED, id=record.id, what="numbers")
    if holding.count_standing(conn, record.id) != int(items["of_workplace"].notna().sum()):
        raise Stopped(StopCode.PLAN_CHANGED, id=record.id, what="workplaces")

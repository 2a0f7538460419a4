"""Plans rows anew whose number or username somebody took before the carrier got there: a changed item is approved anew.

They are an import of their own that follows the first: the same upload, read for these rows alone.
"""

from dataclasses import replace

from sqlalchemy import Connection

from trunkload.flows.approving import approve_plan
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.importing import Imported, read_received, receive_upload, received_upload, reject_import
from trunkload.flows.plan_changes import costs_otherwise
from trunkload.flows.planning import plan_import
from trunkload.flows.reporting import write_report
from trunkload.flows.stored import items_of_import, known_import
from trunkload.flows.syncing import sync_account
from trunkload.flows.wiring import House
from trunkload.intake.refusal import Refused
from trunkload.orders.item_problem import TAKEN, ItemProblem, problem_of
from trunkload.orders.plan import ITEM_COLUMNS
from trunkload.orders.states import FINAL_ORDER_STATES, ImportState, OrderState
from trunkload.storage import accounts, imports, ordered, plans
from trunkload.storage.database import reading, writing
from trunkload.storage.items import StoredItem
from trunkload.storage.kept_numbers import keep_for_rows
from trunkload.storage.moving import Why
from trunkload.storage.releasing import release_numbers
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

ROUNDS = 3
"""So many imports follow each other by themselves at most."""

MAY_DIFFER = frozenset({"order_reference", "number", "extension", "internal_number", "reason"})
"""What another number of the same block changes in an item."""

AS_APPROVED = [name for name in ITEM_COLUMNS if name not in MAY_DIFFER]


def plan_failed_anew(house: House, import_id: str) -> None:
    """Judge and plan the rows once more that lost a number or username; nothing where there is none, or it is done.

    The account is the one that was read after the orders; where the carrier did not tell it then, it is asked again.
    Nothing of it is ordered: it needs its own approval. Raises PortalError.
    """
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
        rows = _to_plan_anew(conn, import_id)
        is_old = _is_account_older(conn, import_id)
    if not rows:
        return
    if is_old:
        sync_account(house, import_id)
    with writing(house.ledger) as conn:
        keep_for_rows(conn, import_id, _with_lost_username(conn, import_id))
        release_numbers(conn, import_id, house.settings.user, Why.NOT_ORDERED)
    upload = received_upload(house, record)
    choices = replace(record.choices, rows=rows)
    follow = receive_upload(house, upload, record.uploaded_by, Lang(record.lang), choices, follows=import_id)
    if _waits(house, follow):
        _plan_once(house, follow)


def approve_within_blocks(house: House, import_id: str) -> str | None:
    """The import that follows, approved as the first one was, where `carrier.number_taken` allows it and all that is
    other than approved is a number of the same block; else None, and a person has to approve it."""
    with reading(house.ledger) as conn:
        record, follow = known_import(conn, import_id), imports.find_following(conn, import_id)
        if follow is None or house.settings.carrier.number_taken != "same_block":
            return None
        if follow.state in {ImportState.APPROVED, ImportState.SUBMITTING}:
            return follow.id
        if follow.state is not ImportState.PLANNED or not _as_approved(house, conn, record, follow):
            return None
    return _approve(house, follow, record.approved_by or "")


def _approve(house: House, follow: imports.ImportRecord, approver: str) -> str | None:
    """None where something else has changed since the first approval."""
    try:
        approve_plan(house, follow.id, follow.digest or "", approver, as_approved=follow.follows)
    except Stopped:
        return None
    return follow.id


def _to_plan_anew(conn: Connection, import_id: str) -> tuple[int, ...]:
    """Once every order is final, and as long as not too many imports follow each other."""
    if any(order.state not in FINAL_ORDER_STATES for order in ordered.read_orders(conn, import_id)):
        return ()
    if _rounds(conn, import_id) >= ROUNDS:
        return ()
    return tuple(one.row for one in items_of_import(conn, import_id) if _lost_something(one))


def _is_account_older(conn: Connection, import_id: str) -> bool:
    """Older than the end of an order of the import: who took something meanwhile is not in it."""
    taken_at = accounts.account_taken_at(conn)
    ends = [order.finished_at for order in ordered.read_orders(conn, import_id) if order.finished_at is not None]
    return taken_at is None or any(end > taken_at for end in ends)


def _with_lost_username(conn: Connection, import_id: str) -> list[int]:
    """Rows whose number nobody took: they keep it."""
    lost = [one for one in items_of_import(conn, import_id) if _lost_something(one)]
    return [one.row for one in lost if problem_of(one.carrier_code) is ItemProblem.USERNAME_TAKEN]


def _lost_something(item: StoredItem) -> bool:
    failed = item.state in {OrderState.FAILED, OrderState.REJECTED} and item.action is not Action.DELETE
    return failed and problem_of(item.carrier_code) in TAKEN


def _rounds(conn: Connection, import_id: str) -> int:
    """How many imports went before this one."""
    record, rounds = known_import(conn, import_id), 0
    while record.follows is not None and (before := imports.find_import(conn, record.follows)) is not None:
        record, rounds = before, rounds + 1
    return rounds


def _waits(house: House, follow: str) -> bool:
    with reading(house.ledger) as conn:
        return known_import(conn, follow).state is ImportState.RECEIVED


def _plan_once(house: House, follow: str) -> None:
    """Where another process plans it meanwhile, that plan counts; a sheet that cannot be read any more is rejected, so
    that the import before comes to its end."""
    try:
        write_report(house, _plan(house, follow))
    except Refused as refused:
        reject_import(house, follow, why=str(refused))
    except Stopped:
        if _waits(house, follow):
            raise


def _plan(house: House, follow: str) -> Imported:
    with reading(house.ledger) as conn:
        account = accounts.read_account(conn, house.clock())
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    return plan_import(house, follow, read_received(house, follow), account)


def _as_approved(house: House, conn: Connection, record: imports.ImportRecord, follow: imports.ImportRecord) -> bool:
    """By the same rules and at the same prices as what the person approved, and the same but for numbers."""
    same_rules = follow.rule_version == record.rule_version
    return same_rules and not costs_otherwise(house, conn, record) and _only_numbers_differ(conn, record.id, follow.id)


def _only_numbers_differ(conn: Connection, import_id: str, follow: str) -> bool:
    """Every row that lost its number has another one of its block now, and nothing else of it is new."""
    lost = [one for one in items_of_import(conn, import_id) if _lost_something(one)]
    before, now = plans.read_plan_items(conn, import_id), plans.read_plan_items(conn, follow)
    if {problem_of(one.carrier_code) for one in lost} != {ItemProblem.NUMBER_TAKEN}:
        return False
    rows = [one.row for one in lost]
    return now.index.tolist() == rows and now[AS_APPROVED].equals(before.loc[rows, AS_APPROVED])

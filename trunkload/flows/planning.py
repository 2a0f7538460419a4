"""Knows how a sheet becomes a plan whose numbers are held: all of it or nothing, and never what somebody else has."""

from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import pandas as pd
from sqlalchemy import Connection

from trunkload.flows.checking import judge, price_list
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.importing import Imported
from trunkload.flows.lapsing import lapse_what_is_over
from trunkload.flows.remembering import remember
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.intake.sheet import Sheet
from trunkload.inventory.account import Account
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.orders.build import build_plan
from trunkload.orders.plan import Plan
from trunkload.orders.states import ImportState
from trunkload.storage import accounts, audit, imports, kept_numbers, plans, records
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import ClaimLost
from trunkload.storage.holding import Hold, hold_numbers
from trunkload.storage.moving import Why
from trunkload.validation.check import Checked

PROPOSALS: Final = 3
"""A large sheet is judged for minutes, in which nobody else could write; small ones do not come between that often."""

QUICK_ROWS: Final = 200
"""A sheet of no more is judged in a moment, and proposed in turn once it has lost."""


def plan_import(house: House, import_id: str, sheet: Sheet, account: Account) -> Imported:
    """Judge, allocate, build, and hold the numbers (promise 3)."""
    imported = _planned(house, import_id, sheet, account)
    _tell_planned(imported)
    return imported


def _tell_planned(imported: Imported) -> None:
    receipt, plan, of = imported.checked.receipt, imported.plan, imported.import_id
    ready = receipt.ready + receipt.ready_with_warnings
    tell(
        Event.IMPORT_CHECKED,
        import__id=of,
        receipt__rows=receipt.rows,
        receipt__ready=ready,
        receipt__blocked=receipt.blocked,
    )
    if plan is not None:
        tell(Event.IMPORT_PLANNED, import__id=of, plan__items=len(plan.items))


def _planned(house: House, import_id: str, sheet: Sheet, account: Account) -> Imported:
    """Proposed while others write, and kept at once where it still fits; else from what is free then, once more.

    Who has lost as often as `proposals_of` it proposes while nobody else writes; what is missing then is a shortage.
    """
    with reading(house.ledger) as conn:
        choices = known_import(conn, import_id).choices
    judged = partial(judge, sheet, settings=house.settings, today=house.today, choices=choices, shares=house.shares)
    for _ in range(proposals_of(sheet)):
        checked = judged(account=account)
        with suppress(ClaimLost), writing(house.ledger) as conn:
            lapse_what_is_over(conn, house)
            return keep_plan(conn, house, import_id, account, checked)
        with reading(house.ledger) as conn:
            account = accounts.read_account(conn, house.clock()) or account
    try:
        with writing(house.ledger) as conn:
            lapse_what_is_over(conn, house)
            account = accounts.read_account(conn, house.clock()) or account
            return keep_plan(conn, house, import_id, account, judged(account=account))
    except ClaimLost as lost:
        # Only who writes past the writers' turn can take anything meanwhile.
        raise Stopped(StopCode.CONTENDED) from lost


def proposals_of(sheet: Sheet) -> int:
    """How often it is judged while others write."""
    return 1 if len(sheet.staff) <= QUICK_ROWS else PROPOSALS


def keep_plan(  # noqa: PLR0913 - what was judged, for whom, by whom
    conn: Connection, house: House, import_id: str, account: Account, checked: Checked, *, who: str | None = None
) -> Imported:
    """Store what was judged; raises ClaimLost where another has one of its numbers or people. `who`: whose deed it is,
    where that is not who sent the sheet."""
    prices = price_list(account, house.settings)
    plan = build_plan(import_id, checked, prices, house.settings.carrier.batch_size) if len(checked.ready) else None
    record = known_import(conn, import_id)
    record = record if who is None else replace(record, uploaded_by=who)
    remember(conn, house, record, checked)
    if not imports.move_import(conn, import_id, {ImportState.RECEIVED}, ImportState.CHECKED, **_counts(checked)):
        raise Stopped(StopCode.NO_SUCH_IMPORT, id=import_id)
    if plan is None or checked.allocation is None:
        imports.move_import(conn, import_id, {ImportState.CHECKED}, ImportState.REJECTED, finished_at=house.clock())
        audit.note(conn, record.uploaded_by, audit.Deed.NOTHING_TO_ORDER, import_id)
    else:
        until = house.clock() + timedelta(days=house.settings.holding.days)
        plans.save_plan(conn, plan)
        records.save_records(conn, plan, account.workplaces)
        hold_for_plan(conn, account, plan, checked.allocation.kept_back, Hold(import_id, until, record.uploaded_by))
        _move_to_planned(conn, record, plan, until)
    return Imported(import_id, account, checked, plan)


def hold_for_plan(conn: Connection, account: Account, plan: Plan, kept_back: pd.DataFrame, hold: Hold) -> None:
    """Hold what the plan's items ask for, and what waits for rows that are not right yet; else ClaimLost.

    `account` is what the numbers were chosen from, `kept_back` as in Allocation.
    """
    _take(conn, account, plan.new_numbers, hold, Why.PLANNED)
    _take(conn, account, kept_back["number"], hold, Why.KEPT)
    kept_numbers.save_kept(conn, hold.import_id, kept_back)


def _take(conn: Connection, account: Account, numbers: pd.Series, hold: Hold, why: Why) -> None:
    """Free numbers, and those that an earlier import keeps for the same people."""
    waiting = account.kept["import_id"].reindex(numbers).dropna()
    fresh = numbers[~numbers.isin(waiting.index)].tolist()
    if hold_numbers(conn, fresh, hold, why) or kept_numbers.take_over_kept(conn, waiting, hold):
        raise ClaimLost("number")


def _move_to_planned(conn: Connection, record: imports.ImportRecord, plan: Plan, until: datetime) -> None:
    imports.move_import(
        conn,
        record.id,
        {ImportState.CHECKED},
        ImportState.PLANNED,
        digest=plan.digest,
        rule_version=plan.rule_version,
        held_until=until,
        monthly=plan.cost.monthly,
        one_off=plan.cost.one_off,
        currency=plan.cost.currency,
        sample_prices=plan.cost.sample,
    )
    audit.note(conn, record.uploaded_by, audit.Deed.PLANNED, record.id, digest=plan.digest, items=len(plan.items))


def _counts(checked: Checked) -> imports.ImportChanges:
    receipt = checked.receipt
    return {
        "rows": receipt.rows,
        "ready": receipt.ready,
        "ready_with_warnings": receipt.ready_with_warnings,
        "blocked": receipt.blocked,
        "skipped_blank": receipt.blank,
        "skipped_hidden": receipt.hidden,
        "skipped_example": receipt.example,
        "skipped_footer": receipt.footer,
        "skipped_repeated": receipt.repeated,
        "accepted": dict(receipt.accepted),
        "decisions": [asdict(one) for one in receipt.decisions],
    }

"""Knows how the report of an import is written again when rows were taken out of its plan."""

from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection

from trunkload.flows.checking import judge
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.importing import Imported, read_received
from trunkload.flows.reporting import write_report
from trunkload.flows.stored import known_import, rows_left_out
from trunkload.flows.stored_plan import plan_of
from trunkload.flows.wiring import House
from trunkload.inventory.account import Account
from trunkload.inventory.allocation import GIVEN_COLUMNS, KEPT_BACK_COLUMNS
from trunkload.orders.plan import Plan
from trunkload.storage.accounts import read_account
from trunkload.storage.database import writing
from trunkload.storage.moving import PROGRAM, Why
from trunkload.storage.releasing import give_up_import
from trunkload.validation.checked import Checked


def report_again(house: House, import_id: str) -> None:
    """Judge the upload as if the import held nothing yet, and show the plan as it is stored now."""
    imported, taken_out = imported_again(house, import_id)
    if imported.plan is None:
        raise Stopped(StopCode.NOTHING_PLANNED, id=import_id)
    write_report(house, imported, taken_out)


def imported_again(house: House, import_id: str) -> tuple[Imported, tuple[int, ...]]:
    """The import as it was judged, with its plan as it is stored now, and the rows that a person took out of it."""
    sheet = read_received(house, import_id)
    with writing(house.ledger) as conn:
        record = known_import(conn, import_id)
        before, account = as_if_given_up(house, conn, import_id), read_account(conn, house.clock())
        plan, taken_out = plan_of(conn, record), rows_left_out(conn, import_id)
    if before is None or account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    checked = judge(sheet, before, house.settings, house.today, record.choices)
    known = checked if plan is None else _as_planned(checked, plan, account)
    return Imported(import_id, account, known, plan), taken_out


def as_if_given_up(house: House, conn: Connection, import_id: str) -> Account | None:
    """What the rows were judged against: nobody of them is planned. Nothing of it is kept."""
    trial = conn.begin_nested()
    give_up_import(conn, import_id, PROGRAM, Why.CANCELLED)
    account = read_account(conn, house.clock())
    trial.rollback()
    return account


def _as_planned(checked: Checked, plan: Plan, account: Account) -> Checked:
    """With the numbers that the plan holds, not those that would be proposed now."""
    if checked.allocation is None:
        return checked
    given = plan.items[list(GIVEN_COLUMNS)]
    allocation = replace(checked.allocation, given=given, kept_back=_kept_back(plan.import_id, account))
    return replace(checked, allocation=allocation)


def _kept_back(import_id: str, account: Account) -> pd.DataFrame:
    kept = account.kept[(account.kept["import_id"] == import_id).to_numpy(dtype=bool)]
    rows = pd.Index(kept["row"].astype("int64"))
    return kept.rename_axis("number").reset_index().set_axis(rows)[list(KEPT_BACK_COLUMNS)].sort_index()

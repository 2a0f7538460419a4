"""Writes the report of an import where everybody finds it again: page and JSON beside the upload."""

import json
from dataclasses import replace

import pandas as pd

from trunkload.flows.commands import approve_command
from trunkload.flows.importing import Imported
from trunkload.flows.kept_checks import keep_check, kept_check
from trunkload.flows.stored import known_import, rows_left_out
from trunkload.flows.stored_plan import plan_of
from trunkload.flows.wiring import House
from trunkload.inventory.account import Account
from trunkload.inventory.allocation import GIVEN_COLUMNS, KEPT_BACK_COLUMNS, Shortage
from trunkload.orders.plan import Plan
from trunkload.orders.states import ImportState
from trunkload.reports.build_plan_view import PlanShown
from trunkload.reports.build_view import build_report
from trunkload.reports.check_json import check_document
from trunkload.reports.page import render_page
from trunkload.reports.report_on import ReportOn
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord
from trunkload.storage.kept_check import KeptCheck
from trunkload.validation.checked import Checked
from trunkload.validation.language import Lang


def report_key(import_id: str) -> str:
    return f"imports/{import_id}/report.html"


def json_key(import_id: str) -> str:
    return f"imports/{import_id}/check.json"


def write_report(house: House, imported: Imported) -> None:
    """The check itself, then page and JSON in the language that the upload was sent in."""
    import_id, kept = imported.import_id, keep_check(house, imported)
    with reading(house.ledger) as conn:
        record, taken_out = known_import(conn, import_id), rows_left_out(conn, import_id)
        plan = plan_of(conn, record)
    _write(house, import_id, _about(house, record, kept, imported.account, (plan, taken_out)))


def report_again(house: House, import_id: str) -> None:
    """Page and JSON of the plan as it is stored now; they replace the first. Raises as `stored_report`."""
    _write(house, import_id, stored_report(house, import_id))


def stored_report(house: House, import_id: str) -> ReportOn:
    """All that there is to tell of an import now, from its check as it was made. Raises Refused, Stopped or
    StorageError."""
    kept = kept_check(house, import_id)
    with reading(house.ledger) as conn:
        record, taken_out = known_import(conn, import_id), rows_left_out(conn, import_id)
        plan, account = plan_of(conn, record), read_account(conn, house.clock())
    kept = replace(kept, checked=_keeping(kept.checked, import_id, account))
    return _about(house, record, kept, account, (plan, taken_out))


def _write(house: House, import_id: str, about: ReportOn) -> None:
    house.files.save(report_key(import_id), render_page(build_report(about)).encode())
    document = check_document(about.checked, about.plan, import_id, about.lang, about.shown.taken_out)
    house.files.save(json_key(import_id), json.dumps(document, ensure_ascii=False, indent=1).encode())


def _about(
    house: House,
    record: ImportRecord,
    kept: KeptCheck,
    account: Account | None,
    planned: tuple[Plan | None, tuple[int, ...]],
) -> ReportOn:
    """`planned`: the plan as it is stored, and rows that a person took out of it."""
    plan, taken_out = planned
    command = "" if plan is None else approve_command(record.id, plan.digest)
    return ReportOn(
        checked=_as_planned(kept.checked, plan),
        account=None if account is None else replace(account, taken_at=kept.account_at),
        plan=None if plan is None else replace(plan, shortages=_shortages(kept.checked)),
        prices=kept.prices,
        shown=PlanShown(record.id, command, taken_out),
        made_at=house.clock(),
        lang=Lang(record.lang),
        held_until=record.held_until if record.state is ImportState.PLANNED else None,
    )


def _shortages(checked: Checked) -> tuple[Shortage, ...]:
    return () if checked.allocation is None else checked.allocation.shortages


def _as_planned(checked: Checked, plan: Plan | None) -> Checked:
    """With the numbers that the plan holds."""
    if checked.allocation is None or plan is None:
        return checked
    return replace(checked, allocation=replace(checked.allocation, given=plan.items[list(GIVEN_COLUMNS)]))


def _keeping(checked: Checked, import_id: str, account: Account | None) -> Checked:
    """With the numbers that wait for its blocked rows now."""
    if checked.allocation is None or account is None:
        return checked
    kept = account.kept[(account.kept["import_id"] == import_id).to_numpy(dtype=bool)]
    rows = pd.Index(kept["row"].astype("int64"))
    waiting = kept.rename_axis("number").reset_index().set_axis(rows)[list(KEPT_BACK_COLUMNS)].sort_index()
    return replace(checked, allocation=replace(checked.allocation, kept_back=waiting))

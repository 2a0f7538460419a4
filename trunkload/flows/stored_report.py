"""Puts together all that there is to tell of an import: its check as it was made, its plan and what became of it."""

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
from sqlalchemy import Connection

from trunkload.flows.commands import approve_command, program, row_command
from trunkload.flows.comparing import kept_comparison
from trunkload.flows.importing import Imported
from trunkload.flows.kept_checks import kept_check
from trunkload.flows.outcomes import outcomes_of
from trunkload.flows.stored import known_import, rows_left_out
from trunkload.flows.stored_plan import plan_of
from trunkload.flows.strategies import choosing_of
from trunkload.flows.undone import Undone, undone
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED
from trunkload.inventory.account import Account
from trunkload.inventory.allocation import GIVEN_COLUMNS, KEPT_BACK_COLUMNS, Shortage
from trunkload.orders.outcome import Outcome
from trunkload.orders.plan import Plan
from trunkload.orders.states import ImportState
from trunkload.reports.build_plan_view import PlanShown
from trunkload.reports.plan_view import NextStep
from trunkload.reports.report_on import ReportOn
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord
from trunkload.storage.kept_check import KeptCheck
from trunkload.validation.checked import Checked
from trunkload.validation.comparing.value import Comparison
from trunkload.validation.language import Lang

STEPS: Final = {
    ImportState.PLANNED: NextStep.APPROVE,
    ImportState.APPROVED: NextStep.FOLLOW,
    ImportState.SUBMITTING: NextStep.FOLLOW,
    ImportState.DONE: NextStep.VERIFY,
    ImportState.PARTLY_DONE: NextStep.VERIFY,
}


COMMANDS: Final = {NextStep.FOLLOW: "status", NextStep.VERIFY: "verify"}


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan as it is stored, rows that a person took out of it, what became of the others, what was other than in
    the last upload, and what takes what back."""

    plan: Plan | None
    taken_out: tuple[int, ...]
    outcomes: tuple[Outcome, ...]
    comparison: Comparison | None
    undone: Undone


def fresh_report(house: House, imported: Imported, kept: KeptCheck) -> ReportOn:
    """All that there is to tell of an import that has just been planned."""
    with reading(house.ledger) as conn:
        record = known_import(conn, imported.import_id)
        planned = _planned(conn, record, imported.comparison)
    return _about(house, record, kept, imported.account, planned)


def stored_report(house: House, import_id: str, lang: Lang | None = None) -> ReportOn:
    """All that there is to tell of an import now, in the language of its upload or in `lang`. Raises Refused, Stopped
    or StorageError."""
    kept, comparison = kept_check(house, import_id), kept_comparison(house, import_id)
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
        planned = _planned(conn, record, comparison)
        account = read_account(conn, house.clock())
    kept = replace(kept, checked=_keeping(kept.checked, import_id, account))
    about = _about(house, record, kept, account, planned)
    return about if lang is None else replace(about, lang=lang)


def _planned(conn: Connection, record: ImportRecord, comparison: Comparison | None) -> Planned:
    plan = plan_of(conn, record)
    left_out, outcomes = rows_left_out(conn, record.id), outcomes_of(conn, record)
    return Planned(plan, left_out, outcomes, comparison, undone(conn, record.id))


def _about(house: House, record: ImportRecord, kept: KeptCheck, account: Account | None, planned: Planned) -> ReportOn:
    step = STEPS.get(record.state, NextStep.OVER)
    taken_out = kept.checked.right_of(planned.taken_out)
    return ReportOn(
        checked=_as_planned(kept.checked, planned.plan),
        account=account,
        judged_at=kept.account_at,
        plan=None if planned.plan is None else replace(planned.plan, shortages=_shortages(kept.checked)),
        prices=kept.prices,
        shown=PlanShown(record.id, _command(record, step), taken_out, step, row_command(record.id)),
        made_at=house.clock(),
        lang=Lang(record.lang),
        choosing=choosing_of(house.settings, AS_ASKED, account),
        only_rows=record.choices.rows,
        undoes=planned.undone.undoes,
        undone_by=planned.undone.by,
        outcomes=planned.outcomes,
        comparison=planned.comparison,
        held_until=record.held_until if record.state is ImportState.PLANNED else None,
    )


def _command(record: ImportRecord, step: NextStep) -> str:
    if step is NextStep.OVER or record.digest is None:
        return ""
    return (
        approve_command(record.id, record.digest)
        if step is NextStep.APPROVE
        else f"{program()} {COMMANDS[step]} {record.id}"
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

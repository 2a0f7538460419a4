"""Checks an import again once a person changed a cell, a column's meaning or a value's: plan and report are new, and
what was approved before counts for nothing (promise 4)."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from trunkload.flows.changeable import CHANGEABLE, Change, may_change
from trunkload.flows.checking import judge, read_upload, rules_of
from trunkload.flows.comparing import compare_uploads
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.giving_up import STOPS_OF
from trunkload.flows.importing import Imported, received_upload
from trunkload.flows.kept_checks import account_without
from trunkload.flows.kept_keys import check_key
from trunkload.flows.lapsing import lapse_what_is_over
from trunkload.flows.leaving_out import leave_out_again
from trunkload.flows.planning import keep_plan, proposals_of
from trunkload.flows.reporting import report_key, write_report
from trunkload.flows.running import Run, plainly
from trunkload.flows.stored import corrections_of, known_import
from trunkload.flows.wiring import House
from trunkload.intake.choices import Choices, Decision
from trunkload.intake.sheet import Sheet
from trunkload.inventory.account import Account
from trunkload.orders.states import ImportState
from trunkload.storage import accounts, audit, imports, plans
from trunkload.storage.corrections import Corrections, keep_corrections
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import ClaimLost
from trunkload.storage.moving import Why
from trunkload.storage.releasing import give_up_import
from trunkload.validation.accepting import codes_to_accept
from trunkload.validation.check import Checked
from trunkload.validation.correcting import corrected, typed_at
from trunkload.validation.correction import Correction
from trunkload.validation.deciding import in_force, key_of
from trunkload.validation.fitting import fitted

TRIES: Final = 3
NO_PLAN: Final[imports.ImportChanges] = {
    "digest": None,
    "rule_version": None,
    "held_until": None,
    "monthly": None,
    "one_off": None,
    "currency": None,
    "approved_by": None,
    "approved_at": None,
    "finished_at": None,
}


@dataclass(frozen=True, slots=True)
class Basis:
    """All that a new check is made of, and whose deed it is."""

    who: str
    record: imports.ImportRecord
    before: Corrections
    choices: Choices
    made: tuple[Correction, ...]
    sheet: Sheet


class _ChangedMeanwhile(Exception):  # noqa: N818 - tried again, nobody sees it
    """Somebody else changed the import while it was judged."""


def check_again(house: House, import_id: str, change: Change, who: str, run: Run = plainly) -> Imported:
    """All of it or nothing: the change is kept with the plan that it makes, and the report is written.

    Judged against the account as it was read last; it is read again before an approval. Raises Refused where the file
    cannot be read so, MisfitError and NotAcceptableError for what cannot be decided, and Stopped.
    """
    for _ in range(TRIES):
        try:
            imported = _checked_again(house, import_id, change, who, run)
        except _ChangedMeanwhile:
            continue
        run(write_report, house, compare_uploads(house, imported))
        return imported
    raise Stopped(StopCode.CONTENDED)


def _checked_again(house: House, import_id: str, change: Change, who: str, run: Run) -> Imported:
    basis = run(read_changed, house, import_id, change, who)
    return run(plan_changed, house, basis, change)


def plan_changed(house: House, basis: Basis, change: Change) -> Imported:
    """The plan in the place of the one before. Raises as `check_again`."""
    import_id, who = basis.record.id, basis.who
    account = account_without(house, import_id)
    if change.decisions:
        rules = rules_of(house.settings, basis.choices)
        fitted(change.decisions, basis.sheet, account, rules, house.today)
    for _ in range(proposals_of(basis.sheet)):
        judged = _judged(house, basis, account)
        with suppress(ClaimLost), writing(house.ledger) as conn:
            return _replace(conn, house, basis, account, judged)
        account = account_without(house, import_id)
    with writing(house.ledger) as conn:
        # Somebody took a number every time: what is free now is proposed while nobody else writes.
        lapse_what_is_over(conn, house)
        trial = conn.begin_nested()
        give_up_import(conn, import_id, who, Why.CHECKED_AGAIN)
        account = accounts.read_account(conn, house.clock()) or account
        trial.rollback()
        return _replace(conn, house, basis, account, _judged(house, basis, account))


def _judged(house: House, basis: Basis, account: Account) -> Checked:
    return judge(basis.sheet, account, house.settings, house.today, basis.choices, shares=house.shares)


def read_changed(house: House, import_id: str, change: Change, who: str) -> Basis:
    """The sheet as it is with the change. Raises as `check_again`."""
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
        before = corrections_of(conn, record)
    _refuse_unchangeable(record)
    choices = chosen(record.choices, change)
    sheet = read_upload(received_upload(house, record), house.settings, choices)
    standing = corrected(sheet, before.made)
    made = tuple(_made(standing, before, change, who, house))
    return Basis(who, record, before, choices, made, corrected(sheet, (*before.made, *made)))


def chosen(before: Choices, change: Change) -> Choices:
    """The choices with what is decided now."""
    taken_back = {key_of(Decision(name, value, "")) for name, value in change.undecided}
    remembered = {
        print_: tuple(one for one in some if key_of(one) not in taken_back)
        for print_, some in before.remembered_decisions.items()
    }
    kept = [one for one in before.decisions if key_of(one) not in taken_back]
    codes = {*before.accept, *(code.value for code in codes_to_accept(change.accept))} - {*change.accept_no_more}
    return replace(
        before,
        columns={**before.columns, **change.columns},
        accept=tuple(sorted(codes)),
        decisions=in_force(kept, change.decisions),
        remembered_decisions=remembered,
    )


def _made(sheet: Sheet, before: Corrections, change: Change, who: str, house: House) -> list[Correction]:
    """Cells that read otherwise now. Raises Stopped for a cell that is none, or was changed since the person saw it."""
    later = {(one.row, one.column) for one in before.made[change.seen :]}
    made = []
    for (row, column), after in change.cells.items():
        try:
            standing = typed_at(sheet, row, column)
        except KeyError:
            raise Stopped(StopCode.NO_SUCH_CELL, cell=f"{column}{row}") from None
        if (row, column) in later:
            raise Stopped(StopCode.CELL_CHANGED, cell=f"{column}{row}")
        if (after or None) != standing:
            made.append(Correction(row, column, standing, after or None, who, house.clock()))
    return made


def _replace(conn: Connection, house: House, basis: Basis, account: Account, checked: Checked) -> Imported:
    """One plan in the place of another. Raises ClaimLost, _ChangedMeanwhile and Stopped; nothing has changed then."""
    import_id, who, was = basis.record.id, basis.who, known_import(conn, basis.record.id)
    _refuse_unchangeable(was)
    if was.choices != basis.record.choices or corrections_of(conn, was).seen != basis.before.seen:
        raise _ChangedMeanwhile
    give_up_import(conn, import_id, who, Why.CHECKED_AGAIN)
    plans.drop_plan(conn, import_id)
    imports.move_import(conn, import_id, CHANGEABLE, ImportState.RECEIVED, **NO_PLAN)
    imports.keep_choices(conn, import_id, basis.choices)
    keep_corrections(conn, import_id, basis.made)
    _note(conn, was, basis)
    imported = keep_plan(conn, house, import_id, account, checked, who=who)
    if imported.plan is not None:
        plan = leave_out_again(conn, house, import_id, who)
        imported = imported if plan is None else replace(imported, plan=plan)
    for key in (check_key(import_id), report_key(import_id)):
        # Whatever breaks off now: nobody reads the old report beside the new plan.
        house.files.delete(key)
    return imported


def _note(conn: Connection, was: imports.ImportRecord, basis: Basis) -> None:
    who = basis.who
    if basis.made:
        cells = ", ".join(one.cell for one in basis.made)
        audit.note(conn, who, audit.Deed.CELLS_CHANGED, was.id, cells=cells)
    if was.state is ImportState.APPROVED:
        audit.note(conn, who, audit.Deed.APPROVAL_VOID, was.id, digest=was.digest, approved_by=was.approved_by)
    audit.note(conn, who, audit.Deed.CHECKED_AGAIN, was.id, digest=was.digest)


def _refuse_unchangeable(record: imports.ImportRecord) -> None:
    if not may_change(record):
        raise Stopped(STOPS_OF.get(record.state, StopCode.NOTHING_PLANNED), id=record.id)

"""Tells the story of a check: a Sheet in, a Checked out; every row judged by every rule, numbers proposed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import Account
from trunkload.inventory.allocation import allocate_numbers, with_kept_numbers
from trunkload.validation.accepting import NONE_ACCEPTED, ROUNDS
from trunkload.validation.actions.action import Action
from trunkload.validation.actions.identity import know_people
from trunkload.validation.actions.meaning import hold_back_unclear, leave_alone, mean_rows
from trunkload.validation.actions.people import people_at_work
from trunkload.validation.actions.record import keeps_number, with_own_internals
from trunkload.validation.actions.screening import only_what_matters
from trunkload.validation.against import judge_account, judge_persons
from trunkload.validation.capacity import judge_allocation, judge_contingents
from trunkload.validation.checked import Checked
from trunkload.validation.codes import Code
from trunkload.validation.damage import mend_cells
from trunkload.validation.decide import decide_rows, person_keys
from trunkload.validation.emails import same_address
from trunkload.validation.epochs import judge_epochs
from trunkload.validation.findings import (
    Finding,
    Findings,
    Scope,
    Severity,
    findings_of,
    findings_table,
)
from trunkload.validation.internals import asked_internal, judge_internal
from trunkload.validation.once import damage_first, missing_first
from trunkload.validation.one_row import judge_rows
from trunkload.validation.placing import place_rows
from trunkload.validation.reading import read_cells, trimmed
from trunkload.validation.rules import Policy, Rules
from trunkload.validation.telling import Teller
from trunkload.validation.twice import judge_twice
from trunkload.validation.usernames import propose_usernames

__all__ = ["Checked", "check_sheet"]

ACCOUNT_UNKNOWN = Finding(Code.ACCOUNT_UNKNOWN, Severity.NOTE, Scope.FILE)


def check_sheet(
    sheet: Sheet, account: Account | None, rules: Rules, today: date, accept: Collection[Code] = frozenset()
) -> Checked:
    """Judge every row; writes nothing and asks nobody (promise 2). The account is the last snapshot, or None.

    `accept`: codes whose suggestions are taken, all at once, before the sheet is judged again.
    """
    checked, accepted = _judge(sheet, sheet, account, rules, today), NONE_ACCEPTED
    for _ in range(ROUNDS if accept else 0):
        more = accepted.more(checked.findings, accept)
        if len(more.cells) == len(accepted.cells):
            break
        accepted = more
        checked = _judge(accepted.applied_to(sheet), sheet, account, rules, today)
    if not len(accepted.cells):
        return checked
    findings = findings_table([checked.findings.table, *accepted.told(_teller(sheet))])
    return replace(checked, sheet=sheet, findings=findings, accepted=accepted.counts)


def _teller(sheet: Sheet) -> Teller:
    return Teller(sheet.staff, frozenset(column.field for column in sheet.columns if column.field))


def _judge(sheet: Sheet, before: Sheet, account: Account | None, rules: Rules, today: date) -> Checked:
    """`before`: the sheet before any suggestion was taken; every value is told as it is typed there (promise 8)."""
    teller = _teller(before)
    mended = mend_cells(trimmed(sheet.staff), sheet, before, teller)
    read = read_cells(mended.typed, rules, today)
    keys = person_keys(read)
    known = know_people(read, keys, account)
    number_cells = sheet.marked(Mark.NUMBER, Field.PHONE_NUMBER)
    placing, told = place_rows(known.placed(read), account, teller, number_cells)
    decided = decide_rows(read, keys, placing, account)
    repeated, persons = judge_persons(decided, known, teller)
    meant = mean_rows(decided, people_at_work(read, decided, placing, known.without(repeated)), today, teller)
    decided, fresh = meant.decided, meant.decided.drop(repeated)
    parts: list[pd.DataFrame] = [
        *mended.told,
        *judge_rows(read.loc[fresh.index], rules, teller),
        *_judge_confirmation(read, teller),
        *told,
        *judge_twice(read.loc[fresh.index], fresh, asked_internal(fresh, account), teller),
        *(judge_account(fresh, account, teller) if account else ()),
        *(judge_internal(fresh, account, teller) if account else ()),
    ]
    unknown = () if account else (findings_of([ACCOUNT_UNKNOWN]).table,)
    epochs = judge_epochs(read, sheet, today, teller)
    told_all = findings_table([*unknown, epochs, *persons, *meant.told, _of_rows(parts, fresh.index)])
    told_all = only_what_matters(told_all, decided)
    findings = missing_first(damage_first(told_all, mended.unreadable, mended.causes))
    findings, unchanged = leave_alone(findings, meant.unchanged, known, teller)
    repeated = repeated.union(unchanged)
    decided, named = _with_usernames(decided, fresh, account, findings, teller)
    findings = findings_table([findings.table, *named])
    checked = hold_back_unclear(Checked(sheet, decided, findings, repeated, None, rules.version), account, teller)
    return _held_back(_with_numbers(checked, account, teller), rules, teller)


def _of_rows(parts: list[pd.DataFrame], rows: pd.Index) -> pd.DataFrame:
    """Nothing is told of a person for whom nothing is to be done."""
    table = findings_table(parts).table
    return table[table["row"].isin(rows)]


def _judge_confirmation(read: pd.DataFrame, teller: Teller) -> list[pd.DataFrame]:
    """S-11: the portal asks for the address twice."""
    typed = read[read[Field.AUTH_EMAIL_CONFIRM].notna() & read["login_email"].notna()]
    differs = typed.index[~same_address(typed["login_email"], typed[Field.AUTH_EMAIL_CONFIRM])]
    return [
        teller.tell(Code.AUTH_EMAIL_DIFFERS, differs, Field.AUTH_EMAIL_CONFIRM, params={"other": read["login_email"]})
    ]


def _with_usernames(
    decided: pd.DataFrame, fresh: pd.DataFrame, account: Account | None, findings: Findings, teller: Teller
) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Usernames for rows that give none, always shown; they avoid those of the sheet and of the account."""
    blocked = findings.rows_with(Severity.BLOCKED)
    new = fresh[fresh["action"] == Action.ADD]
    rows = new[new["username_typed"].isna() & new["given_name"].notna() & new["family_name"].notna()]
    taken = set(decided["username_typed"].dropna())
    if account is not None:
        taken |= set(account.workplaces["username"].dropna())
    proposed = propose_usernames(rows["given_name"], rows["family_name"], taken)
    shown = proposed.index[proposed.notna()].difference(blocked)
    told = [
        teller.tell(Code.USERNAME_NOT_DERIVABLE, proposed.index[proposed.isna()], Field.USERNAME),
        teller.tell(Code.USERNAME_PROPOSED, shown, Field.USERNAME, suggestion=proposed, params={"username": proposed}),
    ]
    return decided.assign(username=decided["username"].fillna(proposed.reindex(decided.index))), told


def _with_numbers(checked: Checked, account: Account | None, teller: Teller) -> Checked:
    """Contingents first, then numbers for the rows that are left; every shortage is told."""
    if account is None:
        return checked
    findings = findings_table([checked.findings.table, *judge_contingents(checked.ready, account, teller)])
    within = replace(checked, findings=findings)
    ready = with_own_internals(within.ready, account)
    kept = keeps_number(ready)
    allocation = allocate_numbers(ready[~kept], account)
    findings = findings_table([findings.table, judge_allocation(ready[~kept], allocation, teller)])
    return replace(within, findings=findings, allocation=with_kept_numbers(allocation, ready[kept], account))


def _held_back(checked: Checked, rules: Rules, teller: Teller) -> Checked:
    """All or nothing: where one row is blocked, the right ones wait with it."""
    if rules.policy is Policy.VALID_ROWS or not len(checked.blocked):
        return checked
    waiting = teller.tell(Code.HELD_BACK, checked.ready.index, params={"blocked": str(len(checked.blocked))})
    return replace(checked, findings=findings_table([checked.findings.table, waiting]))

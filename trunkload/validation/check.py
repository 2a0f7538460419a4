"""Tells the story of a check: a Sheet in, a Checked out; every row judged by every rule, numbers proposed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from trunkload.intake.choices import Decision
from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import Account
from trunkload.inventory.allocation import allocate_numbers
from trunkload.validation.accepting import NONE_ACCEPTED, ROUNDS
from trunkload.validation.against import judge_account, judge_persons
from trunkload.validation.capacity import judge_allocation, judge_contingents
from trunkload.validation.checked import Checked
from trunkload.validation.closer_look import Looked, look_at, look_for_sheet
from trunkload.validation.codes import Code
from trunkload.validation.decide import decide_rows
from trunkload.validation.deciding import settle, tell_settled, with_settled
from trunkload.validation.emails import same_address
from trunkload.validation.epochs import judge_epochs
from trunkload.validation.findings import (
    Finding,
    Findings,
    Scope,
    Severity,
)
from trunkload.validation.internals import asked_internal, judge_internal
from trunkload.validation.once import damage_first, missing_first
from trunkload.validation.one_row import judge_rows
from trunkload.validation.placing import place_rows
from trunkload.validation.rules import Policy, Rules
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told, findings_of, findings_table
from trunkload.validation.twice import judge_twice
from trunkload.validation.usernames import propose_usernames

__all__ = ["Checked", "check_sheet", "judge_sheet"]

NOBODY = pd.Index([], dtype="int64")
ACCOUNT_UNKNOWN = Finding(Code.ACCOUNT_UNKNOWN, Severity.NOTE, Scope.FILE)


def check_sheet(  # noqa: PLR0913 - all that a judgement depends on
    sheet: Sheet,
    account: Account | None,
    rules: Rules,
    today: date,
    accept: Collection[Code] = frozenset(),
    *,
    decisions: Sequence[Decision] = (),
) -> Checked:
    """Judge every row; writes nothing and asks nobody (promise 2). The account is the last snapshot, or None.

    `decisions`: what values mean; their cells are settled first. `accept`: codes whose suggestions are taken, all at
    once, before the sheet is judged again.
    """
    settled = settle(sheet, decisions)
    start = with_settled(sheet, settled)
    checked, accepted = _judge(start, sheet, account, rules, today), NONE_ACCEPTED
    for _ in range(ROUNDS if accept else 0):
        more = accepted.more(checked.findings, accept)
        if len(more.cells) == len(accepted.cells):
            break
        accepted = more
        checked = _judge(accepted.applied_to(start), sheet, account, rules, today)
    if not len(accepted.cells) and not settled:
        return checked
    teller = _teller(sheet)
    findings = findings_table([checked.findings, *tell_settled(settled, teller), *accepted.told(teller)])
    decided = tuple(one.taken for one in settled)
    return replace(checked, sheet=sheet, findings=findings, accepted=accepted.counts, decisions=decided)


def judge_sheet(sheet: Sheet, rules: Rules, today: date) -> Findings:
    """What the cells, the rows and the sheet as a whole say, without any account: kinds one to three of the rules."""
    teller = _teller(sheet)
    looked = look_for_sheet(sheet, rules, today, teller)
    wish, internal = looked.read["phone_number.e164"], looked.read[Field.INTERNAL_NUMBER]
    told = [
        *judge_epochs(looked.read, sheet, today, teller),
        *_of_cells_and_rows(looked, NOBODY, rules, teller),
        *judge_twice(looked.read, wish, internal, teller, looked.whole.distinct),
    ]
    return _once(findings_table(told), looked)


def _teller(sheet: Sheet) -> Teller:
    return Teller(sheet.staff, {column.field: column.letter for column in sheet.columns if column.field})


def _judge(sheet: Sheet, before: Sheet, account: Account | None, rules: Rules, today: date) -> Checked:
    """`before`: the sheet before any suggestion was taken; every value is told as it is typed there (promise 8)."""
    teller = _teller(before)
    looked = look_at(sheet, before, rules, today, teller)
    read = looked.read
    placing, placed = place_rows(read, account, teller, sheet.marked(Mark.NUMBER, Field.PHONE_NUMBER))
    decided = decide_rows(read, placing, account)
    repeated, persons = judge_persons(decided, account, teller) if account else (NOBODY, [])
    fresh = decided.drop(repeated)
    told = [
        *_of_cells_and_rows(looked, repeated, rules, teller),
        *placed,
        *judge_twice(read.loc[fresh.index], fresh["wish"], asked_internal(fresh, account), teller),
        *(judge_account(fresh, account, teller) if account else ()),
        *(judge_internal(fresh, account, teller) if account else ()),
    ]
    of_file = [*(() if account else (findings_of([ACCOUNT_UNKNOWN]),)), *judge_epochs(read, sheet, today, teller)]
    findings = _once(findings_table([*of_file, *persons, *(one.without(repeated) for one in told)]), looked)
    decided, named = _with_usernames(decided, fresh, account, findings, teller)
    findings = findings_table([findings, *named])
    checked = Checked(sheet, decided, findings, repeated, None, rules.version, policy=rules.policy)
    return _held_back(_with_numbers(checked, account, teller), rules, teller)


def _of_cells_and_rows(looked: Looked, repeated: pd.Index, rules: Rules, teller: Teller) -> list[Told]:
    """Kinds one and two; nothing is told of a person for whom nothing is to be done."""
    closely = looked.closely.drop(repeated, errors="ignore") if len(repeated) else looked.closely
    return [*looked.mended.told, *judge_rows(closely, rules, teller), *judge_confirmation(closely, teller)]


def _once(findings: Findings, looked: Looked) -> Findings:
    return missing_first(damage_first(findings, looked.mended.unreadable, looked.mended.causes))


def judge_confirmation(read: pd.DataFrame, teller: Teller) -> Iterator[Told]:
    """S-11: the portal asks for the address twice."""
    typed = read[read[Field.AUTH_EMAIL_CONFIRM].notna() & read["login_email"].notna()]
    if len(typed):
        differs = typed.index[~same_address(typed["login_email"], typed[Field.AUTH_EMAIL_CONFIRM])]
        other = {"other": read["login_email"]}
        yield teller.tell(Code.AUTH_EMAIL_DIFFERS, differs, Field.AUTH_EMAIL_CONFIRM, params=other)


def _with_usernames(
    decided: pd.DataFrame, fresh: pd.DataFrame, account: Account | None, findings: Findings, teller: Teller
) -> tuple[pd.DataFrame, list[Told]]:
    """Usernames for rows that give none, always shown; they avoid those of the sheet and of the account."""
    blocked = findings.rows_with(Severity.BLOCKED)
    rows = fresh[fresh["username_typed"].isna() & fresh["given_name"].notna() & fresh["family_name"].notna()]
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
    findings = findings_table([checked.findings, *judge_contingents(checked.ready, account, teller)])
    within = replace(checked, findings=findings)
    allocation = allocate_numbers(within.ready, account)
    findings = findings_table([findings, judge_allocation(within.ready, allocation, teller)])
    return replace(within, findings=findings, allocation=allocation)


def _held_back(checked: Checked, rules: Rules, teller: Teller) -> Checked:
    """All or nothing: where one row is blocked, the right ones wait with it."""
    if rules.policy is Policy.VALID_ROWS or not len(checked.blocked):
        return checked
    waiting = teller.tell(Code.HELD_BACK, checked.ready.index, params={"blocked": str(len(checked.blocked))})
    return replace(checked, findings=findings_table([checked.findings, waiting]))

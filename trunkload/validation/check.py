"""Tells the story of a check: a Sheet in, a Checked out; every row judged by every rule, numbers proposed."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import Account
from trunkload.inventory.allocation import Allocation, allocate_numbers
from trunkload.validation.against import judge_account, judge_persons
from trunkload.validation.capacity import judge_allocation, judge_contingents
from trunkload.validation.codes import Code
from trunkload.validation.decide import decide_rows
from trunkload.validation.emails import same_address
from trunkload.validation.findings import Finding, Findings, Scope, Severity, findings_of, findings_table, missing_first
from trunkload.validation.internals import asked_internal, judge_internal
from trunkload.validation.one_row import judge_rows
from trunkload.validation.placing import place_rows
from trunkload.validation.reading import read_cells, trimmed
from trunkload.validation.receipt import Receipt
from trunkload.validation.rules import Policy, Rules
from trunkload.validation.telling import Teller
from trunkload.validation.twice import judge_twice
from trunkload.validation.usernames import propose_usernames

ACCOUNT_UNKNOWN = Finding(Code.ACCOUNT_UNKNOWN, Severity.NOTE, Scope.FILE)


@dataclass(frozen=True, slots=True)
class Checked:
    """A sheet judged. `decided`: what each row asks for (see `decide.decide_rows`), usernames proposed;
    `repeated`: rows of people for whom just this was planned or ordered before; `allocation` is None where no account
    is known; rows absent from `findings` as blocked and from `repeated` are ready."""

    sheet: Sheet
    decided: pd.DataFrame
    findings: Findings
    repeated: pd.Index
    allocation: Allocation | None
    rule_version: str

    @property
    def blocked(self) -> pd.Index:
        return self.findings.rows_with(Severity.BLOCKED).difference(self.repeated)

    @property
    def ready(self) -> pd.DataFrame:
        """`decided` of the rows that can be ordered."""
        return self.decided.drop(self.blocked.union(self.repeated))

    @property
    def receipt(self) -> Receipt:
        warned = self.findings.rows_with(Severity.WARNING).difference(self.blocked).difference(self.repeated)
        skipped = self.sheet.skipped
        left_out = [len(skipped.blank), len(skipped.hidden), len(skipped.example), len(skipped.footer)]
        return Receipt(
            rows=len(self.sheet.staff) + sum(left_out),
            ready=len(self.ready) - len(warned),
            ready_with_warnings=len(warned),
            blocked=len(self.blocked),
            blank=left_out[0],
            hidden=left_out[1],
            example=left_out[2],
            footer=left_out[3],
            repeated=len(self.repeated),
        )


def check_sheet(sheet: Sheet, account: Account | None, rules: Rules, today: date) -> Checked:
    """Judge every row; writes nothing and asks nobody (promise 2). The account is the last snapshot, or None."""
    typed = trimmed(sheet.staff)
    teller = Teller(sheet.staff, frozenset(column.field for column in sheet.columns if column.field))
    read = read_cells(typed, rules, today)
    placing, told = place_rows(read, account, teller, sheet.marked(Mark.NUMBER, Field.PHONE_NUMBER))
    decided = decide_rows(read, placing, account)
    repeated, persons = judge_persons(decided, account, teller) if account else (decided.index[:0], [])
    fresh = decided.drop(repeated)
    parts: list[pd.DataFrame] = [
        *judge_rows(read.loc[fresh.index], rules, teller),
        *_judge_confirmation(read, teller),
        *told,
        *judge_twice(read.loc[fresh.index], fresh, asked_internal(fresh, account), teller),
        *(judge_account(fresh, account, teller) if account else ()),
        *(judge_internal(fresh, account, teller) if account else ()),
    ]
    unknown = () if account else (findings_of([ACCOUNT_UNKNOWN]).table,)
    findings = missing_first(findings_table([*unknown, *persons, _of_rows(parts, fresh.index)]))
    decided, named = _with_usernames(decided, fresh, account, findings, teller)
    findings = findings_table([findings.table, *named])
    checked = Checked(sheet, decided, findings, repeated, None, rules.version)
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
    findings = findings_table([checked.findings.table, *judge_contingents(checked.ready, account, teller)])
    within = Checked(checked.sheet, checked.decided, findings, checked.repeated, None, checked.rule_version)
    allocation = allocate_numbers(within.ready, account)
    findings = findings_table([findings.table, judge_allocation(within.ready, allocation, teller)])
    return Checked(checked.sheet, checked.decided, findings, checked.repeated, allocation, checked.rule_version)


def _held_back(checked: Checked, rules: Rules, teller: Teller) -> Checked:
    """All or nothing: where one row is blocked, the right ones wait with it."""
    if rules.policy is Policy.VALID_ROWS or not len(checked.blocked):
        return checked
    waiting = teller.tell(Code.HELD_BACK, checked.ready.index, params={"blocked": str(len(checked.blocked))})
    findings = findings_table([checked.findings.table, waiting])
    return Checked(checked.sheet, checked.decided, findings, checked.repeated, checked.allocation, checked.rule_version)

"""Tells the story of a check: a Sheet in, a Checked out; every row judged by every rule, numbers proposed."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from trunkload.intake.choices import Decision
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
from trunkload.validation.catalog import severities
from trunkload.validation.checked import Checked
from trunkload.validation.closer_look import Looked, look_at, look_for_sheet
from trunkload.validation.codes import Code
from trunkload.validation.decide import decide_rows, person_keys
from trunkload.validation.deciding import settle, tell_settled, with_settled
from trunkload.validation.defaults import judge_addresses, with_default_site
from trunkload.validation.emails import same_address
from trunkload.validation.epochs import judge_epochs
from trunkload.validation.findings import (
    Finding,
    Findings,
    Scope,
    Severity,
)
from trunkload.validation.internals import asked_internal, judge_internal, standing_internal
from trunkload.validation.once import cells_first, damage_first, missing_first
from trunkload.validation.one_row import judge_rows
from trunkload.validation.placing import place_rows
from trunkload.validation.prefixes import judge_prefixes
from trunkload.validation.rules import Policy, Rules
from trunkload.validation.telling import Teller
from trunkload.validation.texts import with_columns
from trunkload.validation.told import Told, findings_of, findings_table
from trunkload.validation.twice import judge_twice
from trunkload.validation.usernames import propose_usernames

__all__ = ["Checked", "check_sheet", "judge_sheet"]

NOBODY = pd.Index([], dtype="int64")
Propose = Callable[[pd.Series, pd.Series], pd.Series]

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
    teller = _teller(sheet, rules)
    findings = findings_table([checked.findings, *tell_settled(settled, teller), *accepted.told(teller)])
    decided = tuple(one.taken for one in settled)
    return replace(checked, sheet=sheet, findings=findings, accepted=accepted.counts, decisions=decided)


def judge_sheet(sheet: Sheet, rules: Rules, today: date) -> Findings:
    """What the cells, the rows and the sheet as a whole say, without any account: kinds one to three of the rules."""
    teller = _teller(sheet, rules)
    looked = look_for_sheet(sheet, rules, today, teller)
    internal, refused = _standing_internal(looked, rules)
    known = {name: column for name, column in looked.whole.distinct.items() if not refused or name != internal.name}
    told = [
        *judge_epochs(looked.read, sheet, today, teller),
        *_of_cells_and_rows(looked, NOBODY, rules, teller),
        *judge_twice(with_columns(looked.read, {Field.INTERNAL_NUMBER: internal}), teller, known),
        *judge_prefixes(internal, None, teller),
    ]
    return _once(only_what_matters(findings_table(told), looked.read["action.meant"].fillna(Action.ADD)), looked)


def _standing_internal(looked: Looked, rules: Rules) -> tuple[pd.Series, bool]:
    """Internal numbers that no rule of their own cell refuses, and whether one is; what is plain need not be asked."""
    typed, closely = looked.read[Field.INTERNAL_NUMBER], looked.closely[Field.INTERNAL_NUMBER]
    standing = standing_internal(closely, closely, rules)
    refused = closely.index[closely.notna() & standing.isna()]
    return (typed.mask(typed.index.isin(refused)), True) if len(refused) else (typed, False)


def _asked(read: pd.DataFrame, fresh: pd.DataFrame, internal: pd.Series) -> pd.DataFrame:
    """What rows ask for that nobody else may: a workplace that is there has its own name and number already."""
    asked = {
        "login_email": fresh["email"],
        "username.meant": fresh["username_typed"],
        "phone_number.e164": fresh["wish"],
        Field.INTERNAL_NUMBER: internal,
        "identity_key": fresh["identity_key"],
    }
    return with_columns(read.loc[fresh.index], asked)


def _teller(sheet: Sheet, rules: Rules) -> Teller:
    letters = {column.field: column.letter for column in sheet.columns if column.field}
    return Teller(sheet.staff, letters, severities(rules))


def _judge(sheet: Sheet, before: Sheet, account: Account | None, rules: Rules, today: date) -> Checked:
    """`before`: the sheet before any suggestion was taken; every value is told as it is typed there (promise 8)."""
    teller = _teller(before, rules)
    looked = look_at(sheet, before, rules, today, teller)
    read = looked.read
    keys = person_keys(read)
    known = know_people(read, keys, account)
    located, defaults = with_default_site(known.placed(read), account, rules.default_site)
    placing, placed = place_rows(located, account, teller, sheet.marked(Mark.NUMBER, Field.PHONE_NUMBER))
    decided = decide_rows(read, keys, placing, account, rules)
    repeated, persons = judge_persons(decided, known, teller)
    meant = mean_rows(decided, people_at_work(read, decided, placing, known.without(repeated)), today, teller)
    decided, fresh = meant.decided, meant.decided.drop(repeated)
    internal = standing_internal(asked_internal(fresh, account), fresh["internal_number"], rules)
    told = [
        *_of_cells_and_rows(looked, repeated, rules, teller),
        *judge_addresses(read, teller),
        *placed,
        *judge_twice(_asked(read, fresh, internal), teller),
        *judge_prefixes(internal, account, teller),
        *(judge_account(fresh, account, teller) if account else ()),
        *(judge_internal(fresh, account, teller) if account else ()),
    ]
    unknown = findings_of([*defaults, *(() if account else (ACCOUNT_UNKNOWN,))])
    of_file: list[Told | Findings] = [unknown, *judge_epochs(read, sheet, today, teller), *persons, *meant.told]
    told_all = findings_table([*of_file, *(one.without(repeated) for one in told)])
    findings = _once(only_what_matters(told_all, decided["action"]), looked)
    findings, unchanged = leave_alone(findings, meant.unchanged, known, teller)
    repeated = repeated.union(unchanged)
    propose = partial(propose_usernames, taken=_usernames_in_use(decided, account), rules=rules)
    decided, named = _with_usernames(decided, fresh, propose, findings, teller)
    findings = findings_table([findings, *named])
    checked = Checked(sheet, decided, findings, repeated, None, rules.version, policy=rules.policy)
    checked = hold_back_unclear(checked, account, teller)
    return _held_back(_with_numbers(checked, account, teller), rules, teller)


def _of_cells_and_rows(looked: Looked, repeated: pd.Index, rules: Rules, teller: Teller) -> list[Told]:
    """Kinds one and two; nothing is told of a person for whom nothing is to be done."""
    closely = looked.closely.drop(repeated, errors="ignore") if len(repeated) else looked.closely
    told: list[Told] = [*looked.mended.told, *judge_rows(closely, rules, teller)]
    return [*told, *judge_confirmation(closely, teller)]


def _once(findings: Findings, looked: Looked) -> Findings:
    return cells_first(missing_first(damage_first(findings, looked.mended.unreadable, looked.mended.causes)))


def judge_confirmation(read: pd.DataFrame, teller: Teller) -> Iterator[Told]:
    """S-11: the portal asks for the address twice."""
    typed = read[read[Field.AUTH_EMAIL_CONFIRM].notna() & read["login_email"].notna()]
    if len(typed):
        differs = typed.index[~same_address(typed["login_email"], typed[Field.AUTH_EMAIL_CONFIRM])]
        other = {"other": read["login_email"]}
        yield teller.tell(Code.AUTH_EMAIL_DIFFERS, differs, Field.AUTH_EMAIL_CONFIRM, params=other)


def _usernames_in_use(decided: pd.DataFrame, account: Account | None) -> set[str]:
    """Those of the sheet and of the account: a proposal avoids both."""
    at_work = account.workplaces["username"].dropna() if account is not None else ()
    return {*decided["username_typed"].dropna(), *at_work}


def _with_usernames(
    decided: pd.DataFrame, fresh: pd.DataFrame, propose: Propose, findings: Findings, teller: Teller
) -> tuple[pd.DataFrame, list[Told]]:
    """Usernames for rows that give none, always shown."""
    blocked = findings.rows_with(Severity.BLOCKED)
    new = fresh[fresh["action"] == Action.ADD]
    rows = new[new["username_typed"].isna() & new["given_name"].notna() & new["family_name"].notna()]
    proposed = propose(rows["given_name"], rows["family_name"])
    shown = proposed.index[proposed.notna()].difference(blocked)
    told = [
        teller.tell(Code.USERNAME_NOT_DERIVABLE, proposed.index[proposed.isna()], Field.USERNAME),
        teller.tell(Code.USERNAME_PROPOSED, shown, Field.USERNAME, suggestion=proposed, params={"username": proposed}),
    ]
    return decided.assign(username=decided["username"].fillna(proposed.reindex(decided.index))), told


def _with_numbers(checked: Checked, account: Account | None, teller: Teller) -> Checked:
    """Every shortage of contingents and of numbers is told, each as if there were no other; then the rows that are left
    get their numbers."""
    if account is None:
        return checked
    ready = with_own_internals(checked.ready, account)
    kept = keeps_number(ready)
    wanted = ready[~kept]
    allocation = allocate_numbers(wanted, account)
    short = (*judge_contingents(ready, account, teller), *judge_allocation(wanted, allocation, account, teller))
    within = replace(checked, findings=findings_table([checked.findings, *short]))
    left = ready.loc[within.ready.index]
    wanted, keeping = left[~keeps_number(left)], left[keeps_number(left)]
    if len(wanted) < len(allocation.given):
        allocation = replace(allocate_numbers(wanted, account), shortages=allocation.shortages)
    return replace(within, allocation=with_kept_numbers(allocation, keeping, account))


def _held_back(checked: Checked, rules: Rules, teller: Teller) -> Checked:
    """All or nothing: where one row is blocked, the right ones wait with it."""
    if rules.policy is Policy.VALID_ROWS or not len(checked.blocked):
        return checked
    waiting = teller.tell(Code.HELD_BACK, checked.ready.index, params={"blocked": str(len(checked.blocked))})
    return replace(checked, findings=findings_table([checked.findings, waiting]))

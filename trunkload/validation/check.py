"""Tells the story of a check: a Sheet in, a Checked out; every row judged by every rule, numbers proposed."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from trunkload.intake.choices import Decision
from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.inventory.account import Account
from trunkload.inventory.strategy import LOWEST, Choosing
from trunkload.validation.accepting import NONE_ACCEPTED, ROUNDS
from trunkload.validation.actions.meaning import hold_back_unclear, leave_alone
from trunkload.validation.actions.screening import only_what_matters
from trunkload.validation.against import judge_usernames, without_own
from trunkload.validation.by_itself import judge_sheet, teller_of, told_once
from trunkload.validation.checked import Checked
from trunkload.validation.codes import Code
from trunkload.validation.deciding import settle, tell_settled, with_settled
from trunkload.validation.defaults import tell_default_site
from trunkload.validation.epochs import judge_epochs
from trunkload.validation.findings import Finding, Findings, Scope, Severity
from trunkload.validation.kept_numbers import own_kept
from trunkload.validation.numbering import held_back, with_numbers
from trunkload.validation.partitions import partitions_of
from trunkload.validation.prefixes import judge_prefixes
from trunkload.validation.proposals import usernames_in_use, with_usernames
from trunkload.validation.rows import Ground, Judged, joined, judge_rows_apart, without
from trunkload.validation.rules import Rules
from trunkload.validation.shares import ALL_HERE, Shares
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told, findings_of, findings_table
from trunkload.validation.twice import judge_twice
from trunkload.validation.usernames import propose_usernames

__all__ = ["Checked", "check_sheet", "judge_sheet"]

ACCOUNT_UNKNOWN = Finding(Code.ACCOUNT_UNKNOWN, Severity.NOTE, Scope.FILE)


def check_sheet(  # noqa: PLR0913 - all that a judgement depends on
    sheet: Sheet,
    account: Account | None,
    rules: Rules,
    today: date,
    accept: Collection[Code] = frozenset(),
    *,
    decisions: Sequence[Decision] = (),
    choosing: Choosing = LOWEST,
    shares: Shares = ALL_HERE,
) -> Checked:
    """Judge every row; writes nothing and asks nobody (promise 2). The account is the last snapshot, or None.

    `decisions`: what values mean; their cells are settled first. `accept`: codes whose suggestions are taken, all at
    once, before the sheet is judged again. `choosing`: how numbers are chosen that nobody wishes. `shares`: how rows
    are shared out; what comes out is the same.
    """
    settled = settle(sheet, decisions)
    start = with_settled(sheet, settled)
    judge = partial(_judge, before=sheet, ground=Ground(account, rules, today), choosing=choosing, shares=shares)
    checked, accepted = judge(start), NONE_ACCEPTED
    for _ in range(ROUNDS if accept else 0):
        more = accepted.more(checked.findings, accept)
        if len(more.cells) == len(accepted.cells):
            break
        accepted = more
        checked = judge(accepted.applied_to(start))
    if not len(accepted.cells) and not settled:
        return checked
    teller = teller_of(sheet, rules)
    findings = findings_table([checked.findings, *tell_settled(settled, teller), *accepted.told(teller)])
    decided = tuple(one.taken for one in settled)
    return replace(checked, sheet=sheet, findings=findings, accepted=accepted.counts, decisions=decided)


def _judge(sheet: Sheet, *, before: Sheet, ground: Ground, choosing: Choosing, shares: Shares) -> Checked:
    """`before`: the sheet before any suggestion was taken; every value is told as it is typed there (promise 8)."""
    rows = joined(shares.over(judge_rows_apart, ground, partitions_of(sheet, before, shares)))
    return _together(sheet, rows, teller_of(before, ground.rules), ground, choosing)


def _together(sheet: Sheet, rows: Judged, teller: Teller, ground: Ground, choosing: Choosing) -> Checked:
    """What spans rows, once for the whole sheet."""
    account, rules = ground.account, ground.rules
    fresh = without(rows.decided, rows.repeated)
    told = [
        *rows.of_cells,
        *judge_twice(_asked(rows, fresh), teller),
        *judge_prefixes(rows.internal, account, teller),
        *rows.likely,
        *(judge_usernames(fresh, account, rules, teller) if account else ()),
        *without_own(rows.wishes, fresh["wish"], own_kept(fresh, account)),
        *rows.inside,
    ]
    usual = tell_default_site(rows.silent, account, rules.default_site)
    unknown = findings_of([*usual, *(() if account else (ACCOUNT_UNKNOWN,))])
    of_file: list[Told | Findings] = [unknown, *judge_epochs(rows.read, sheet, ground.today, teller), *rows.of_people]
    told_all = findings_table([*of_file, *(one.without(rows.repeated) for one in told)])
    findings = told_once(only_what_matters(told_all, rows.decided["action"]), rows.unreadable, rows.causes)
    findings, unchanged = leave_alone(findings, rows.unchanged, teller)
    repeated = rows.repeated.union(unchanged)
    propose = partial(propose_usernames, taken=usernames_in_use(rows.decided, account), rules=rules)
    decided, named = with_usernames(rows.decided, fresh, propose, findings, teller)
    findings = findings_table([findings, *named])
    checked = Checked(sheet, decided, findings, repeated, None, rules.version, policy=rules.policy)
    checked = hold_back_unclear(checked, account, teller)
    return held_back(with_numbers(checked, account, choosing, teller), rules, teller)


def _asked(rows: Judged, fresh: pd.DataFrame) -> pd.DataFrame:
    """What rows ask for that nobody else may: a workplace that is there has its own name and number already."""
    asked = {
        Field.EMPLOYEE_ID: rows.read[Field.EMPLOYEE_ID].loc[fresh.index],
        "login_email": fresh["email"],
        "username.meant": fresh["username_typed"],
        "phone_number.e164": fresh["wish"],
        Field.INTERNAL_NUMBER: rows.internal,
        "identity_key": fresh["identity_key"],
    }
    return pd.DataFrame(asked, index=fresh.index, copy=False)

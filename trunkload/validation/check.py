"""Tells the story of a check: a Sheet in, a Checked out; every row judged by every rule, numbers proposed."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from trunkload.intake.choices import Decision
from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import Account
from trunkload.inventory.strategy import LOWEST, Choosing
from trunkload.validation.accepting import NONE_ACCEPTED, ROUNDS
from trunkload.validation.actions.identity import know_people
from trunkload.validation.actions.likely import judge_likely_persons
from trunkload.validation.actions.meaning import hold_back_unclear, leave_alone, mean_rows
from trunkload.validation.actions.people import people_at_work
from trunkload.validation.actions.screening import only_what_matters
from trunkload.validation.against import judge_account, judge_persons
from trunkload.validation.by_itself import judge_sheet, of_cells_and_rows, teller_of, told_once
from trunkload.validation.checked import Checked
from trunkload.validation.closer_look import look_at
from trunkload.validation.codes import Code
from trunkload.validation.decide import decide_rows, person_keys
from trunkload.validation.deciding import settle, tell_settled, with_settled
from trunkload.validation.defaults import with_default_site
from trunkload.validation.epochs import judge_epochs
from trunkload.validation.findings import (
    Finding,
    Findings,
    Scope,
    Severity,
)
from trunkload.validation.internals import asked_internal, judge_internal, standing_internal
from trunkload.validation.kept_numbers import own_kept
from trunkload.validation.numbering import held_back, with_numbers
from trunkload.validation.placing import place_rows
from trunkload.validation.prefixes import judge_prefixes
from trunkload.validation.proposals import usernames_in_use, with_usernames
from trunkload.validation.rules import Rules
from trunkload.validation.texts import with_columns
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
) -> Checked:
    """Judge every row; writes nothing and asks nobody (promise 2). The account is the last snapshot, or None.

    `decisions`: what values mean; their cells are settled first. `accept`: codes whose suggestions are taken, all at
    once, before the sheet is judged again. `choosing`: how numbers are chosen that nobody wishes.
    """
    settled = settle(sheet, decisions)
    start = with_settled(sheet, settled)
    judge = partial(_judge, before=sheet, account=account, rules=rules, today=today, choosing=choosing)
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


def _judge(  # noqa: PLR0913 - the same
    sheet: Sheet, before: Sheet, *, account: Account | None, rules: Rules, today: date, choosing: Choosing
) -> Checked:
    """`before`: the sheet before any suggestion was taken; every value is told as it is typed there (promise 8)."""
    teller = teller_of(before, rules)
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
        *of_cells_and_rows(looked, repeated, rules, teller),
        *placed,
        *judge_twice(_asked(read, fresh, internal), teller),
        *judge_prefixes(internal, account, teller),
        *(judge_likely_persons(known.strangers(fresh), account, teller) if account else ()),
        *(judge_account(fresh, account, own_kept(fresh, account), rules, teller) if account else ()),
        *(judge_internal(fresh, account, teller) if account else ()),
    ]
    unknown = findings_of([*defaults, *(() if account else (ACCOUNT_UNKNOWN,))])
    of_file: list[Told | Findings] = [unknown, *judge_epochs(read, sheet, today, teller), *persons, *meant.told]
    told_all = findings_table([*of_file, *(one.without(repeated) for one in told)])
    findings = told_once(only_what_matters(told_all, decided["action"]), looked)
    findings, unchanged = leave_alone(findings, meant.unchanged, known, teller)
    repeated = repeated.union(unchanged)
    propose = partial(propose_usernames, taken=usernames_in_use(decided, account), rules=rules)
    decided, named = with_usernames(decided, fresh, propose, findings, teller)
    findings = findings_table([findings, *named])
    checked = Checked(sheet, decided, findings, repeated, None, rules.version, policy=rules.policy)
    checked = hold_back_unclear(checked, account, teller)
    return held_back(with_numbers(checked, account, choosing, teller), rules, teller)

"""Judges rows by what they say themselves and what the account says of them: all that needs no other row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import Account
from trunkload.validation.actions.identity import Known, know_people
from trunkload.validation.actions.likely import judge_likely_persons
from trunkload.validation.actions.meaning import mean_rows
from trunkload.validation.actions.people import people_at_work
from trunkload.validation.against import judge_persons, judge_wishes
from trunkload.validation.by_itself import of_cells_and_rows, teller_of
from trunkload.validation.closer_look import look_at
from trunkload.validation.codes import Code
from trunkload.validation.decide import decide_rows, person_keys
from trunkload.validation.defaults import with_default_site
from trunkload.validation.field_kinds import DATES
from trunkload.validation.internals import asked_internal, judge_internal, standing_internal
from trunkload.validation.partitions import Partition
from trunkload.validation.placing import place_rows
from trunkload.validation.rules import Rules
from trunkload.validation.stacking import in_a_row, one_index, stacked
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

DAYS = tuple(f"{name}.meant" for name in DATES)


@dataclass(frozen=True, slots=True)
class Ground:
    """What every row is judged by."""

    account: Account | None
    rules: Rules
    today: date


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows judged by themselves; all series and tables by row number.

    `decided`: as in Checked, usernames not proposed yet; `internal`: what rows dial inside that ask for something new;
    `read`: DAYS and employee_id as they are read; `repeated`, `unchanged`: for whom nothing is to be done, the second
    with their workplaces' usernames; `silent`: rows that go to the usual site. Findings in the order in which they are
    told: `of_people`, then `of_cells`, and of `against` the account what follows on rows that stand twice; `wishes`
    still tell of numbers that are kept for just these people. `unreadable` and `causes`: as in `Mended`.
    """

    decided: pd.DataFrame
    internal: pd.Series
    read: pd.DataFrame
    repeated: pd.Index
    unchanged: pd.Series
    silent: pd.Index
    of_people: list[Told]
    of_cells: list[Told]
    likely: list[Told]
    wishes: list[Told]
    inside: list[Told]
    unreadable: dict[str, pd.Index]
    causes: frozenset[Code]


def judge_rows_apart(ground: Ground, part: Partition) -> Judged:
    """Everything that can be said of these rows without a look at others."""
    account, rules, today = ground.account, ground.rules, ground.today
    sheet, teller = part.sheet, teller_of(part.before, rules)
    looked = look_at(sheet, part.before, rules, today, teller)
    read, keys = looked.read, person_keys(looked.read)
    known = know_people(read, keys, account)
    located, silent = with_default_site(known.placed(read), account, rules.default_site)
    placing, placed = place_rows(located, account, teller, sheet.marked(Mark.NUMBER, Field.PHONE_NUMBER))
    decided = decide_rows(read, keys, placing, account, rules)
    repeated, persons = judge_persons(decided, known, teller)
    meant = mean_rows(decided, people_at_work(read, decided, placing, known.without(repeated)), today, teller)
    fresh = without(meant.decided, repeated)
    return Judged(
        decided=meant.decided,
        internal=standing_internal(asked_internal(fresh, account), fresh["internal_number"], rules),
        read=read[[*DAYS, Field.EMPLOYEE_ID]],
        repeated=repeated,
        unchanged=meant.unchanged,
        silent=silent,
        of_people=[*persons, *meant.told],
        of_cells=[*of_cells_and_rows(looked, rules, teller), *placed],
        **_against(fresh, known, account, teller),
        unreadable=looked.mended.unreadable,
        causes=looked.mended.causes,
    )


def _against(fresh: pd.DataFrame, known: Known, account: Account | None, teller: Teller) -> dict[str, list[Told]]:
    """What the account says of rows that ask for something new."""
    if account is None:
        return {"likely": [], "wishes": [], "inside": []}
    return {
        "likely": list(judge_likely_persons(known.strangers(fresh), account, teller)),
        "wishes": list(judge_wishes(fresh, account, teller)),
        "inside": list(judge_internal(fresh, account, teller)),
    }


def without(table: pd.DataFrame, rows: pd.Index) -> pd.DataFrame:
    """The table, which is not copied where it has none of these rows."""
    return table.drop(rows) if len(rows) else table


def joined(parts: Sequence[Judged]) -> Judged:
    """All rows, as if they had been judged in one piece; `parts` in their order."""
    if len(parts) == 1:
        return parts[0]
    return Judged(
        decided=stacked([one.decided for one in parts]),
        internal=in_a_row([one.internal for one in parts]),
        read=stacked([one.read for one in parts]),
        repeated=one_index([one.repeated for one in parts]),
        unchanged=in_a_row([one.unchanged for one in parts]),
        silent=one_index([one.silent for one in parts]),
        of_people=[told for one in parts for told in one.of_people],
        of_cells=[told for one in parts for told in one.of_cells],
        likely=[told for one in parts for told in one.likely],
        wishes=[told for one in parts for told in one.wishes],
        inside=[told for one in parts for told in one.inside],
        unreadable=_united([one.unreadable for one in parts]),
        causes=frozenset().union(*(one.causes for one in parts)),
    )


def _united(parts: Sequence[Mapping[str, pd.Index]]) -> dict[str, pd.Index]:
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: one_index([part[name] for part in parts if name in part]) for name in names}

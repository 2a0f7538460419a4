"""Tells what each row asks for: a new workplace, another one's change or end, or nothing (section 7, promise 5).

Written, or inferred where the action cell says nothing: an unknown person gets a workplace, a known one's is compared.
Nobody's workplace ends because the sheet does not name it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.validation.actions.action import Action
from trunkload.validation.actions.changes import changed_values, tell_changes
from trunkload.validation.actions.limits import judge_limits
from trunkload.validation.actions.mixed_up import judge_mixed_up
from trunkload.validation.actions.people import People
from trunkload.validation.actions.record import with_records
from trunkload.validation.actions.terms import judge_ends, judge_packages
from trunkload.validation.checked import Checked
from trunkload.validation.codes import Code
from trunkload.validation.findings import Findings, Severity
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told, findings_table

SAID_OF_ALL = ("given_name", "family_name", "email", "username", "trunk")
"""What an order says of a workplace, whatever is to become of it."""


@dataclass(frozen=True, slots=True)
class Meant:
    """`decided` with the action that each row has and, for a workplace that is there, what becomes of it;
    `unchanged`: rows that are so already, each with its workplace's username; `told`: what there is to say."""

    decided: pd.DataFrame
    unchanged: pd.Series
    told: list[Told]


def mean_rows(decided: pd.DataFrame, people: People | None, today: date, teller: Teller) -> Meant:
    """What the rows ask for; `people`: those whose workplace is there already and for whom nothing else is planned."""
    if people is None:
        return Meant(decided, decided["username"][:0], [])
    again = people.who(Action.ADD)
    where: dict[str, pd.Series | str] = {"username": people.record["username"]}
    there = teller.tell(Code.PERSON_HAS_WORKPLACE, again, Field.ACTION, params=where)
    people = people.only(people.rows.difference(again))
    mixed_up, why = judge_mixed_up(people, teller)
    sound = people.only(people.rows.difference(mixed_up))
    ends = sound.only(sound.who(Action.DELETE))
    stays = sound.only(sound.who(Action.MODIFY))
    changed = changed_values(people)
    refused = list(judge_limits(stays, today, teller))
    changes = _changes(stays, changed.loc[stays.rows], today, teller)
    unchanged = stays.rows[changed.loc[stays.rows].isna().all(axis=1).to_numpy(dtype=bool)]
    return Meant(
        with_records(decided, people, changed),
        people.record["username"].loc[unchanged.difference([row for part in refused for row in part.rows])],
        [there, *why, *refused, *changes, *_ends(ends, today, teller)],
    )


def _ends(people: People, today: date, teller: Teller) -> Iterator[Told]:
    refused, *others = judge_ends(people, today, teller)
    record, ending = people.record, people.rows.difference(pd.Index(refused.rows))
    params: dict[str, pd.Series | str] = {"username": record["username"], "number": record["number"].fillna("–")}
    yield teller.tell(Code.WORKPLACE_ENDS, ending, Field.ACTION, params=params)
    yield from (refused, *others)


def _changes(people: People, changed: pd.DataFrame, today: date, teller: Teller) -> Iterator[Told]:
    inferred = people.rows[(changed.notna().any(axis=1) & people.typed.isna()).to_numpy(dtype=bool)]
    where: dict[str, pd.Series | str] = {"username": people.record["username"]}
    yield teller.tell(Code.CHANGE_INFERRED, inferred, Field.ACTION, params=where)
    yield from tell_changes(changed, people.record, teller)
    yield from judge_packages(people, changed["package"], today, teller)


def leave_alone(findings: Findings, unchanged: pd.Series, teller: Teller) -> tuple[Findings, pd.Index]:
    """Rows for which nothing is to be done, and nothing more is told than this; a row that cannot be read stays.

    `unchanged`: as in `Meant`.
    """
    alone = unchanged.index.difference(findings.rows_with(Severity.BLOCKED))
    if alone.empty:
        return findings, alone
    table = Findings(findings.table[~findings.table["row"].isin(alone)])
    params: dict[str, pd.Series | str] = {"username": unchanged}
    return findings_table([table, teller.tell(Code.PERSON_UNCHANGED, alone, Field.LAST_NAME, params=params)]), alone


def hold_back_unclear(checked: Checked, account: Account | None, teller: Teller) -> Checked:
    """What cannot be ordered although it is right: the carrier's record of the workplace is not whole."""
    there = checked.decided[checked.are_ready & (checked.decided["action"] != Action.ADD).to_numpy(dtype=bool)]
    if account is None or there.empty:
        return checked
    record = account.workplaces.reindex(there["workplace_id"]).set_axis(there.index)
    whole = pd.concat([there[list(SAID_OF_ALL)], record[["number", "internal_number"]]], axis=1).notna().all(axis=1)
    where: dict[str, pd.Series | str] = {"username": there["username"].fillna("–")}
    told = teller.tell(Code.RECORD_INCOMPLETE, there.index[~whole], Field.ACTION, params=where)
    return replace(checked, findings=findings_table([checked.findings, told]))

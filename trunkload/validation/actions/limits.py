"""Judges what of a workplace cannot be changed: its place, its login name, the block that its number stands in."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.terms import end_days
from trunkload.validation.actions.identity import sites_of
from trunkload.validation.actions.people import People
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told


def judge_limits(people: People, today: date, teller: Teller) -> Iterator[Told]:
    """What a row may not ask of a workplace that stays."""
    yield from _judge_moves(people, today, teller)
    yield from _judge_blocks(people, teller)
    yield from _judge_usernames(people, teller)


def _judge_moves(people: People, today: date, teller: Teller) -> Iterator[Told]:
    """R-13: another trunk or site is another workplace; this one ends first, and its term may not be over yet."""
    record = people.record
    other_trunk, other_site = _elsewhere(people)
    first = end_days(record)[0].fillna(today.isoformat())
    params: dict[str, pd.Series | str] = {
        "username": record["username"],
        "trunk": record["trunk"],
        "site": sites_of(record, people.account),
        "date": first.where((first >= today.isoformat()).astype(bool), today.isoformat()),
    }
    yield teller.tell(Code.WORKPLACE_CANNOT_MOVE, people.rows[other_trunk], Field.TRUNK, params=params)
    yield teller.tell(Code.WORKPLACE_CANNOT_MOVE, people.rows[other_site], Field.LOCATION, params=params)


def _elsewhere(people: People) -> tuple[pd.Series, pd.Series]:
    """Rows that name another trunk, and rows that name but another site."""
    read, record = people.read, people.record
    trunk = (people.places["trunk"] != record["trunk"]).fillna(value=False).astype(bool) & read[Field.TRUNK].notna()
    site = (people.places["site"] != sites_of(record, people.account)).fillna(value=False).astype(bool)
    return trunk, site & read[Field.LOCATION].notna() & ~trunk


def _judge_blocks(people: People, teller: Teller) -> Iterator[Told]:
    """R-10: a block without a wished number would mean another number, and which one is for the person to say."""
    number = people.record["number"]
    own = people.account.numbers["block"].reindex(number).set_axis(people.rows)
    other_trunk, other_site = _elsewhere(people)
    outside = (people.places["block"] != own).fillna(value=False).astype(bool)
    rows = people.rows[outside & people.places["wish"].isna() & ~other_trunk & ~other_site]
    yield teller.tell(Code.NUMBER_OUTSIDE_BLOCK, rows, Field.NUMBER_BLOCK, params={"number": number.fillna("")})


def _judge_usernames(people: People, teller: Teller) -> Iterator[Told]:
    """Section 1.3: the username is the login of MyPortal and of every client, so it stays as long as the workplace.

    Our profile names a workplace by it, and no carrier document says that a modification may carry another one [I].
    """
    own = people.record["username"]
    other = (people.read["username.meant"] != own).fillna(value=False).astype(bool)
    yield teller.tell(Code.USERNAME_STAYS, people.rows[other], Field.USERNAME, params={"username": own.fillna("")})

"""Finds one page of the numbers or workplaces of the account, and tells of them just as of the whole account."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection

from trunkload.flows.entering import known_account_of
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.overview_asked import Asked
from trunkload.flows.strategies import choosing_of
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED
from trunkload.inventory.account import Account
from trunkload.inventory.contingent_use import ContingentUse, contingents_used
from trunkload.inventory.number_overview import numbers_overview
from trunkload.inventory.number_search import search_like
from trunkload.inventory.workplace_overview import AskedPeople, workplaces_overview
from trunkload.storage.account_pages import Place, Wanted, count_states, find_numbers, find_workplaces
from trunkload.storage.account_parts import account_of_numbers, account_of_plans, account_of_workplaces
from trunkload.storage.database import reading

Find = Callable[[Connection, Wanted, datetime, Place], list[str]]
Part = Callable[[Connection, Sequence[str], datetime], Account | None]


@dataclass(frozen=True, slots=True)
class Found:
    """`rows`: as of `numbers_overview` or `workplaces_overview`, in the order in which they are shown; `more`: that
    others come after them. `account`: the part of it that tells of them; its trunks, sites and blocks are all."""

    rows: pd.DataFrame
    account: Account
    more: bool


def numbers_found(house: House, asked: Asked, place: Place) -> Found:
    """Raises Stopped before the first snapshot."""
    named, account = _found(house, asked, place, find_numbers, account_of_numbers)
    overview = numbers_overview(account, choosing_of(house.settings, AS_ASKED, account))
    return Found(overview.loc[named[: place.most]], account, len(named) > place.most)


def workplaces_found(house: House, asked: Asked, place: Place) -> Found:
    """Raises Stopped before the first snapshot."""
    named, account = _found(house, asked, place, find_workplaces, account_of_workplaces)
    overview = workplaces_overview(account, AskedPeople())
    return Found(overview.loc[named[: place.most]], account, len(named) > place.most)


def workplace_found(house: House, workplace_id: str) -> Account | None:
    """The account with this workplace only; None where it has none of this id."""
    with reading(house.ledger) as conn:
        account = account_of_workplaces(conn, [workplace_id], house.clock())
    return None if account is None or workplace_id not in account.workplaces.index else account


def states_counted(house: House) -> dict[str, int]:
    """How many numbers are in each state."""
    with reading(house.ledger) as conn:
        return count_states(conn, house.clock())


def places_found(house: House) -> Account:
    """The account without any number or workplace: its trunks, sites and blocks. Raises Stopped before the first
    snapshot."""
    with reading(house.ledger) as conn:
        account = account_of_numbers(conn, [], house.clock())
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    return account


def contingents_found(house: House) -> tuple[tuple[ContingentUse, ...], datetime]:
    """Of every contingent what is left, and when the carrier told it. Raises Stopped before the first snapshot."""
    with reading(house.ledger) as conn:
        account = account_of_plans(conn, house.clock())
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    return contingents_used(account), account.taken_at


def all_numbers(house: House, asked: Asked) -> pd.DataFrame:
    """All that are meant, for machines. Raises Stopped before the first snapshot."""
    with reading(house.ledger) as conn:
        account = known_account_of(house, conn)
        named = find_numbers(conn, _wanted(asked), house.clock(), Place(0, len(account.numbers)))
    overview = numbers_overview(account, choosing_of(house.settings, AS_ASKED, account))
    return overview.loc[named]


def all_workplaces(house: House, asked: Asked) -> pd.DataFrame:
    """All that are meant, for machines. Raises Stopped before the first snapshot."""
    with reading(house.ledger) as conn:
        account = known_account_of(house, conn)
        named = find_workplaces(conn, _wanted(asked), house.clock(), Place(0, len(account.workplaces)))
    return workplaces_overview(account, AskedPeople()).loc[named]


def _found(house: House, asked: Asked, place: Place, find: Find, part: Part) -> tuple[list[str], Account]:
    """One more than is shown, to know whether others follow."""
    with reading(house.ledger) as conn:
        at = house.clock()
        named = find(conn, _wanted(asked), at, Place(place.first, place.most + 1))
        account = part(conn, named, at)
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    return named, account


def _wanted(asked: Asked) -> Wanted:
    like = search_like(asked.sought)
    named = asked.sought.strip() if asked.sees_people and like is None else None
    hidden = like is None and not asked.sees_people and asked.sought.strip()
    return Wanted(
        trunk=asked.trunk or None,
        site=asked.site or None,
        state=asked.state or None,
        package=asked.package or None,
        # What nobody may seek is found nowhere, rather than everywhere.
        like="-" if hidden else like,
        named=named or None,
    )

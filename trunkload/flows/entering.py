"""Enters numbers into the account: judged and written in one transaction, all of them or none."""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Connection

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.wiring import House
from trunkload.inventory.account import EXTENDED, Account
from trunkload.storage import audit, number_entries
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading, writing
from trunkload.validation.entering.entries import ENTRY_COLUMNS, Entered, Judged
from trunkload.validation.entering.judging import judge_entries


def entry_of(typed: Mapping[str, str | None]) -> pd.DataFrame:
    """A table of the one entry that a command makes; its row is 0."""
    return pd.DataFrame([typed], columns=list(ENTRY_COLUMNS), index=[0], dtype=pd.StringDtype("pyarrow"))


def enter_numbers(house: House, entries: pd.DataFrame, *, again: bool = False) -> Judged:
    """Add what is entered, or tell all that is wrong with it and add nothing. Raises Stopped without an account.

    `again`: what the account has just so already is left alone, not wrong.
    """
    with writing(house.ledger) as conn:
        judged = _judged(house, conn, entries, again=again)
        if judged.entered is not None and len(judged.entered.numbers):
            _write(conn, judged.entered, house.settings.user)
        return judged


def look_at_entries(house: House, entries: pd.DataFrame, *, again: bool = False) -> Judged:
    """The same judgement; nothing is written."""
    with reading(house.ledger) as conn:
        return _judged(house, conn, entries, again=again)


def known_account_of(house: House, conn: Connection) -> Account:
    """Raises Stopped where there is none yet: numbers need a trunk to stand on."""
    account = read_account(conn, house.clock())
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    return account


def _judged(house: House, conn: Connection, entries: pd.DataFrame, *, again: bool) -> Judged:
    account = known_account_of(house, conn)
    return judge_entries(entries, account, house.settings.rules.max_national_digits, house.today, again=again)


def _write(conn: Connection, entered: Entered, who: str) -> None:
    number_entries.add_blocks(conn, entered.blocks)
    number_entries.add_numbers(conn, entered.numbers, who)
    for block, span in entered.extended:
        number_entries.add_range(conn, block, EXTENDED, span)
    blocks = len(entered.blocks) + len(entered.extended)
    audit.note(conn, who, audit.Deed.NUMBERS_ADDED, numbers=len(entered.numbers), blocks=blocks)

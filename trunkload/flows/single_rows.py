"""Knows how one workplace is changed or removed: by a sheet with one row, so that every rule is the same as in bulk."""

import re
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa

from trunkload.flows.syncing import sync_account
from trunkload.flows.wiring import House
from trunkload.intake.fields import Field
from trunkload.intake.sheet import Upload
from trunkload.intake.written_rows import upload_of_rows
from trunkload.inventory.account import Account
from trunkload.inventory.number_plan import MAX_INTERNATIONAL_DIGITS
from trunkload.inventory.workplace_search import workplaces_named
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading
from trunkload.validation.actions.action import Action
from trunkload.validation.phones import read_phones
from trunkload.validation.texts import STRINGS

WORDS = {Action.MODIFY: "change", Action.DELETE: "remove"}
OUTSIDE_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def look_for(house: House, who: str) -> tuple[pd.DataFrame, Account]:
    """The workplaces that are meant, and the account; the carrier is asked where the stored one has none of them.

    Raises PortalError, and Stopped where no account is loaded.
    """
    number = read_phones(pa.array([who.strip()], STRINGS), MAX_INTERNATIONAL_DIGITS).e164[0].as_py()
    with reading(house.ledger) as conn:
        account = read_account(conn, house.clock())
    if account is not None:
        found = workplaces_named(account.workplaces, who, number)
        if len(found):
            return found, account
    account = sync_account(house)
    return workplaces_named(account.workplaces, who, number), account


def one_row_upload(workplace_id: str, record: Mapping[str, str | None], asked: Mapping[Field, str]) -> Upload:
    """The sheet that asks for it. `record`: as in `Account.workplaces`; `asked`: the action, and what is to change.

    The row names the workplace by its username; where another one is asked for, by its number.
    """
    username, number = record["username"], record["number"]
    by_number = username is None or Field.USERNAME in asked
    names = {Field.PHONE_NUMBER: number or ""} if by_number else {Field.USERNAME: username or ""}
    name = OUTSIDE_NAMES.sub("-", workplace_id)
    return upload_of_rows(f"workplace-{name}-{WORDS[Action(asked[Field.ACTION])]}.csv", [{**names, **asked}])

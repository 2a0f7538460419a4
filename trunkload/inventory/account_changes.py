"""Knows what differs when the carrier tells the account anew: changes, what stays ours, and conflicts; all data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import pandas as pd

from trunkload.inventory.account import Account, ExtensionRange

REST_DAYS = 90
"""So long a number rests after its workplace ended, unless the settings say otherwise."""


class ConflictKind(StrEnum):
    """What stood here and does not fit what the carrier says."""

    HOLD_LOST = "hold_lost"
    OVERRULED = "overruled"
    ENTERED_ONLY = "entered_only"
    ENTERED_ELSEWHERE = "entered_elsewhere"
    WORKPLACE_CHANGED = "workplace_changed"
    WORKPLACE_GONE = "workplace_gone"


GONE = "gone"
"""What the carrier says of a number or workplace that it lists no more."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One number (E.164) or workplace (its id) on which we and the carrier differ; what was done follows from `kind`.

    `here` and `carrier` are what each says: a NumberState, GONE, a trunk, or names of fields with commas between them.
    """

    kind: ConflictKind
    subject: str
    here: str
    carrier: str
    import_id: str | None = None


class Change(StrEnum):
    """What became of one thing."""

    CAME = "came"
    LEFT = "left"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PartChange:
    """A site, trunk, block, contingent or price; `fields` are those that changed, with what they were and are."""

    part: str
    name: str
    change: Change
    fields: tuple[tuple[str, str, str], ...] = ()


NUMBER_CHANGE_COLUMNS = ("state_before", "state", "holder_before", "holder", "trunk_before", "trunk", "import_id")
"""`before` is NA for what came; the import is the one that held the number."""


@dataclass(frozen=True, slots=True)
class NumberDiff:
    """Index = E.164, all text. `came` and `outcome` have the ledger's columns: the latter are known numbers as they are
    to be written; `left`: those that left, as they were; `changed`: NUMBER_CHANGE_COLUMNS of those whose state, holder
    or trunk is another; `kept`: state, available_from and note of those where ours is more careful than the carrier's
    `free`, and of those entered here that it does not know."""

    came: pd.DataFrame
    left: pd.DataFrame
    changed: pd.DataFrame
    kept: pd.DataFrame
    outcome: pd.DataFrame


@dataclass(frozen=True, slots=True)
class WorkplaceDiff:
    """Index = workplace id. `changed`: text columns username, field, before, after; one row for each field."""

    came: pd.DataFrame
    left: pd.DataFrame
    changed: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Stored:
    """What stands here before the carrier tells anew.

    `account`: with `numbers` as the ledger has them (NUMBER_COLUMNS and import_id; the holder is the carrier's) and its
    `workplaces` as the carrier told them. `entered`: ranges that a person entered, by block and kind. `sent`: numbers
    that an order asks the carrier for already. `about`: workplace id → import whose orders are to change or end it.
    """

    account: Account
    entered: frozenset[tuple[str, str, ExtensionRange]]
    sent: pd.Index
    about: pd.Series


@dataclass(frozen=True, slots=True)
class AccountDiff:
    """`before`: the stored snapshot's time, None where there was none; `merged`: the account's parts as they are to be
    stored, those that a person entered among them."""

    before: datetime | None
    numbers: NumberDiff
    workplaces: WorkplaceDiff
    parts: tuple[PartChange, ...]
    conflicts: tuple[Conflict, ...]
    merged: Account

    @property
    def changes(self) -> int:
        """How many numbers, workplaces and other things came, left or changed."""
        numbers = sum(len(table) for table in (self.numbers.came, self.numbers.left, self.numbers.changed))
        people = len(self.workplaces.came) + len(self.workplaces.left) + self.workplaces.changed.index.nunique()
        return numbers + people + len(self.parts)

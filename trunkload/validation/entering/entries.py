"""Knows what a person enters about numbers, what is wrong with it, and what is to be added."""

from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum

import pandas as pd

from trunkload.inventory.account import ExtensionRange, NumberBlock

ENTRY_COLUMNS = (
    "number",
    "first",
    "last",
    "trunk",
    "site",
    "state",
    "holder",
    "available_from",
    "note",
    "switchboard",
)
"""Columns of a table of entries; all text as typed, NA where nothing is. The index is the row number; a command's one
entry has 0. `number` is one number, a range, or with `first` and `last` the base of one."""


class EntryCode(StrEnum):
    """What is wrong with an entry; the codes of telephone numbers come beside these."""

    NUMBER_MISSING = "number_missing"
    RANGE_FORM = "range_form"
    RANGE_BACKWARDS = "range_backwards"
    RANGE_UNCLEAR = "range_unclear"
    TOO_MANY = "too_many"
    TRUNK_MISSING = "trunk_missing"
    TRUNK_UNKNOWN = "trunk_unknown"
    SITE_UNKNOWN = "site_unknown"
    STATE_UNKNOWN = "state_unknown"
    HOLDER_MISSING = "holder_missing"
    DAY_FORM = "day_form"
    DAY_MISSING = "day_missing"
    DAY_PAST = "day_past"
    SWITCHBOARD_OUTSIDE = "switchboard_outside"
    IS_BASE = "is_base"
    OVERLAPS = "overlaps"
    OTHER_TRUNK = "other_trunk"
    KNOWN_DIFFERENTLY = "known_differently"
    TWICE = "twice"
    TWICE_ON_TRUNKS = "twice_on_trunks"
    BASE_UNKNOWN = "base_unknown"
    OUTSIDE_BLOCKS = "outside_blocks"
    RESERVED_ALREADY = "reserved_already"
    CELL_BROKEN = "cell_broken"


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """`code`: an EntryCode or the Code of a telephone number; `field`: one of ENTRY_COLUMNS; `value` as typed."""

    code: str
    row: int
    field: str
    value: str = ""
    params: dict[str, str] = made(default_factory=dict)
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What may be added, all or nothing. `numbers`: index = E.164, the ledger's columns; `blocks` are new ones,
    `extended` ranges behind a block that is there (its id); `known`: numbers that the account has just so already."""

    numbers: pd.DataFrame
    blocks: tuple[NumberBlock, ...]
    extended: tuple[tuple[str, ExtensionRange], ...]
    known: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """`problems` by row; only without any is there something to add."""

    entered: Entered | None
    problems: tuple[EntryProblem, ...]

"""Knows an Allocation: which row gets which number and why, what is missing, and what waits for blocked rows."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.account import text_frame
from trunkload.inventory.arrow_text import STRINGS


class Reason(StrEnum):
    """Why a row gets just this number; a detail may follow behind a colon (`together:Vertrieb`)."""

    WISH = "wish"
    KEPT = "kept"
    KEPT_FOR = "kept_for"
    LOWEST_FREE = "lowest_free"
    SINGLE = "single"
    TOGETHER = "together"
    NOT_TOGETHER = "not_together"
    PATTERN = "pattern"
    NO_MATCH = "no_match"
    SPREAD = "spread"


def detailed(reason: Reason, detail: pa.Array) -> pa.Array:
    """`together:Vertrieb`; null where there is no detail."""
    return pc.binary_join_element_wise(pa.scalar(reason.value, STRINGS), detail, pa.scalar(":", STRINGS))


WISH: Final = Reason.WISH.value
LOWEST_FREE: Final = Reason.LOWEST_FREE.value
KEPT: Final = Reason.KEPT.value
"""A workplace that is there keeps its number: there is none to hold."""

GIVEN_COLUMNS: Final = ("number", "extension", "internal_number", "block", "reason")
KEPT_BACK_COLUMNS: Final = ("number", "employee_key", "identity_key", "name_key")


@dataclass(frozen=True, slots=True)
class Shortage:
    """Numbers that a trunk does not have at a site (N-10): `asked` by the sheet's rows, `free` of those that may be
    given."""

    trunk: str
    asked: int
    free: int
    site: str


def none_kept_back() -> pd.DataFrame:
    return text_frame([], index="row", columns=KEPT_BACK_COLUMNS).set_axis(pd.Index([], dtype="int64"))


@dataclass(frozen=True, slots=True)
class Allocation:
    """`given`: index = row number; text columns number (E.164), extension, internal_number, block, reason (a Reason,
    with or without a detail); extension and block of a single number are NA. Rows that got none are absent from it and
    counted in `shortages`. `kept_back`: index = row number of blocked rows, KEPT_BACK_COLUMNS: the number that waits
    for the person until the row is right, so that nobody else's number shifts."""

    given: pd.DataFrame
    shortages: tuple[Shortage, ...]
    kept_back: pd.DataFrame = field(default_factory=none_kept_back)

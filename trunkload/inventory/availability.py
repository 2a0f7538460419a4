"""Knows of every number why it cannot be chosen, or is given to nobody unasked; codes, whose words are made last."""

from dataclasses import replace
from enum import StrEnum

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.allocation.candidates import Skipped, skipped_in, without_plus
from trunkload.inventory.allocation.ranges import reserved_ranges
from trunkload.inventory.allocation.spans import Spans, only_digits, span_of, values_of
from trunkload.inventory.allocation.stock import dialled_inside
from trunkload.inventory.arrow_text import STRINGS, Mask, arrow, series, true
from trunkload.inventory.number_plan import (
    DIRECTORY_INTERNAL,
    EMERGENCY_INTERNAL,
    OUTSIDE_LINE_INTERNAL,
    SPECIAL_FUNCTION_INTERNAL,
    national_limit,
)
from trunkload.inventory.strategy import LOWEST, Choosing

NOBODY = pa.array([], STRINGS)


class Hindrance(StrEnum):
    """Why a number is given to nobody: what has it (S-13, R-06, R-07), or what speaks against giving it unasked."""

    ASSIGNED = "assigned"
    HELD = "held"
    KEPT = "kept"
    RESTING = "resting"
    BLOCKED = "blocked"
    FUNCTION = "function"
    FUTURE = "future"
    BASE = "base"
    SWITCHBOARD = "switchboard"
    BEHIND_SWITCHBOARD = "behind_switchboard"
    IN_THE_WAY = "in_the_way"
    RESERVED = "reserved"
    TOO_LONG = "too_long"
    SPECIAL_FUNCTION = "special_function"
    DIRECTORY = "directory"
    EMERGENCY = "emergency"
    LEADING_ZERO = "leading_zero"
    INTERNAL_TAKEN = "internal_taken"


BANNED = {
    Hindrance.SPECIAL_FUNCTION: SPECIAL_FUNCTION_INTERNAL,
    Hindrance.DIRECTORY: DIRECTORY_INTERNAL,
    Hindrance.EMERGENCY: EMERGENCY_INTERNAL,
    Hindrance.LEADING_ZERO: OUTSIDE_LINE_INTERNAL,
}
"""S-17 to S-19, N-08: the extension would be the internal number."""


def hindrances(account: Account, choosing: Choosing = LOWEST) -> pd.Series:
    """For each of `account.numbers` a Hindrance, or NA where it may be given unasked as it is chosen: all that
    `allocate_numbers` skips before it deals."""
    numbers = account.numbers
    state = arrow(numbers["state"])
    free = true(pc.equal(state, NumberState.FREE.value))
    kept = ~free & numbers.index.isin(account.kept.index) & true(pc.equal(state, NumberState.HELD.value))
    told = np.asarray(state.to_numpy(zero_copy_only=False), dtype=object)
    told[kept], told[free] = Hindrance.KEPT.value, None
    which = pa.array(free)
    number = arrow(numbers.index).filter(which)
    told[free] = _unasked(number, arrow(numbers["extension"]).filter(which), account, choosing)
    return series(pa.array(told, STRINGS), numbers.index)


def may_be_given(account: Account, choosing: Choosing = LOWEST) -> pd.Series:
    """The trunk of every number that may be given unasked; the index is the number."""
    return account.numbers["trunk"][hindrances(account, choosing).isna().to_numpy(dtype=bool)]


def reserved_for(account: Account) -> pd.Series:
    """The name of the range that reserves each number; NA where none does, or one without a name."""
    number = arrow(account.numbers.index)
    dialled = without_plus(number)
    names = series(pa.nulls(len(number), STRINGS), account.numbers.index)
    for block in account.blocks:
        for one in block.reserved:
            if one.name is not None:
                only = replace(block, reserved=(one,))
                names = names.mask(reserved_ranges([only]).hold(dialled), one.name)
    return names


def _unasked(number: pa.Array, extension: pa.Array, account: Account, choosing: Choosing) -> pa.Array:
    """What speaks against free numbers; the first that holds is the one to tell."""
    skipped = skipped_in(account, NOBODY, choosing)
    masks = _masks(number, dialled_inside(number, extension), skipped, account)
    which = np.select(list(masks.values()), range(len(masks)), -1)
    codes = np.array([*(code.value for code in masks), None], dtype=object)
    return codes[which]


def _masks(number: pa.Array, inside: pa.Array, skipped: Skipped, account: Account) -> dict[Hindrance, Mask]:
    dialled = without_plus(number)
    span, span_inside = span_of(*values_of(dialled)), span_of(*values_of(inside))
    boards = pa.array([f"{one.base}{one.switchboard}" for one in account.blocks if one.switchboard], number.type)
    limit = national_limit(skipped.choosing.max_national_digits)
    banned = {
        code: true(pc.match_substring_regex(inside, f"^(?:{pattern})$"))
        for code, pattern in BANNED.items()
        if code is not Hindrance.LEADING_ZERO or not skipped.choosing.leading_zero
    }
    return {
        Hindrance.BASE: true(pc.is_in(number, value_set=skipped.bases)),
        Hindrance.SWITCHBOARD: true(pc.is_in(number, value_set=boards)),
        Hindrance.BEHIND_SWITCHBOARD: Spans.of(only_digits(without_plus(boards))).meet(*span),
        Hindrance.IN_THE_WAY: skipped.in_use.meet(*span),
        Hindrance.RESERVED: skipped.reserved.hold(dialled),
        Hindrance.TOO_LONG: true(pc.greater(pc.binary_length(number), limit)),
        **banned,
        Hindrance.INTERNAL_TAKEN: skipped.inside.meet(*span_inside),
    }

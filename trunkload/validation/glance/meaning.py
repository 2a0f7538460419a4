"""Knows what plain telephone numbers and days mean, at a glance; the closer look is `phones` and `choices`."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.number_plan import GERMAN_MOBILE, SPECIAL_NATIONAL
from trunkload.validation.days import iso_days
from trunkload.validation.rules import Rules
from trunkload.validation.texts import Mask, is_all, only, true

SEPARATORS = (" ", "-", "/", "(", ")", "\u00a0")
FEWEST_DIGITS = 5
"""Behind +49; shorter numbers are few and looked at closely."""


def plain_numbers(values: pa.Array, plain: Mask, rules: Rules, *, mobile: bool) -> tuple[pa.Array, Mask]:
    """E.164 for each of these distinct values (null where it is not plain), and which are plain (S-12, S-14, N-09)."""
    e164 = pc.replace_substring_regex(_without_separators(values), "^0", "+49")
    length = np.asarray(pc.binary_length(e164)) - len("+49")
    plain = plain & (length >= FEWEST_DIGITS) & (length <= rules.max_national_digits)
    if mobile:
        plain &= is_all(e164, GERMAN_MOBILE)
    plain &= ~is_all(e164, SPECIAL_NATIONAL)
    return only(e164, plain), plain


def _without_separators(numbers: pa.Array) -> pa.Array:
    """One pass for each character that there is costs less than a pattern for all."""
    for separator in SEPARATORS:
        if true(pc.match_substring(numbers, separator)).any():
            numbers = pc.replace_substring(numbers, separator, "")
    return numbers


def plain_days(values: pa.Array, plain: Mask, first: date | None) -> tuple[pa.Array, Mask]:
    """ISO text for each of these distinct values, and which are days of the calendar, from `first` on."""
    days = iso_days(only(values, plain))
    plain = true(days.is_valid())
    if first is not None:
        plain &= true(pc.greater_equal(days, first.isoformat()))
    return days, plain

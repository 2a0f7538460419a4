"""Reads telephone numbers as people write them, strictly: what was typed, in E.164, or why not."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.number_plan import (
    MAX_INTERNATIONAL_DIGITS,
    SPECIAL_NATIONAL,
    SPECIAL_SHORT,
    TELEPHONE_CHARACTERS,
)
from trunkload.validation.codes import Code
from trunkload.validation.glance.distinct import distinct_of
from trunkload.validation.slashes import are_two, before_second
from trunkload.validation.texts import STRINGS, Mask, arrow, has, is_all, only, replaced, series, true

SCIENTIFIC = r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+"
TWO_NUMBERS = r"[0-9].*(?:[,;|\n]|\b(?:oder|und|or|and)\b|\+|/\s*\(?0[0-9 ()-]{5}).*[0-9]{3,}"
"""A slash stands between two numbers only where an area code follows it."""

FIRST_NUMBER = r"^(.+?)\s*(?:[,;|\n]|\b(?:oder|und|or|and)\b|\+|/\s*\(?0[0-9 ()-]{5})"
"""What stands before the second; a plus at the very beginning is the first's own."""

SHORTEST_WHOLE = len("+49") + 8
"""What is shorter in E.164 may be an area code, or a number without its extension, and is not suggested."""

EXTENSION_PARAMETER = r"(?i);\s*ext="
PLUS_INSIDE = r"[0-9]\+"
TRUNK_ZERO_IN_BRACKETS = r"(.)\(0\)"
"""As in `+49 (0)221`: no part of the number, and in no standard; at the very beginning the 0 counts."""

_ZERO_IN_BRACKETS_INSIDE = r".\(0\)"

WHOLE_FLOAT = r"^([1-9][0-9]{4,14})\.0$"
"""What a program makes of a number cell: exact up to 15 digits."""

NO_TELEPHONE_CHARACTER = TELEPHONE_CHARACTERS.replace("[", "[^", 1)
UNUSUAL_PREFIX = r"(?:00|\+\+|\+00|\+490).*"


@dataclass(frozen=True, slots=True)
class Phones:
    """For every cell: `e164` and `problem` (a Code), of which one is there where the cell is filled; `bare`: the digits
    of a number without prefix; `odd`: the first character that is no telephone character; `notation`: `e164` of what is
    accepted though it is no standard's way (`0049`, `++49`, `+49 0`, `+49 (0)`)."""

    e164: pa.Array
    problem: pa.Array
    bare: pa.Array
    odd: pa.Array
    notation: pa.Array


def read_phones(typed: pa.Array, max_national_digits: int) -> Phones:
    """`typed` is trimmed text. Twelve digits: S-14, S-15; special: N-09."""
    column = distinct_of(typed)
    if not len(column.texts):
        return Phones(typed, typed, typed, typed, typed)
    text = replaced(replaced(column.texts, r"^(?i:tel):", ""), WHOLE_FLOAT, r"\1")
    compact = replaced(replaced(text, TRUNK_ZERO_IN_BRACKETS, r"\1"), r"[^0-9+]", "")
    unusual = is_all(compact, UNUSUAL_PREFIX) | has(text, _ZERO_IN_BRACKETS_INSIDE)
    international = _international(compact)
    problem = _first(_problems(text, compact, international, max_national_digits))
    e164 = only(international, true(problem.is_null()))
    return Phones(
        e164=column.spread(e164),
        problem=column.spread(problem),
        bare=column.spread(only(compact, true(pc.equal(problem, Code.PHONE_NO_PREFIX.value)))),
        odd=column.spread(pc.struct_field(pc.extract_regex(text, f"(?P<odd>{NO_TELEPHONE_CHARACTER})"), "odd")),
        notation=column.spread(only(e164, unusual)),
    )


def first_number(typed: pd.Series) -> pd.Series:
    """The first of two numbers in one cell as it is typed; NA where it cannot be read by itself."""
    first = before_second(typed.str.extract(FIRST_NUMBER, expand=False).fillna(typed)).str.strip(" /")
    e164 = read_phones(arrow(first), MAX_INTERNATIONAL_DIGITS).e164
    return first.where(true(pc.greater_equal(pc.binary_length(e164), SHORTEST_WHOLE)))


def _international(compact: pa.Array) -> pa.Array:
    """`+49…` for what begins with +, 00 or 0; null for digits without any prefix, which nobody may guess. No country
    code begins with 0."""
    plus = replaced(compact, r"^(?:\+*00|\+\++)", "+")
    german = replaced(replaced(plus, r"^\+490+", "+49"), "^0", "+49")
    return only(german, is_all(german, r"\+[1-9][0-9]*"))


def _first(problems: list[tuple[Code, Mask]]) -> pa.Array:
    """The first that holds is the one to tell."""
    codes, masks = zip(*problems, strict=True)
    which = np.select(masks, range(len(codes)), -1)
    return pa.array([code.value for code in codes], STRINGS).take(pa.array(which, mask=which < 0))


def _problems(text: pa.Array, compact: pa.Array, e164: pa.Array, max_national_digits: int) -> list[tuple[Code, Mask]]:
    digits = pc.replace_substring(compact, "+", "")
    known, length = true(e164.is_valid()), np.asarray(pc.binary_length(digits))
    most = np.where(has(e164, r"^\+49"), max_national_digits + 2, MAX_INTERNATIONAL_DIGITS)
    whole = np.asarray(pc.binary_length(e164).fill_null(0)) - 1
    too_long = (known & (whole > most)) | (~known & _too_long_without_prefix(digits, length, max_national_digits))
    two = has(text, TWO_NUMBERS) | has(compact, PLUS_INSIDE) | _two_by_slash(text)
    return [
        (Code.PHONE_DIGITS_LOST, is_all(text, SCIENTIFIC)),
        (Code.PHONE_CHARACTERS, has(text, EXTENSION_PARAMETER)),
        (Code.PHONE_TWO_NUMBERS, two),
        (Code.PHONE_CHARACTERS, has(text, NO_TELEPHONE_CHARACTER)),
        (Code.PHONE_SPECIAL, is_all(digits, SPECIAL_SHORT) | is_all(e164, SPECIAL_NATIONAL)),
        (Code.PHONE_TOO_SHORT, length < 3),  # noqa: PLR2004 - no number of any plan has fewer digits
        (Code.PHONE_TOO_LONG, too_long),
        (Code.PHONE_NO_PREFIX, ~known),
    ]


def _two_by_slash(text: pa.Array) -> Mask:
    if not has(text, "/").any():
        return np.zeros(len(text), dtype=bool)
    return are_two(series(text, pd.RangeIndex(len(text)))).to_numpy(dtype=bool)


def _too_long_without_prefix(digits: pa.Array, length: npt.NDArray[np.int64], max_national_digits: int) -> Mask:
    """S-15: `49` and more than twelve digits is too long whatever is put in front."""
    return (has(digits, "^49") & (length > max_national_digits + 2)) | (length > MAX_INTERNATIONAL_DIGITS)

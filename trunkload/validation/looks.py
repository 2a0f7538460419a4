"""Declares what damage is looked for in the text of a cell, for each kind of column, in order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.validation import broken_numbers, mojibake, odd_characters
from trunkload.validation.codes import Code
from trunkload.validation.field_kinds import (
    ADDRESSES,
    DATES,
    IDENTIFIERS,
    NAMES,
    PASSED_ON,
    PHONES,
    PROSE,
    TRUTH_ALLOWED,
)
from trunkload.validation.harm import Reading, nothing_for
from trunkload.validation.house_numbers import LOOKS_LIKE_DAY, from_day

ERROR_VALUES = (
    r"^#(?:N/A|NV|REF!|BEZUG!|VALUE!|WERT!|NAME\?|DIV/0!|NULL!|NUM!|ZAHL!|SPILL!|ÜBERLAUF!|CALC!|KALK!|FIELD!|FELD!"
    r"|GETTING_DATA|DATEN_ABRUFEN)$|^Err:[0-9]{3}$"
)
"""German and English Excel, LibreOffice."""

TRUTH_VALUES = "^(?:WAHR|FALSCH|TRUE|FALSE)$"
"""In capitals, as spreadsheets write them: Wahr is a family name too."""

Find = Callable[[pd.Series], pd.Series]
Params = Callable[[pd.Series], Mapping[str, pd.Series | str]]


@dataclass(frozen=True, slots=True)
class Look:
    """Cells that have `pattern` (RE2) are looked at; `find` answers what is proposed for those that are told."""

    code: Code
    pattern: str
    find: Find
    reading: Reading
    params: Params = lambda _: {}


def _nothing(cells: pd.Series) -> pd.Series:
    return nothing_for(cells.index)


def _invisible(characters: str) -> Look:
    return Look(
        Code.INVISIBLE_CHARACTERS,
        characters,
        partial(odd_characters.without, characters),
        Reading.AS_SUGGESTED,
        partial(odd_characters.counted, characters),
    )


def _fixed_blank(pattern: str) -> Look:
    counted = partial(odd_characters.counted, pattern)
    return Look(Code.FIXED_BLANK, pattern, odd_characters.with_blanks, Reading.AS_SUGGESTED, counted)


def _left(pattern: str) -> Look:
    return Look(Code.APOSTROPHE_LEFT, pattern, odd_characters.without_apostrophe, Reading.AS_SUGGESTED)


TEXT_FORMULA = Look(
    Code.TEXT_FORMULA, odd_characters.TEXT_FORMULA, odd_characters.without_formula, Reading.AS_SUGGESTED
)
FIXED_BLANK_INSIDE = Look(
    Code.FIXED_BLANK_INSIDE,
    odd_characters.FIXED_BLANK,
    partial(odd_characters.without, odd_characters.FIXED_BLANK),
    Reading.AS_NOTHING,
    partial(odd_characters.counted, odd_characters.FIXED_BLANK),
)
DIGITS_LOST = Look(Code.DIGITS_LOST, broken_numbers.DIGITS_LOST, _nothing, Reading.AS_NOTHING)
DECIMAL_ZERO = Look(
    Code.DECIMAL_ZERO, broken_numbers.DECIMAL_ZERO, broken_numbers.without_decimal_zero, Reading.AS_SUGGESTED
)
TWO_ADDRESSES = Look(
    Code.EMAIL_TWO_ADDRESSES, broken_numbers.TWO_ADDRESSES, broken_numbers.first_address, Reading.AS_NOTHING
)
DAY_AS_HOUSE_NUMBER = Look(Code.HOUSE_NUMBER_DATE, LOOKS_LIKE_DAY, from_day, Reading.AS_NOTHING)


def _letters(pattern: str) -> Look:
    return Look(
        Code.LETTERS_IN_DIGITS,
        pattern,
        broken_numbers.with_digits,
        Reading.AS_NOTHING,
        broken_numbers.first_letter,
    )


LETTERS = {
    Field.POSTAL_CODE: (_letters(broken_numbers.POSTAL_LETTERS),),
    Field.EXTENSION: (_letters(broken_numbers.LETTERS),),
    Field.INTERNAL_NUMBER: (_letters(broken_numbers.LETTERS),),
}


def looks_at(field: str) -> Iterator[Look]:
    """In the order in which damage is told and mended: what stands around the text comes first, then what says nothing
    at all, and a wrong encoding before its odd characters, of which some are letters read wrongly."""
    aside = field in PASSED_ON
    yield TEXT_FORMULA
    yield Look(Code.ERROR_VALUE_ASIDE if aside else Code.ERROR_VALUE, ERROR_VALUES, _nothing, Reading.AS_NOTHING)
    if field not in TRUTH_ALLOWED:
        code = Code.TRUTH_VALUE_ASIDE if aside else Code.TRUTH_VALUE
        yield Look(code, TRUTH_VALUES, _nothing, Reading.AS_NOTHING)
    if field in {*NAMES, *PROSE}:
        yield from _encodings(field)
    in_digits = field in {*PHONES, *IDENTIFIERS, Field.HOUSE_NUMBER, Field.NUMBER_BLOCK}
    if in_digits or field in {*ADDRESSES, *DATES, Field.USERNAME}:
        yield _invisible(odd_characters.INVISIBLE)
        yield _left(odd_characters.APOSTROPHE)
    elif field != Field.REMARK:
        yield _invisible(odd_characters.INVISIBLE_IN_WORDS)
    if field in NAMES:
        yield _left(odd_characters.IN_APOSTROPHES)
    yield from _looks_of_kind(field)


def _looks_of_kind(field: str) -> Iterator[Look]:
    if field in PHONES:
        yield _fixed_blank(odd_characters.FIXED_BLANK_IN_NUMBERS)
    elif field in {*IDENTIFIERS, *ADDRESSES, Field.USERNAME}:
        yield FIXED_BLANK_INSIDE
    elif field not in {*DATES, Field.REMARK}:
        yield _fixed_blank(odd_characters.FIXED_BLANK)
    if field in {*IDENTIFIERS, Field.NUMBER_BLOCK}:
        yield DIGITS_LOST
    if field in {*IDENTIFIERS, Field.HOUSE_NUMBER}:
        yield DECIMAL_ZERO
    if field in ADDRESSES:
        yield TWO_ADDRESSES
    if field == Field.HOUSE_NUMBER:
        yield DAY_AS_HOUSE_NUMBER
    yield from LETTERS.get(Field(field), ())


def _encodings(field: str) -> Iterator[Look]:
    """A name must be right; elsewhere text stays as it is until a person says otherwise."""
    name = field in NAMES
    reading = Reading.AS_NOTHING if name else Reading.AS_TYPED
    lost = mojibake.CHARACTERS_GONE if field in {Field.DEPARTMENT, Field.REMARK} else mojibake.CHARACTERS_LOST
    yield Look(Code.CHARACTERS_LOST if name else Code.CHARACTERS_LOST_ASIDE, lost, _nothing, reading)
    yield Look(Code.MOJIBAKE if name else Code.MOJIBAKE_ASIDE, mojibake.WRONGLY_READ, mojibake.meant, reading)

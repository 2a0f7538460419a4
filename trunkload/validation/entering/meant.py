"""Knows which numbers of the account a person means with a range, or with a base and extensions."""

import re
from dataclasses import replace

import pandas as pd

from trunkload.inventory.account import Account, NumberBlock
from trunkload.inventory.number_range import MOST_NUMBERS_AT_ONCE, NumberRange
from trunkload.inventory.phone_text import phone_text
from trunkload.validation.entering.entries import EntryCode, EntryProblem
from trunkload.validation.entering.ranges import TEXT, read_ranges, with_ends

EXTENSIONS = re.compile(r"\s*-?([0-9]{1,6})\s*(?:(?:-|–|bis|to)\s*-?([0-9]{1,6}))?\s*", re.IGNORECASE)


def meant_range(
    typed: str, account: Account, max_national_digits: int
) -> tuple[NumberRange | None, EntryProblem | None]:
    """The numbers, or what is wrong with how they are written."""
    bases = {block.base for block in account.blocks}
    read = read_ranges(pd.Series([typed], index=[0], dtype=TEXT), bases, max_national_digits)
    span, problem = _told(read, typed, max_national_digits)
    return span if span is None else _in_its_block(span, account), problem


def meant_extensions(
    base: str, extensions: str, account: Account, max_national_digits: int
) -> tuple[NumberRange | None, NumberBlock | None, EntryProblem | None]:
    """The numbers and their block, which has all of them and keeps none of them back yet; or what is wrong."""
    found = EXTENSIONS.fullmatch(extensions)
    if found is None:
        return None, None, EntryProblem(EntryCode.RANGE_FORM, 0, "first", extensions)
    cell, first, last = (pd.Series([one], dtype=TEXT) for one in (base, found[1], found[2]))
    span, problem = _told(with_ends(cell, first, last, max_national_digits), base, max_national_digits)
    if span is None:
        about_ends = problem is not None and problem.code in {EntryCode.RANGE_FORM, EntryCode.RANGE_BACKWARDS}
        return None, None, replace(problem, value=extensions) if problem is not None and about_ends else problem
    blocks = [block for block in account.blocks if block.base == span.base]
    if not blocks:
        known = ", ".join(dict.fromkeys(phone_text(one.base) for one in account.blocks))
        return None, None, EntryProblem(EntryCode.BASE_UNKNOWN, 0, "number", base, {"known": known})
    block = next((block for block in blocks if _has(block, span)), None)
    if block is None:
        known = ", ".join(f"{first}–{last}" for one in blocks for first, last in _ranges(one))
        params = {"base": phone_text(span.base), "known": known}
        return None, None, EntryProblem(EntryCode.OUTSIDE_BLOCKS, 0, "first", extensions, params)
    taken = next((one for one in block.reserved if _meet(one.first, one.last, span)), None)
    if taken is not None:
        params = {"first": taken.first, "last": taken.last, "holder": taken.name or "–"}
        return None, None, EntryProblem(EntryCode.RESERVED_ALREADY, 0, "first", extensions, params)
    return span, block, None


def _in_its_block(span: NumberRange, account: Account) -> NumberRange:
    """One number as an extension of its block, where it has one: so it is read, and so it is reserved."""
    if span.first is not None or span.base not in account.numbers.index:
        return span
    extension = account.numbers["extension"].loc[span.base]
    if pd.isna(extension):
        return span
    return NumberRange(span.base.removesuffix(str(extension)), str(extension), str(extension))


def _told(read: pd.DataFrame, typed: str, max_national_digits: int) -> tuple[NumberRange | None, EntryProblem | None]:
    row = read.iloc[0]
    if not pd.isna(row["problem"]):
        return None, EntryProblem(str(row["problem"]), 0, "number", typed, {"most": str(max_national_digits)})
    ends = (None if pd.isna(row[name]) else str(row[name]) for name in ("first", "last"))
    span = NumberRange(str(row["base"]), *ends)
    if span.size > MOST_NUMBERS_AT_ONCE:
        params = {"count": str(span.size), "limit": str(MOST_NUMBERS_AT_ONCE)}
        return None, EntryProblem(EntryCode.TOO_MANY, 0, "number", typed, params)
    return span, None


def _has(block: NumberBlock, span: NumberRange) -> bool:
    first, last = str(span.first), str(span.last)
    return any(len(low) == len(first) and low <= first and last <= high for low, high in _ranges(block))


def _ranges(block: NumberBlock) -> list[tuple[str, str]]:
    return [(block.first, block.last), *((one.first, one.last) for one in block.extended)]


def _meet(first: str, last: str, span: NumberRange) -> bool:
    return len(first) == len(str(span.first)) and first <= str(span.last) and str(span.first) <= last

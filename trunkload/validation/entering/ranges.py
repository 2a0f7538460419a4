"""Reads numbers and ranges as people write them: `+49 221 4710-00 bis -99`, `0221 4710 00–99`, `+49 221 471015`."""

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import pandas as pd

from trunkload.inventory.number_plan import MAX_INTERNATIONAL_DIGITS
from trunkload.inventory.number_range import MOST_EXTENSION_DIGITS
from trunkload.validation.entering.entries import EntryCode
from trunkload.validation.phones import read_phones
from trunkload.validation.texts import arrow, series

TEXT = pd.StringDtype("pyarrow")
RANGE_COLUMNS = ("base", "first", "last", "problem", "other")
"""`first` and `last` are NA for one number; `problem`: a code; `other`: the other way in which an unclear one reads."""

_BETWEEN = r"\s*(?:–|—|…|\.{2,}|\b(?:bis|to)\b)\s*-?\s*"
PLAIN_RANGE = rf"(?i)^(?P<left>.*?[0-9]){_BETWEEN}(?P<right>[0-9+(].*)$"
"""What can be nothing but a range."""

HYPHEN = r"^(?P<left>.*[0-9])\s*[-\u2010\u2011\u2212]\s*(?P<right>[0-9]+)$"
"""A range, or a number with its extension (DIN 5008): what stands around it decides."""

LONGEST_ALONE = 4
"""Digits that can stand for the end of a range by themselves; more may be the whole subscriber number again."""

_Range = tuple[str | None, str | None, str | None, str | None, str | None]
_SINGLE: _Range = (None, None, None, None, None)

APART = re.compile(r"[0-9][ ()/]+[0-9]")
"""Written with blanks, as numbers are that have an extension behind a hyphen."""


class _Written(NamedTuple):
    """What may be a range: `begins` is `left` in E.164, NA where it is no number, then with its `problem`."""

    left: str
    right: str
    begins: str
    problem: str
    surely: bool


def read_ranges(typed: pd.Series, bases: AbstractSet[str], max_national_digits: int) -> pd.DataFrame:
    """RANGE_COLUMNS for every text; `bases` are those of the account's blocks, which say how a hyphen is meant.

    A range is as long as its last part says: `+49221471000-99` has two digits behind +49 221 4710.
    """
    texts = typed.str.strip().astype(TEXT)
    whole, problem = _read(texts, max_national_digits)
    nothing = pd.Series(pd.NA, index=texts.index, dtype=TEXT)
    single = pd.DataFrame({"base": whole, "first": nothing, "last": nothing, "problem": problem, "other": nothing})
    plain, hyphen = (texts.str.extract(pattern).astype(TEXT) for pattern in (PLAIN_RANGE, HYPHEN))
    left, right = plain["left"].fillna(hyphen["left"]).dropna(), plain["right"].fillna(hyphen["right"]).dropna()
    surely = plain["left"].notna()[left.index]
    written = map(_Written, left, right, *_read(left, max_national_digits), surely)
    ranges = [_range_or_single(one, bases) for one in written]
    read = pd.DataFrame(ranges, index=left.index, columns=list(RANGE_COLUMNS), dtype=TEXT)
    read = read[read["base"].notna() | read["problem"].notna()]
    return _ends_checked(pd.concat([single.drop(index=read.index), read]).sort_index(), max_national_digits)


def with_ends(base: pd.Series, first: pd.Series, last: pd.Series, max_national_digits: int) -> pd.DataFrame:
    """RANGE_COLUMNS where base and extensions stand in cells of their own; without a last one it is just the first."""
    e164, problem = _read(base.str.strip().str.rstrip("-– "), max_national_digits)
    begin, end = first.str.strip(), last.fillna(first).str.strip()
    digits = begin.str.fullmatch("[0-9]{1,6}") & end.str.fullmatch("[0-9]{1,6}") & (begin.str.len() == end.str.len())
    backwards = digits & (begin > end)
    problem = problem.mask(problem.isna() & ~digits.fillna(value=False), EntryCode.RANGE_FORM)
    problem = problem.mask(problem.isna() & backwards.fillna(value=False), EntryCode.RANGE_BACKWARDS)
    read = pd.DataFrame({"base": e164, "first": begin, "last": end, "problem": problem})
    return _ends_checked(read.reindex(columns=list(RANGE_COLUMNS)).astype(TEXT), max_national_digits)


def _read(texts: pd.Series, max_national_digits: int) -> tuple[pd.Series, pd.Series]:
    phones = read_phones(arrow(texts.astype(TEXT)), max_national_digits)
    return series(phones.e164, texts.index), series(phones.problem, texts.index)


def _range_or_single(written: _Written, bases: AbstractSet[str]) -> _Range:
    """Nothing at all where it is one number."""
    kind = "range" if written.surely else _kind(written, bases)
    if kind == "unclear":
        return None, None, None, EntryCode.RANGE_UNCLEAR, written.right
    return _SINGLE if kind == "single" else _range(written)


def _kind(written: _Written, bases: AbstractSet[str]) -> str:
    """Whether a hyphen stands in a range or before an extension: the account knows it, else how it is written."""
    left, right, begins = written.left, written.right, written.begins
    if pd.isna(begins) or len(right) > MOST_EXTENSION_DIGITS:
        return "single"
    tail, group = begins[-len(right) :], _last_digits(left)
    if begins in bases:
        return "single"
    in_block, alike = begins[: -len(right)] in bases, len(group) == len(right) and len(group) < len(left)
    if in_block or alike or (set(tail) == {"0"} and set(right) != {"0"}):
        return "range"
    return "single" if APART.search(left) and len(group) > len(right) else "unclear"


def _range(written: _Written) -> _Range:
    left, right, begins, problem, _ = written
    if not pd.isna(problem):
        return None, None, None, problem, None
    last = _last_part(left, right, begins)
    if last is None or len(last) >= len(begins) - len("+49"):
        return None, None, None, EntryCode.RANGE_FORM, None
    base, first = begins[: -len(last)], begins[-len(last) :]
    return base, first, last, EntryCode.RANGE_BACKWARDS if first > last else None, None


def _last_part(left: str, right: str, begins: str) -> str | None:
    """Behind the base. Of a number that is written out, what its first one has behind the hyphen, else where the two
    differ."""
    if right.isdigit() and len(right) <= LONGEST_ALONE:
        return right
    group = _last_digits(left)
    whole, other = (group, right) if right.isdigit() and len(right) == len(group) else (begins, _e164(right))
    if other is None or len(other) != len(whole):
        return None
    _, hyphen, behind = left.rpartition("-")
    same = len(whole) - len(behind) if hyphen else _alike(whole, other)
    return other[same:] if whole[:same] == other[:same] else None


def _last_digits(text: str) -> str:
    return text[len(text.rstrip("0123456789")) :]


def _alike(one: str, other: str) -> int:
    """How many characters at the beginning are the same."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))


def _e164(text: str) -> str | None:
    read, _ = _read(pd.Series([text], dtype=TEXT), MAX_INTERNATIONAL_DIGITS)
    return None if pd.isna(read.iloc[0]) else str(read.iloc[0])


def _ends_checked(read: pd.DataFrame, max_national_digits: int) -> pd.DataFrame:
    """The last number of a range must be one too (S-14, N-09)."""
    ranged = read["problem"].isna() & read["last"].notna()
    _, problem = _read((read["base"] + read["last"])[ranged], max_national_digits)
    return read.assign(problem=read["problem"].fillna(problem.reindex(read.index)))

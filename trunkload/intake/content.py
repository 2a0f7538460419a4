"""Knows what a column is by what stands in it, where its header does not say: e-mail addresses, mobile numbers."""

import re
from collections.abc import Collection
from typing import Final

import pyarrow as pa

from trunkload.intake.raw import plain

SAMPLE: Final = 200
"""So many filled cells from the top say what a column holds."""

FIRST_LOOK: Final = 4096
"""Rows that nearly always hold the sample; only a column that is emptier is looked at whole."""

MOST: Final = 0.8
"""The share of the sample that has to look like an address, and to be different from the others."""

ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\W\d_]{2,}")
GERMAN_MOBILE = re.compile(r"(?:\+49|0049|0)1[567]\d{8,9}")
NUMBER_MARKS = re.compile(r"[\s()/.–-]")


def holds_addresses(cells: pa.Array) -> bool:
    """E-mail addresses of many people: those of one manager repeat themselves."""
    sample = [cell.casefold() for cell in _sample(cells)]
    addresses = [cell for cell in sample if ADDRESS.fullmatch(cell)]
    return _most(addresses, sample) and _most(set(addresses), addresses)


def holds_mobile_numbers(cells: pa.Array) -> bool:
    """Nothing but German mobile numbers."""
    sample = _sample(cells)
    return bool(sample) and all(map(_is_german_mobile, sample))


def _is_german_mobile(cell: str) -> bool:
    return GERMAN_MOBILE.fullmatch(NUMBER_MARKS.sub("", cell.replace("(0)", ""))) is not None


def _most(some: Collection[str], of_these: Collection[str]) -> bool:
    return bool(of_these) and len(some) >= MOST * len(of_these)


def _sample(cells: pa.Array) -> list[str]:
    top = cells.slice(0, FIRST_LOOK).drop_null()
    filled = top if len(top) >= SAMPLE else cells.drop_null()
    return [cell.strip() for cell in plain(filled.slice(0, SAMPLE)).to_pylist()]

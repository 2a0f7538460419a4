"""Judges what can be seen in the text of a cell alone, column by column, one look after the other."""

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd

from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.validation.harm import Harm, Reading
from trunkload.validation.looks import Look, looks_at
from trunkload.validation.screening import matching
from trunkload.validation.texts import arrow

FEW = 300
"""Cells that are looked at in less time than Arrow needs to understand the pattern."""


@cache
def _table() -> dict[str, tuple[tuple[Look, ...], str]]:
    """For each field what to look for, and one pattern for all of it."""
    looks = {field: tuple(looks_at(field)) for field in STAFF_COLUMNS}
    return {field: (found, "|".join(f"(?:{look.pattern})" for look in found)) for field, found in looks.items()}


@cache
def _compiled(field: str) -> re.Pattern[str]:
    """Python keeps it; what it finds beyond Arrow is looked at once more by Arrow."""
    return re.compile(_table()[field][1])


def suspicious(field: str, cells: pd.Series) -> pd.Series:
    """The cells that any look could tell: one quick pass, because most columns have none."""
    if len(cells) > FEW:
        return matching(cells, _table()[field][1])
    pattern = _compiled(field)
    found = [text is not None and pattern.search(text) is not None for text in arrow(cells).to_pylist()]
    return cells[found] if any(found) else cells.iloc[:0]


def text_harms(field: str, cells: pd.Series) -> Iterator[Harm]:
    """What is told of these cells, one after the other: what is mended by one look is seen mended by the next."""
    for look in _table()[field][0]:
        seen = matching(cells, look.pattern)
        suggestion = look.find(seen) if len(seen) else seen
        if not len(suggestion):
            continue
        seen = seen.loc[suggestion.index]
        yield Harm(look.code, field, suggestion, look.reading, look.params(seen))
        if look.reading is Reading.AS_SUGGESTED:
            cells = cells.mask(cells.index.isin(suggestion.index), suggestion.reindex(cells.index))
        else:
            cells = cells.drop(suggestion.index)

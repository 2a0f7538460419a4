"""Knows the two columns that stand at the right of a workbook that we marked: they are nobody's data."""

from collections.abc import Mapping
from typing import Final

OWN_HEADINGS: Final = {"de": ("Was zu tun ist", "Status"), "en": ("What to do", "Status")}
"""By language; one is known again in any of them."""

OWN: Final = "marks"
"""How such a column is known (sheet.Column)."""


def own_columns(texts: Mapping[int, str]) -> frozenset[int]:
    """The places of both where they stand side by side. `texts`: the header row's, by column from 0."""
    plain = {place: text.strip() for place, text in texts.items()}
    pairs = {place for place in plain if (plain[place], plain.get(place + 1)) in OWN_HEADINGS.values()}
    return frozenset(pairs | {place + 1 for place in pairs})

"""Knows what the pages of one report are called: they lie beside each other and link to each other."""

import re
from collections.abc import Iterable
from typing import Final

FIRST: Final = "report.html"
FIRST_MASKED: Final = "report-masked.html"
FIRST_LIVE: Final = "live.html"
"""Shown in the place of the first, and so under its name; no link has this one."""

ASKED: Final = re.compile(r"report(?P<masked>-masked)?(?:-(?P<number>[2-9]|[1-9][0-9]{1,5}))?\.html")
"""What somebody may ask for by its name."""

FURTHER: Final = r"-([0-9]+)\.html"


def page_name(number: int, first: str = FIRST) -> str:
    """`report.html`, `report-2.html`, …; `first` is what the first one is called."""
    return first if number == 1 else f"{first.removesuffix('.html')}-{number}.html"


def further_pages(names: Iterable[str], first: str = FIRST) -> tuple[str, ...]:
    """Those of the names that are pages of the same report after its first, in their order."""
    pattern = re.compile(re.escape(first.removesuffix(".html")) + FURTHER)
    found = {int(match[1]): name for name in names if (match := pattern.fullmatch(name))}
    return tuple(found[number] for number in sorted(found))


def row_page_name(row: int, *, is_masked: bool = False) -> str:
    """The page of one row alone, in a folder beside the report."""
    return f"rows/{row}-masked.html" if is_masked else f"rows/{row}.html"

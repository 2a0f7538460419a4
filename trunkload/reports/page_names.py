"""Knows what the pages of one report are called: they lie beside each other and link to each other."""

import re
from typing import Final

FIRST: Final = "report.html"
LATER: Final = re.compile(r"report-[0-9]+\.html")


def page_name(number: int) -> str:
    """`report.html`, `report-2.html`, …"""
    return FIRST if number == 1 else f"report-{number}.html"


def is_later_page(name: str) -> bool:
    """Whether a file of this name is a page of a report after its first."""
    return LATER.fullmatch(name) is not None


def row_page_name(row: int) -> str:
    """The page of one row alone, in a folder beside the report."""
    return f"rows/{row}.html"

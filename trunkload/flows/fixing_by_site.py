"""Knows how the rows of an import that need fixing become one workbook for each site, its own people only."""

import re
from dataclasses import dataclass
from datetime import datetime

from trunkload.flows.kept_checks import kept_check
from trunkload.flows.wiring import House
from trunkload.reports.workbook.made import made_marks, site_marks
from trunkload.reports.workbook.marks import Marks, marks_of
from trunkload.reports.workbook.written import write_marked
from trunkload.validation.checked import Checked
from trunkload.validation.language import Lang

LONGEST_SLUG = 40
SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class SiteBook:
    """`site` is None for rows at no site of the account; `name` ends in `.xlsx`; `rows`: as many people."""

    site: str | None
    name: str
    rows: int
    content: bytes


@dataclass(frozen=True, slots=True)
class SiteBooks:
    """By the sites' names, the rows without one last; none where no row needs fixing."""

    books: tuple[SiteBook, ...]
    taken_at: datetime


def to_fix_by_site(house: House, import_id: str, lang: Lang) -> SiteBooks:
    """A row is at the account's site that it names, or that its trunk, block or number implies.

    A site keeps its number in the files' names as long as the import is the same. Raises Refused, Stopped or
    StorageError.
    """
    kept = kept_check(house, import_id)
    marks = marks_of(kept.checked, lang, kept.account_at)
    rows_at = _rows_at(kept.checked)
    sites = [*sorted(set(map(str, kept.checked.decided["site"].dropna()))), None]
    books = tuple(
        SiteBook(site, f"{at:02}-{slug_of(site)}.xlsx", len(rows), _book(kept.checked, marks, site, rows, lang))
        for at, site in enumerate(sites, start=1)
        if (rows := rows_at.get(site))
    )
    return SiteBooks(books, kept.account_at)


def _rows_at(checked: Checked) -> dict[str | None, set[int]]:
    """What is decided is a site of the account, or nothing."""
    sites = checked.decided["site"].dropna().to_dict()
    found: dict[str | None, set[int]] = {}
    for row in checked.blocked.difference(checked.held_back):
        found.setdefault(sites.get(row), set()).add(int(row))
    return found


def _book(checked: Checked, marks: Marks, site: str | None, rows: set[int], lang: Lang) -> bytes:
    """The summary tells of this file alone, not of the whole list."""
    own = site_marks(marks, site, len(rows), lang)
    return write_marked(checked.sheet, made_marks(checked.sheet, own, lang, only=rows), rows)


def slug_of(site: str | None) -> str:
    """A part of a file name that every system takes, whatever a site is called."""
    plain = (site or "").casefold().translate(SPELT)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or (
        "site" if site else "without-site"
    )

"""Knows how the rows of an import that need fixing become one workbook for each site, its own people only."""

import re
from dataclasses import dataclass
from datetime import datetime

from trunkload.flows.judged_again import Judged, judged_again
from trunkload.flows.wiring import House
from trunkload.reports.workbook.made import made_marks, site_marks
from trunkload.reports.workbook.marks import Marks, marks_of
from trunkload.reports.workbook.written import write_marked
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
    """In the order of the account's sites, the rows without one last; none where no row needs fixing."""

    books: tuple[SiteBook, ...]
    taken_at: datetime


def to_fix_by_site(house: House, import_id: str, lang: Lang) -> SiteBooks:
    """A row is at the account's site that it names, or that its trunk, block or number implies.

    Raises Refused, Stopped or StorageError; changes nothing.
    """
    judged = judged_again(house, import_id)
    checked, taken_at = judged.checked, judged.account.taken_at
    marks = marks_of(checked, lang, taken_at)
    rows_at = _rows_at(judged)
    sites = [*(one.name for one in judged.account.sites), None]
    books = tuple(
        SiteBook(site, f"{at:02}-{slug_of(site)}.xlsx", len(rows), _book(judged, marks, site, rows, lang))
        for at, site in enumerate(sites, start=1)
        if (rows := rows_at.get(site))
    )
    return SiteBooks(books, taken_at)


def _rows_at(judged: Judged) -> dict[str | None, set[int]]:
    checked = judged.checked
    known = {one.name for one in judged.account.sites}
    sites = checked.decided["site"]
    found: dict[str | None, set[int]] = {}
    for row in checked.blocked.difference(checked.held_back):
        site = sites.get(row)
        found.setdefault(str(site) if site in known else None, set()).add(int(row))
    return found


def _book(judged: Judged, marks: Marks, site: str | None, rows: set[int], lang: Lang) -> bytes:
    """The summary tells of this file alone, not of the whole list."""
    sheet = judged.checked.sheet
    own = site_marks(marks, site, len(rows), lang)
    return write_marked(sheet, made_marks(sheet, own, lang, only=rows), rows)


def slug_of(site: str | None) -> str:
    """A part of a file name that every system takes, whatever a site is called."""
    plain = (site or "").casefold().translate(SPELT)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or (
        "site" if site else "without-site"
    )

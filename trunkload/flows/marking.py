"""Knows how the workbook of an import is marked: from the check that lies beside the upload."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from trunkload.flows.checking import limits_of
from trunkload.flows.importing import received_upload
from trunkload.flows.kept_checks import kept_check
from trunkload.flows.stored import corrections_of, known_import, rows_left_out
from trunkload.flows.wiring import House
from trunkload.intake.sheet import Sheet, Upload
from trunkload.reports.workbook.made import made_marks
from trunkload.reports.workbook.marks import Marks, marks_of
from trunkload.reports.workbook.markup import CannotMarkError
from trunkload.reports.workbook.package import mark_workbook
from trunkload.reports.workbook.written import write_marked
from trunkload.storage.database import reading
from trunkload.validation.language import Lang

WORKBOOKS: Final = ("xlsx", "xlsm")
"""Formats that are marked in themselves."""


class Wanted(StrEnum):
    """All rows as they were sent, or those alone that need fixing."""

    CHECKED = "checked"
    TO_FIX = "to-fix"


@dataclass(frozen=True, slots=True)
class MarkedBook:
    """`content` is None where no row needs fixing; `suffix` is what the file's name has to end in; `is_own`: it is the
    person's workbook, not one made of what was read; `above`: so many rows would have been marked in it, and there are
    more; `taken_at`: the account's time."""

    content: bytes | None
    suffix: str
    is_own: bool
    taken_at: datetime
    above: int | None = None


def marked_book(house: House, import_id: str, wanted: Wanted, lang: Lang) -> MarkedBook:
    """Marked as it was judged. Raises Refused, Stopped or StorageError."""
    kept = kept_check(house, import_id)
    with reading(house.ledger) as conn:
        record, taken_out = known_import(conn, import_id), rows_left_out(conn, import_id)
        upload, changed = received_upload(house, record), corrections_of(conn, record).made
    checked, sheet = kept.checked, kept.checked.sheet
    marks = marks_of(checked, lang, kept.account_at, checked.right_of(taken_out), changed)
    if wanted is Wanted.TO_FIX:
        rows = set(map(int, checked.blocked.difference(checked.held_back)))
        made = made_marks(sheet, marks, lang, only=rows)
        content = write_marked(sheet, made, rows) if rows else None
        return MarkedBook(content, ".xlsx", is_own=False, taken_at=kept.account_at)
    above = _above(house, sheet)
    own = None if above is not None else _own_marked(house, upload, sheet, marks)
    if own is None:
        content = write_marked(sheet, made_marks(sheet, marks, lang, above=above))
        return MarkedBook(content, ".xlsx", is_own=False, taken_at=kept.account_at, above=above)
    suffix = ".xlsm" if sheet.facts.macros else ".xlsx"
    return MarkedBook(own, suffix, is_own=True, taken_at=kept.account_at)


def _above(house: House, sheet: Sheet) -> int | None:
    """How many rows of a workbook are marked in itself, where this one has more."""
    most = house.settings.reports.marked_rows
    return most if sheet.facts.format in WORKBOOKS and len(sheet.staff) > most else None


def _own_marked(house: House, upload: Upload, sheet: Sheet, marks: Marks) -> bytes | None:
    """None where the upload is no workbook of this kind, or is built in a way that we do not change."""
    if sheet.facts.format not in WORKBOOKS:
        return None
    try:
        return mark_workbook(upload.content, sheet, marks, limits_of(house.settings))
    except CannotMarkError:
        return None

"""Knows how the workbook of an import is marked: from the check that lies beside the upload."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trunkload.flows.checking import limits_of
from trunkload.flows.importing import received_upload
from trunkload.flows.kept_checks import kept_check
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.intake.sheet import Sheet, Upload
from trunkload.reports.workbook.marks import Marks, marks_of
from trunkload.reports.workbook.markup import CannotMarkError
from trunkload.reports.workbook.package import mark_workbook
from trunkload.reports.workbook.written import write_marked
from trunkload.storage.database import reading
from trunkload.validation.language import Lang


class Wanted(StrEnum):
    """All rows as they were sent, or those alone that need fixing."""

    CHECKED = "checked"
    TO_FIX = "to-fix"


@dataclass(frozen=True, slots=True)
class MarkedBook:
    """`content` is None where no row needs fixing; `suffix` is what the file's name has to end in; `is_own`: it is the
    person's workbook, not one made of what was read; `taken_at`: the account's time."""

    content: bytes | None
    suffix: str
    is_own: bool
    taken_at: datetime


def marked_book(house: House, import_id: str, wanted: Wanted, lang: Lang) -> MarkedBook:
    """Marked as it was judged. Raises Refused, Stopped or StorageError."""
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
    kept = kept_check(house, import_id)
    checked, sheet = kept.checked, kept.checked.sheet
    upload = received_upload(house, record)
    marks = marks_of(checked, lang, kept.account_at)
    if wanted is Wanted.TO_FIX:
        rows = set(map(int, checked.blocked.difference(checked.held_back)))
        content = write_marked(sheet, marks, rows) if rows else None
        return MarkedBook(content, ".xlsx", is_own=False, taken_at=kept.account_at)
    own = _own_marked(house, upload, sheet, marks)
    if own is None:
        return MarkedBook(write_marked(sheet, marks), ".xlsx", is_own=False, taken_at=kept.account_at)
    suffix = ".xlsm" if sheet.facts.macros else ".xlsx"
    return MarkedBook(own, suffix, is_own=True, taken_at=kept.account_at)


def _own_marked(house: House, upload: Upload, sheet: Sheet, marks: Marks) -> bytes | None:
    """None where the upload is no workbook of this kind, or is built in a way that we do not change."""
    if sheet.facts.format not in {"xlsx", "xlsm"}:
        return None
    try:
        return mark_workbook(upload.content, sheet, marks, limits_of(house.settings))
    except CannotMarkError:
        return None

"""Knows how the workbook of an import is marked: its upload is judged once more, against the account as it is now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trunkload.flows.checking import judge, limits_of, read_upload
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.importing import received_upload
from trunkload.flows.reporting_again import as_if_given_up
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.intake.sheet import Sheet, Upload
from trunkload.reports.workbook.marks import Marks, marks_of
from trunkload.reports.workbook.markup import CannotMarkError
from trunkload.reports.workbook.package import mark_workbook
from trunkload.reports.workbook.written import write_marked
from trunkload.storage.database import writing
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
    """Judged as if the import held nothing yet. Raises Refused, Stopped or StorageError; changes nothing."""
    with writing(house.ledger) as conn:
        record = known_import(conn, import_id)
        account = as_if_given_up(house, conn, import_id)
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    upload = received_upload(house, record)
    sheet = read_upload(upload, house.settings, record.choices)
    checked = judge(sheet, account, house.settings, house.today, record.choices)
    marks = marks_of(checked, lang, account.taken_at)
    if wanted is Wanted.TO_FIX:
        rows = set(map(int, checked.blocked.difference(checked.held_back)))
        content = write_marked(sheet, marks, rows) if rows else None
        return MarkedBook(content, ".xlsx", is_own=False, taken_at=account.taken_at)
    own = _own_marked(house, upload, sheet, marks)
    if own is None:
        return MarkedBook(write_marked(sheet, marks), ".xlsx", is_own=False, taken_at=account.taken_at)
    suffix = ".xlsm" if sheet.facts.macros else ".xlsx"
    return MarkedBook(own, suffix, is_own=True, taken_at=account.taken_at)


def _own_marked(house: House, upload: Upload, sheet: Sheet, marks: Marks) -> bytes | None:
    """None where the upload is no workbook of this kind, or is built in a way that we do not change."""
    if sheet.facts.format not in {"xlsx", "xlsm"}:
        return None
    try:
        return mark_workbook(upload.content, sheet, marks, limits_of(house.settings))
    except CannotMarkError:
        return None

"""Knows how the workbook of an import is marked: its upload is judged once more, against the account as it is now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trunkload.flows.checking import limits_of
from trunkload.flows.judged_again import Judged, judged_again
from trunkload.flows.wiring import House
from trunkload.reports.workbook.made import made_marks
from trunkload.reports.workbook.marks import Marks, marks_of
from trunkload.reports.workbook.markup import CannotMarkError
from trunkload.reports.workbook.package import mark_workbook
from trunkload.reports.workbook.written import write_marked
from trunkload.validation.language import Lang


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
    """Judged as if the import held nothing yet. Raises Refused, Stopped or StorageError; changes nothing."""
    judged = judged_again(house, import_id)
    checked, taken_at = judged.checked, judged.account.taken_at
    marks = marks_of(checked, lang, taken_at)
    if wanted is Wanted.TO_FIX:
        rows = set(map(int, checked.blocked.difference(checked.held_back)))
        made = made_marks(checked.sheet, marks, lang, only=rows)
        content = write_marked(checked.sheet, made, rows) if rows else None
        return MarkedBook(content, ".xlsx", is_own=False, taken_at=taken_at)
    own = _own_marked(house, judged, marks)
    if own is None:
        above = _above(house, judged)
        content = write_marked(checked.sheet, made_marks(checked.sheet, marks, lang, above=above))
        return MarkedBook(content, ".xlsx", is_own=False, taken_at=taken_at, above=above)
    suffix = ".xlsm" if checked.sheet.facts.macros else ".xlsx"
    return MarkedBook(own, suffix, is_own=True, taken_at=taken_at)


def _own_marked(house: House, judged: Judged, marks: Marks) -> bytes | None:
    """None where the upload is no workbook of this kind, has too many rows, or is built in a way that we do not
    change."""
    sheet = judged.checked.sheet
    if sheet.facts.format not in {"xlsx", "xlsm"} or _above(house, judged) is not None:
        return None
    try:
        return mark_workbook(judged.upload.content, sheet, marks, limits_of(house.settings))
    except CannotMarkError:
        return None


def _above(house: House, judged: Judged) -> int | None:
    """How many rows of a workbook are marked in itself, where this one has more."""
    sheet, most = judged.checked.sheet, house.settings.reports.marked_rows
    is_workbook = sheet.facts.format in {"xlsx", "xlsm"}
    return most if is_workbook and len(sheet.staff) > most else None

"""Knows what a worker process does for people who work with a report: change, show and hand out what it is about."""

import io
import zipfile
from typing import Final

from trunkload.flows.asked_pages import AskedPage, write_asked
from trunkload.flows.carrying import announcing
from trunkload.flows.changeable import Change
from trunkload.flows.checking import limits_of
from trunkload.flows.checking_again import check_again
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.fixing_by_site import to_fix_by_site
from trunkload.flows.importing import received_upload
from trunkload.flows.marking import Wanted, marked_book
from trunkload.flows.reporting import report_again
from trunkload.flows.result_book import result_book
from trunkload.flows.running import plainly
from trunkload.flows.stored import corrections_of, known_import
from trunkload.flows.stored_report import stored_report
from trunkload.flows.wiring import House
from trunkload.intake.refusal import Refused
from trunkload.intake.seen_columns import SeenColumn, seen_columns
from trunkload.reports.build_row_view import row_view
from trunkload.reports.card import FindingView
from trunkload.reports.known_words import known_words
from trunkload.reports.row_view import RowView
from trunkload.storage.database import reading
from trunkload.validation.accepting import NotAcceptableError
from trunkload.validation.findings import Severity
from trunkload.validation.fitting import Misfit, MisfitError
from trunkload.validation.language import Lang
from trunkload.validation.wording import Surface, Words, words_of, words_of_refusal
from trunkload.web.shown import RESULT, Book, CellShown, ColumnShown, RowShown, Said
from trunkload.web.texts import say

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM: Final = "application/vnd.ms-excel.sheet.macroEnabled.12"
ZIP: Final = "application/zip"
TOLD: Final = frozenset(
    {
        StopCode.CONTENDED,
        StopCode.NO_SUCH_CELL,
        StopCode.CELL_CHANGED,
        StopCode.ALL_LEFT_OUT,
        StopCode.ACCOUNT_MISSING,
    }
)
"""Why something cannot be changed; of all others it is enough that it cannot any more."""

GRAVEST: Final = list(Severity)


def change(house: House, import_id: str, wanted: Change, who: str, lang: Lang) -> Words | None:
    """None where it is done; else why it is not, and what to do. Each step is announced to whoever watches."""
    run = announcing(house, import_id, plainly)
    try:
        check_again(house, import_id, wanted, who, run)
    except Refused as refused:
        return words_of_refusal(refused, lang, Surface.PAGE)
    except MisfitError as misfit:
        return _misfit_words(misfit, lang)
    except NotAcceptableError:
        return Words(say("not_there_any_more", lang), say("look_anew", lang))
    except Stopped as stopped:
        code = stopped.code.value if stopped.code in TOLD else "other"
        return Words(say(f"stopped_{code}", lang, **stopped.params), say("look_anew", lang))
    return None


def _misfit_words(misfit: MisfitError, lang: Lang) -> Words:
    if misfit.why is Misfit.NEW and misfit.finding is not None:
        return words_of(misfit.finding, None, lang)
    return Words(say("not_there_any_more", lang), say("look_anew", lang))


def write_report(house: House, import_id: str) -> None:
    """One whose writing was broken off."""
    report_again(house, import_id)


def write_page(house: House, import_id: str, number: int, first: str, lang: Lang) -> bool:
    """One page of the report, told otherwise than it is kept; False where it has fewer pages."""
    return write_asked(house, AskedPage(import_id, number, first, lang))


def row_shown(house: House, import_id: str, row: int, lang: Lang) -> RowShown | None:
    """None where the file has no such row, or where it stands for nobody."""
    about = stored_report(house, import_id, lang)
    view = row_view(about, row)
    if view is None:
        return None
    with reading(house.ledger) as conn:
        seen = corrections_of(conn, known_import(conn, import_id)).seen
    fields = {f"{one.letter}{row}": one.field for one in about.checked.sheet.columns if one.field is not None}
    known = {address: known_words(field, about.account) for address, field in fields.items()}
    return RowShown(
        row=row,
        name=view.card.name,
        status=view.card.status.value,
        said=tuple(map(_said, view.card.findings_of_row)),
        cells=tuple(_cells(view, known)),
        seen=seen,
        place=view.report.removeprefix("../"),
    )


def _cells(view: RowView, known: dict[str, tuple[str, ...]]) -> list[CellShown]:
    return [
        CellShown(
            one.address,
            one.header,
            one.value,
            tuple(map(_said, sorted(_at(view, one.address), key=lambda finding: GRAVEST.index(finding.severity)))),
            known.get(one.address, ()),
        )
        for one in view.card.cells
    ]


def _at(view: RowView, address: str) -> list[FindingView]:
    return [one for one in view.card.findings if one.cell == address]


def _said(one: FindingView) -> Said:
    return Said(one.severity.value, one.sentence, one.fix, one.suggestion)


def columns_shown(house: House, import_id: str) -> tuple[ColumnShown, ...]:
    """As the file is read now. Raises StorageError, Stopped and Refused."""
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
    seen = seen_columns(received_upload(house, record), record.choices, limits_of(house.settings))
    return tuple(map(column_shown, seen))


def column_shown(one: SeenColumn) -> ColumnShown:
    column = one.column
    return ColumnShown(column.letter, column.header, column.field or "", column.how, column.suggestion, one.values)


def book(house: House, import_id: str, kind: str, lang: Lang) -> Book | None:
    """None where no row is in it. `kind`: `checked`, `to-fix`, `result`, or `by-site`, a ZIP of one for each site."""
    if kind == RESULT:
        return Book(f"{import_id}-{kind}.xlsx", XLSX, result_book(house, import_id, lang))
    if kind == "by-site":
        return _by_site(house, import_id, lang)
    made = marked_book(house, import_id, Wanted(kind), lang)
    if made.content is None:
        return None
    return Book(f"{import_id}-{kind}{made.suffix}", XLSM if made.suffix == ".xlsm" else XLSX, made.content)


def _by_site(house: House, import_id: str, lang: Lang) -> Book | None:
    found = to_fix_by_site(house, import_id, lang)
    if not found.books:
        return None
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in found.books:
            archive.writestr(one.name, one.content)
    return Book(f"{import_id}-to-fix.zip", ZIP, written.getvalue())

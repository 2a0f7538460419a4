"""Writes the report of an import where everybody finds it again: pages and JSON beside the upload."""

from dataclasses import replace

from trunkload.flows.importing import Imported
from trunkload.flows.kept_checks import keep_check
from trunkload.flows.kept_keys import check_key, folder_of, page_key
from trunkload.flows.stored_report import fresh_report, stored_report
from trunkload.flows.wiring import House
from trunkload.logs.events import Event
from trunkload.logs.telling import code_of, tell
from trunkload.reports.build_row_view import row_view
from trunkload.reports.build_view import build_pages
from trunkload.reports.check_json import check_document
from trunkload.reports.copied_pages import linked_as
from trunkload.reports.masking.mask import masked
from trunkload.reports.outcome_json import outcome_document
from trunkload.reports.page import render_page
from trunkload.reports.page_names import FIRST, FIRST_MASKED, further_pages, row_page_name
from trunkload.reports.report_on import ReportOn
from trunkload.reports.tables import written_json
from trunkload.storage.failures import StorageError
from trunkload.storage.files import FileStore
from trunkload.validation.language import Lang


def report_key(import_id: str, page: int = 1) -> str:
    """In the language that the upload was sent in."""
    return page_key(import_id, page)


def masked_key(import_id: str) -> str:
    return page_key(import_id, first=FIRST_MASKED)


def row_key(import_id: str, row: int, *, is_masked: bool = False) -> str:
    return f"{folder_of(import_id)}/{row_page_name(row, is_masked=is_masked)}"


def json_key(import_id: str) -> str:
    return f"{folder_of(import_id)}/check.json"


def write_report(house: House, imported: Imported) -> None:
    """The check itself, then its pages and JSON in the language that the upload was sent in; the page of what it takes
    back names it from then on."""
    kept = keep_check(house, imported)
    about = fresh_report(house, imported, kept)
    _write(house, imported.import_id, about)
    if about.undoes is not None:
        refresh_report(house, about.undoes)


def report_again(house: House, import_id: str, lang: Lang | None = None) -> str:
    """Pages and JSON of the import as it is stored now; they replace the first. In another language (`lang`) than that
    of its upload the pages alone, beside them. Answers the key of the first page; raises as `stored_report`."""
    about = stored_report(house, import_id)
    if lang is not None and lang is not about.lang:
        return _save_beside(house.files, import_id, replace(about, lang=lang), FIRST, lang)
    _write(house, import_id, about)
    return report_key(import_id)


def masked_again(house: House, import_id: str, lang: Lang | None = None) -> str:
    """The same pages for readers who may not see personal data; answers the key of the first. Raises as
    `stored_report`."""
    about = masked(stored_report(house, import_id))
    if lang is not None and lang is not about.lang:
        return _save_beside(house.files, import_id, replace(about, lang=lang), FIRST_MASKED, lang)
    return _save_beside(house.files, import_id, about, FIRST_MASKED)


def write_row_page(house: House, import_id: str, row: int, lang: Lang | None = None, *, is_masked: bool) -> str | None:
    """The key of the page of one row as it stands now; None where the file has no such row. Raises as
    `stored_report`."""
    about = stored_report(house, import_id, lang)
    view = row_view(masked(about) if is_masked else about, row)
    if view is None:
        return None
    key = row_key(import_id, row, is_masked=is_masked)
    house.files.save(key, render_page(view).encode())
    return key


def refresh_report(house: House, import_id: str) -> None:
    """Say on the page what became of the orders; an import whose check was not kept stays as it was reported.

    Nothing of an order fails where the page cannot be written now: `report` writes it anew.
    """
    try:
        if house.files.exists(check_key(import_id)):
            report_again(house, import_id)
    except StorageError as failed:
        tell(Event.REPORT_NOT_WRITTEN, import__id=import_id, problem=code_of(failed))


def keys_of_pages(files: FileStore, first: str) -> tuple[str, ...]:
    """The keys of all pages of the report that begins with `first`, in their order."""
    folder, _, name = first.rpartition("/")
    beside = (key.rpartition("/")[2] for key in files.keys(folder) if key.rpartition("/")[0] == folder)
    return (first, *(f"{folder}/{one}" for one in further_pages(beside, name)))


def _write(house: House, import_id: str, about: ReportOn) -> None:
    _save_pages(house.files, import_id, about)
    document = check_document(
        about.checked, about.plan, import_id, about.lang, about.shown.taken_out, comparison=about.comparison
    )
    document["outcomes"] = [outcome_document(one) for one in about.outcomes]
    house.files.save(json_key(import_id), written_json(document))


def _save_pages(files: FileStore, import_id: str, about: ReportOn) -> None:
    """One page after the other, the first as soon as it is there; then goes what was made of an earlier report: pages
    in another language, masked ones, those to work in and those of single rows; and at last what a longer one left."""
    surplus = set[str]()
    for number, view in enumerate(build_pages(about), start=1):
        key = report_key(import_id, number)
        files.save(key, render_page(view).encode())
        if number == 1:
            surplus = _without_asked(files, import_id)
        surplus.discard(key)
    for key in surplus:
        files.delete(key)


def _without_asked(files: FileStore, import_id: str) -> set[str]:
    """Whoever makes one just now sees that the first page is another one. Answers the pages after that."""
    kept = keys_of_pages(files, report_key(import_id))
    for key in files.keys(folder_of(import_id)):
        if key.endswith(".html") and key not in kept:
            files.delete(key)
    return set(kept[1:])


def _save_beside(files: FileStore, import_id: str, about: ReportOn, first: str, other: Lang | None = None) -> str:
    """All pages of a report that is told otherwise than it is kept; answers the key of the first."""
    for number, view in enumerate(build_pages(about), start=1):
        page = linked_as(render_page(view).encode(), first.removesuffix(".html"))
        files.save(page_key(import_id, number, first, other), page)
    return page_key(import_id, 1, first, other)

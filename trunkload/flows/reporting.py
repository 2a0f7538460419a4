"""Writes the report of an import where everybody finds it again: pages and JSON beside the upload."""

from trunkload.flows.importing import Imported
from trunkload.flows.kept_checks import keep_check
from trunkload.flows.kept_keys import check_key
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
from trunkload.reports.page_names import FIRST_MASKED, further_pages, live_page_name, page_name, row_page_name
from trunkload.reports.report_on import ReportOn
from trunkload.reports.tables import written_json
from trunkload.storage.failures import StorageError
from trunkload.storage.files import FileStore
from trunkload.validation.language import Lang


def report_key(import_id: str, page: int = 1) -> str:
    return f"imports/{import_id}/{page_name(page)}"


def masked_key(import_id: str) -> str:
    return f"imports/{import_id}/{FIRST_MASKED}"


def live_key(import_id: str, page: int = 1) -> str:
    return f"imports/{import_id}/{live_page_name(page)}"


def row_key(import_id: str, row: int, *, is_masked: bool = False) -> str:
    return f"imports/{import_id}/{row_page_name(row, is_masked=is_masked)}"


def json_key(import_id: str) -> str:
    return f"imports/{import_id}/check.json"


def write_report(house: House, imported: Imported) -> None:
    """The check itself, then its pages and JSON in the language that the upload was sent in; the page of what it takes
    back names it from then on."""
    kept = keep_check(house, imported)
    about = fresh_report(house, imported, kept)
    _write(house, imported.import_id, about)
    if about.undoes is not None:
        refresh_report(house, about.undoes)


def report_again(house: House, import_id: str, lang: Lang | None = None) -> str:
    """Pages and JSON of the import as it is stored now; they replace the first. `lang`: another language than that of
    its upload. Answers the key of the first page; raises as `stored_report`."""
    _write(house, import_id, stored_report(house, import_id, lang))
    return report_key(import_id)


def masked_again(house: House, import_id: str, lang: Lang | None = None) -> str:
    """The same pages for readers who may not see personal data; answers the key of the first. Raises as
    `stored_report`."""
    for number, view in enumerate(build_pages(masked(stored_report(house, import_id, lang))), start=1):
        page = linked_as(render_page(view).encode(), FIRST_MASKED.removesuffix(".html"))
        house.files.save(f"imports/{import_id}/{page_name(number, FIRST_MASKED)}", page)
    return masked_key(import_id)


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
    """One page after the other, the first as soon as it is there; what a longer report left behind goes, and what was
    made of an earlier one: masked pages, those to work in and those of single rows."""
    further, masked_pages = (keys_of_pages(files, key(import_id)) for key in (report_key, masked_key))
    live_pages = keys_of_pages(files, live_key(import_id))
    surplus = {*further[1:], *masked_pages, *live_pages, *files.keys(f"imports/{import_id}/rows")}
    for number, view in enumerate(build_pages(about), start=1):
        key = report_key(import_id, number)
        files.save(key, render_page(view).encode())
        surplus.discard(key)
    for key in surplus:
        files.delete(key)

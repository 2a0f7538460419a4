"""Writes the report of an import where everybody finds it again: pages and JSON beside the upload."""

import json

from trunkload.flows.checking import price_list
from trunkload.flows.commands import approve_command, row_command
from trunkload.flows.importing import Imported
from trunkload.flows.wiring import House
from trunkload.reports.build_plan_view import PlanShown
from trunkload.reports.build_view import build_pages
from trunkload.reports.check_json import check_document
from trunkload.reports.page import render_page
from trunkload.reports.page_names import is_later_page, page_name, row_page_name
from trunkload.reports.report_on import ReportOn
from trunkload.storage.database import reading
from trunkload.storage.files import FileStore
from trunkload.storage.imports import find_import
from trunkload.validation.language import Lang


def report_key(import_id: str, page: int = 1) -> str:
    return f"imports/{import_id}/{page_name(page)}"


def row_key(import_id: str, row: int) -> str:
    return f"imports/{import_id}/{row_page_name(row)}"


def json_key(import_id: str) -> str:
    return f"imports/{import_id}/check.json"


def write_report(house: House, imported: Imported, taken_out: tuple[int, ...] = ()) -> None:
    """Pages and JSON in the language that the upload was sent in; written again, they replace the first.

    `taken_out`: rows that are right and that a person took out of the plan.
    """
    about = report_on(house, imported, taken_out)
    _save_pages(house.files, imported.import_id, about)
    document = check_document(imported.checked, imported.plan, imported.import_id, about.lang, taken_out)
    house.files.save(json_key(imported.import_id), json.dumps(document, ensure_ascii=False, indent=1).encode())


def report_keys(files: FileStore, import_id: str) -> tuple[str, ...]:
    """The keys of all pages of a report, in their order."""
    later = (key for key in files.keys(f"imports/{import_id}") if is_later_page(key.rpartition("/")[2]))
    return (report_key(import_id), *sorted(later, key=lambda key: (len(key), key)))


def _save_pages(files: FileStore, import_id: str, about: ReportOn) -> None:
    """One page after the other, the first as soon as it is there; what a longer report left behind goes."""
    surplus = {*report_keys(files, import_id)[1:], *row_keys(files, import_id)}
    for number, view in enumerate(build_pages(about), start=1):
        key = report_key(import_id, number)
        files.save(key, render_page(view).encode())
        surplus.discard(key)
    for key in surplus:
        files.delete(key)


def row_keys(files: FileStore, import_id: str) -> tuple[str, ...]:
    """The keys of the pages of single rows that somebody asked for."""
    return files.keys(f"imports/{import_id}/rows")


def report_on(house: House, imported: Imported, taken_out: tuple[int, ...] = ()) -> ReportOn:
    """All that a report of an import tells, in the language that the upload was sent in."""
    with reading(house.ledger) as conn:
        record = find_import(conn, imported.import_id)
    plan = imported.plan
    command = "" if plan is None else approve_command(imported.import_id, plan.digest)
    return ReportOn(
        checked=imported.checked,
        account=imported.account,
        plan=plan,
        prices=price_list(imported.account, house.settings),
        shown=PlanShown(imported.import_id, command, taken_out, row_command(imported.import_id)),
        made_at=house.clock(),
        lang=house.settings.language if record is None else Lang(record.lang),
        held_until=None if record is None else record.held_until,
    )

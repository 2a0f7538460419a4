"""Writes the report of an import where everybody finds it again: page and JSON beside the upload."""

import json

from trunkload.flows.checking import price_list
from trunkload.flows.commands import approve_command
from trunkload.flows.importing import Imported
from trunkload.flows.strategies import choosing_of
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED
from trunkload.reports.build_plan_view import PlanShown
from trunkload.reports.build_view import build_report
from trunkload.reports.check_json import check_document
from trunkload.reports.masking.mask import masked
from trunkload.reports.page import render_page
from trunkload.reports.report_on import ReportOn
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import
from trunkload.validation.language import Lang


def report_key(import_id: str) -> str:
    return f"imports/{import_id}/report.html"


def masked_key(import_id: str) -> str:
    return f"imports/{import_id}/report-masked.html"


def json_key(import_id: str) -> str:
    return f"imports/{import_id}/check.json"


def write_report(house: House, imported: Imported, taken_out: tuple[int, ...] = ()) -> None:
    """Page and JSON in the language that the upload was sent in; written again, they replace the first.

    `taken_out`: rows that are right and that a person took out of the plan.
    """
    about = report_on(house, imported, taken_out)
    house.files.save(report_key(imported.import_id), render_page(build_report(about)).encode())
    document = check_document(imported.checked, imported.plan, imported.import_id, about.lang, taken_out)
    house.files.save(json_key(imported.import_id), json.dumps(document, ensure_ascii=False, indent=1).encode())


def write_masked(house: House, imported: Imported, taken_out: tuple[int, ...] = ()) -> str:
    """The same page for readers who may not see personal data; answers its key."""
    key = masked_key(imported.import_id)
    page = render_page(build_report(masked(report_on(house, imported, taken_out))))
    house.files.save(key, page.encode())
    return key


def report_on(house: House, imported: Imported, taken_out: tuple[int, ...] = ()) -> ReportOn:
    """All that the report of an import is about, in the language that its upload was sent in."""
    with reading(house.ledger) as conn:
        record = find_import(conn, imported.import_id)
    plan = imported.plan
    command = "" if plan is None else approve_command(imported.import_id, plan.digest)
    return ReportOn(
        checked=imported.checked,
        account=imported.account,
        plan=plan,
        prices=price_list(imported.account, house.settings),
        shown=PlanShown(imported.import_id, command, taken_out),
        made_at=house.clock(),
        lang=house.settings.language if record is None else Lang(record.lang),
        held_until=None if record is None else record.held_until,
        choosing=choosing_of(house.settings, AS_ASKED, imported.account),
    )

"""Writes the report of an import where everybody finds it again: page and JSON beside the upload."""

import json
from datetime import datetime

from trunkload.flows.checking import price_list
from trunkload.flows.commands import approve_command
from trunkload.flows.importing import Imported
from trunkload.flows.strategies import choosing_of
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED
from trunkload.reports.build_plan_view import PlanShown
from trunkload.reports.build_view import build_report
from trunkload.reports.check_json import check_document
from trunkload.reports.page import render_page
from trunkload.reports.report_on import ReportOn
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import
from trunkload.validation.language import Lang


def report_key(import_id: str) -> str:
    return f"imports/{import_id}/report.html"


def json_key(import_id: str) -> str:
    return f"imports/{import_id}/check.json"


def write_report(house: House, imported: Imported, taken_out: tuple[int, ...] = ()) -> None:
    """Page and JSON in the language that the upload was sent in; written again, they replace the first.

    `taken_out`: rows that are right and that a person took out of the plan.
    """
    with reading(house.ledger) as conn:
        record = find_import(conn, imported.import_id)
    lang = house.settings.language if record is None else Lang(record.lang)
    until = None if record is None else record.held_until
    page = render_page(build_report(_about(house, imported, lang, until, taken_out)))
    house.files.save(report_key(imported.import_id), page.encode())
    document = check_document(imported.checked, imported.plan, imported.import_id, lang, taken_out)
    house.files.save(json_key(imported.import_id), json.dumps(document, ensure_ascii=False, indent=1).encode())


def _about(
    house: House, imported: Imported, lang: Lang, held_until: datetime | None, taken_out: tuple[int, ...]
) -> ReportOn:
    plan = imported.plan
    command = "" if plan is None else approve_command(imported.import_id, plan.digest)
    return ReportOn(
        checked=imported.checked,
        account=imported.account,
        plan=plan,
        prices=price_list(imported.account, house.settings),
        shown=PlanShown(imported.import_id, command, taken_out),
        made_at=house.clock(),
        lang=lang,
        held_until=held_until,
        choosing=choosing_of(house.settings, AS_ASKED, imported.account),
    )

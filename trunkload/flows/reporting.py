"""Writes the report of an import where everybody finds it again: page and JSON beside the upload."""

import json

from trunkload.flows.importing import Imported
from trunkload.flows.kept_checks import keep_check
from trunkload.flows.kept_keys import check_key
from trunkload.flows.stored_report import fresh_report, stored_report
from trunkload.flows.wiring import House
from trunkload.reports.build_view import build_report
from trunkload.reports.check_json import check_document
from trunkload.reports.masking.mask import masked
from trunkload.reports.outcome_json import outcome_document
from trunkload.reports.page import render_page
from trunkload.reports.report_on import ReportOn


def report_key(import_id: str) -> str:
    return f"imports/{import_id}/report.html"


def masked_key(import_id: str) -> str:
    return f"imports/{import_id}/report-masked.html"


def json_key(import_id: str) -> str:
    return f"imports/{import_id}/check.json"


def write_report(house: House, imported: Imported) -> None:
    """The check itself, then page and JSON in the language that the upload was sent in."""
    kept = keep_check(house, imported)
    _write(house, imported.import_id, fresh_report(house, imported, kept))


def report_again(house: House, import_id: str) -> str:
    """Page and JSON of the import as it is stored now; they replace the first. Answers the page's key; raises as
    `stored_report`."""
    _write(house, import_id, stored_report(house, import_id))
    return report_key(import_id)


def masked_again(house: House, import_id: str) -> str:
    """The same page for readers who may not see personal data; answers its key. Raises as `stored_report`."""
    page = render_page(build_report(masked(stored_report(house, import_id))))
    house.files.save(masked_key(import_id), page.encode())
    return masked_key(import_id)


def refresh_report(house: House, import_id: str) -> None:
    """Say on the page what became of the orders; an import whose check was not kept stays as it was reported."""
    if house.files.exists(check_key(import_id)):
        report_again(house, import_id)


def _write(house: House, import_id: str, about: ReportOn) -> None:
    house.files.save(report_key(import_id), render_page(build_report(about)).encode())
    document = check_document(
        about.checked, about.plan, import_id, about.lang, about.shown.taken_out, comparison=about.comparison
    )
    document["outcomes"] = [outcome_document(one) for one in about.outcomes]
    house.files.save(json_key(import_id), json.dumps(document, ensure_ascii=False, indent=1).encode())

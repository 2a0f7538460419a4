"""Writes the report once more as people work with it in the page: with what can be taken, decided and changed."""

from dataclasses import replace

from trunkload.flows.reporting import live_key
from trunkload.flows.stored import corrections_of, known_import
from trunkload.flows.stored_report import stored_report
from trunkload.flows.wiring import House
from trunkload.reports.build_corrections import correction_views
from trunkload.reports.build_view import build_pages
from trunkload.reports.live_view import LiveView
from trunkload.reports.page import render_page
from trunkload.storage.database import reading


def live_again(house: House, import_id: str) -> None:
    """Its pages beside the report's own. Raises as `stored_report`."""
    about = stored_report(house, import_id)
    with reading(house.ledger) as conn:
        made = corrections_of(conn, known_import(conn, import_id)).made
    live = LiveView(correction_views(made, about.checked.sheet, about.lang))
    for number, view in enumerate(build_pages(about), start=1):
        content = render_page(replace(view, live=live)).encode()
        house.files.save(live_key(import_id, number), content)

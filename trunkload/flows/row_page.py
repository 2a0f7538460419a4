"""Writes the page of one row of an import when somebody asks for it."""

from trunkload.flows.reporting import report_on, row_key
from trunkload.flows.reporting_again import imported_again
from trunkload.flows.wiring import House
from trunkload.reports.build_row_view import row_view
from trunkload.reports.page import render_page


def write_row_page(house: House, import_id: str, row: int) -> str | None:
    """The key under which it is kept; None where the file has no such row. Raises Refused, Stopped, StorageError."""
    imported, taken_out = imported_again(house, import_id)
    view = row_view(report_on(house, imported, taken_out), row)
    if view is None:
        return None
    key = row_key(import_id, row)
    house.files.save(key, render_page(view).encode())
    return key

"""Reads what Prefect's page shows of an import, as it is stored."""

from collections import Counter

from sqlalchemy import Connection

from trunkload.flows.commands import DIGEST_SHOWN, approve_command
from trunkload.flows.reporting import report_key
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.orders.plan import Cost
from trunkload.orders.states import ImportState
from trunkload.reports.notation import moment_text
from trunkload.reports.run_view import RunPlan, RunView
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord
from trunkload.storage.ordered import read_orders
from trunkload.validation.receipt import Receipt


def run_view(house: House, import_id: str) -> RunView:
    """Figures only: no row of the sheet is read. Raises Stopped."""
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
        plan = _plan(conn, house, record) if record.state is ImportState.PLANNED else None
    return RunView(
        lang=house.settings.language,
        import_id=import_id,
        file_name=record.file_name,
        page=_page(house, import_id),
        place=house.files.address(report_key(import_id)),
        receipt=receipt_of(record),
        plan=plan,
    )


def receipt_of(record: ImportRecord) -> Receipt:
    return Receipt(
        rows=record.rows,
        ready=record.ready,
        ready_with_warnings=record.ready_with_warnings,
        blocked=record.blocked,
        blank=record.skipped_blank,
        hidden=record.skipped_hidden,
        example=record.skipped_example,
        footer=record.skipped_footer,
        repeated=record.skipped_repeated,
    )


def _plan(conn: Connection, house: House, record: ImportRecord) -> RunPlan:
    orders, items = Counter[str](), Counter[str]()
    for order in read_orders(conn, record.id):
        orders[order.trunk] += 1
        items[order.trunk] += order.size
    until = record.held_until or record.received_at
    digest = record.digest or ""
    return RunPlan(
        digest=digest[:DIGEST_SHOWN],
        command=approve_command(record.id, digest),
        trunks=[(trunk, orders[trunk], items[trunk]) for trunk in sorted(orders)],
        cost=Cost(record.monthly, record.one_off, record.currency or "", sample=record.sample_prices),
        until=moment_text(until.astimezone(), house.settings.language),
    )


def _page(house: House, import_id: str) -> str | None:
    """The report's address in the page, which asks who wants to see it. A link to the store itself would open it to
    whoever sees Prefect, and end with the night."""
    url = house.settings.web.url
    return None if url is None else f"{str(url).rstrip('/')}/imports/{import_id}"

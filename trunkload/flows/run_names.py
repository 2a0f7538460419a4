"""Knows how runs are called in Prefect's page: by what they do, the import and its file; in their logs by the import
alone, because people's names may stand in a file's name."""

from contextlib import suppress

import httpx
from prefect.client.orchestration import get_client
from prefect.context import FlowRunContext
from prefect.runtime import flow_run

from trunkload.flows.wiring import House
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import


def by_time() -> str:
    """Of a flow that is about no import: its own name and when it was due, in UTC."""
    return f"{flow_run.flow_name} {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}"


def name_by_file(house: House, import_id: str) -> None:
    """The present run gets its file's name behind the name that it has."""
    context = FlowRunContext.get()
    run = None if context is None else context.flow_run
    with reading(house.ledger) as conn:
        record = find_import(conn, import_id)
    if run is None or record is None or record.purged_at is not None:
        return
    with suppress(httpx.HTTPError), get_client(sync_client=True) as client:
        client.set_flow_run_name(run.id, f"{run.name} {record.file_name}")

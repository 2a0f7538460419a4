"""Starts a run for each plan that waits for approval, and ends those whose import waits no more."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterTags,
)
from prefect.client.schemas.filters import FlowRunFilterStateName as StateName
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled

from trunkload.flows.asking_approval import stop_of, stop_sentence
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports

FLOW = "approve_import"
DEPLOYMENT = f"{FLOW}/approve-import"
PAGE = 200
"""Runs that one answer of the server has at most."""

OF_OURS = FlowFilter(name=FlowFilterName(any_=[FLOW]))


def ask_for_approvals(house: House, import_ids: Iterable[str]) -> None:
    """One run for each plan, however often it is asked, and another one where that died or nobody answered it in time;
    none where the settings or Prefect have no place for it."""
    waiting = [one for one in import_ids if stop_of(house, one) is None]
    if not (waiting and house.settings.approval.at_prefect):
        return
    with suppress(ObjectNotFound, httpx.HTTPError), get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name(DEPLOYMENT)
        for import_id in waiting:
            last = _last_run(client, import_id)
            if last is None or _is_dead(last):
                client.create_flow_run_from_deployment(
                    deployment.id,
                    parameters={"import_id": import_id},
                    name=f"approve {import_id}",
                    tags=[import_id],
                    idempotency_key=f"approve-{import_id}" if last is None else f"approve-{import_id}-after-{last.id}",
                )


def _last_run(client: SyncPrefectClient, import_id: str) -> FlowRun | None:
    of_import = FlowRunFilter(tags=FlowRunFilterTags(all_=[import_id]))
    newest = FlowRunSort.EXPECTED_START_TIME_DESC
    found = client.read_flow_runs(flow_filter=OF_OURS, flow_run_filter=of_import, sort=newest, limit=1)
    return found[0] if found else None


def _is_dead(run: FlowRun) -> bool:
    """It asks nobody any more. One that a person cancelled is to be silent."""
    return run.state is not None and (run.state.is_failed() or run.state.is_crashed())


def ask_for_all_approvals(house: House) -> None:
    """Of whatever waits, also of what no flow planned: on the command line, in the page, anew after an order failed."""
    with reading(house.ledger) as conn:
        planned = [one.id for one in list_imports(conn, {ImportState.PLANNED})]
    ask_for_approvals(house, planned)


def end_settled_approvals(house: House) -> None:
    """What was approved, cancelled or has lapsed elsewhere keeps no run waiting; each says why it ended."""
    with suppress(httpx.HTTPError), get_client(sync_client=True) as client:
        for run in tuple(_suspended(client)):
            stopped = stop_of(house, str(run.parameters["import_id"]))
            if stopped is not None:
                client.set_flow_run_state(run.id, Cancelled(message=stop_sentence(house, stopped)))


def _suspended(client: SyncPrefectClient) -> Iterator[FlowRun]:
    """All of ours; the server tells of so many at a time."""
    suspended = FlowRunFilter(state=FlowRunFilterState(name=StateName(any_=["Suspended"])))
    oldest = FlowRunSort.EXPECTED_START_TIME_ASC
    for page in count():
        found = client.read_flow_runs(
            flow_filter=OF_OURS, flow_run_filter=suspended, sort=oldest, limit=PAGE, offset=page * PAGE
        )
        yield from found
        if len(found) < PAGE:
            return

"""Starts a run for each plan that waits for approval, and ends those whose import waits no more."""

from collections.abc import Iterable
from contextlib import suppress

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterState
from prefect.client.schemas.filters import FlowRunFilterStateName as StateName
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled

from trunkload.flows.asking_approval import stop_of, stop_sentence
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports

FLOW = "approve_import"
DEPLOYMENT = f"{FLOW}/approve-import"


def ask_for_approvals(house: House, import_ids: Iterable[str]) -> None:
    """One run for each plan, however often it is asked; none where the settings or Prefect have no place for it."""
    waiting = [one for one in import_ids if stop_of(house, one) is None]
    if not (waiting and house.settings.approval.at_prefect):
        return
    with suppress(ObjectNotFound, httpx.HTTPError), get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name(DEPLOYMENT)
        for import_id in waiting:
            client.create_flow_run_from_deployment(
                deployment.id,
                parameters={"import_id": import_id},
                name=f"approve {import_id}",
                idempotency_key=f"approve-{import_id}",
            )


def ask_for_all_approvals(house: House) -> None:
    """Of whatever waits, also of what no flow planned: on the command line, in the page, anew after an order failed."""
    with reading(house.ledger) as conn:
        planned = [one.id for one in list_imports(conn, {ImportState.PLANNED})]
    ask_for_approvals(house, planned)


def end_settled_approvals(house: House) -> None:
    """What was approved, cancelled or has lapsed elsewhere keeps no run waiting; each says why it ended."""
    suspended = FlowRunFilter(state=FlowRunFilterState(name=StateName(any_=["Suspended"])))
    of_ours = FlowFilter(name=FlowFilterName(any_=[FLOW]))
    with suppress(httpx.HTTPError), get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_filter=of_ours, flow_run_filter=suspended):
            stopped = stop_of(house, str(run.parameters["import_id"]))
            if stopped is not None:
                client.set_flow_run_state(run.id, Cancelled(message=stop_sentence(house, stopped)))

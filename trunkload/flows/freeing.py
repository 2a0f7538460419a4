"""Knows what a dead run of `serve` leaves at Prefect: the only slot of a flow that runs alone."""

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate


def free_slots(client: SyncPrefectClient) -> int:
    """Before `serve` runs anything nobody has a slot of its flows, whatever Prefect still counts of runs that were
    killed; how many were taken. Flows of work pools are others' and keep theirs."""
    limits = [one.global_concurrency_limit for one in client.read_deployments() if one.work_pool_name is None]
    taken = [one for one in limits if one is not None and one.active_slots]
    for limit in taken:
        client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=0))
    return len(taken)

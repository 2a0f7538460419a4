"""Tells the Prefect server what there is to run, for whoever serves it and for workers of a pool; makes the limits."""

from datetime import timedelta

from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectAlreadyExists
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType
from prefect.utilities.importtools import import_object

from trunkload.flows.deployments import Daily, Deployment, Every, deployments
from trunkload.flows.occupying import limits_in
from trunkload.settings import Settings

ALONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def register_all(settings: Settings) -> tuple[str, ...]:
    """Every deployment in the work pool that the settings name, which is made where there is none. Their names."""
    pool = settings.flows.work_pool
    with get_client(sync_client=True) as client:
        _make_pool(client, pool)
        make_limits(client, settings)
    for one in runnable(settings):
        one.apply(work_pool_name=pool)
    return tuple(one.name for one in deployments(settings))


def runnable(settings: Settings) -> list[RunnerDeployment]:
    """All deployments as Prefect's own client takes them."""
    return [_runnable(one) for one in deployments(settings)]


def make_limits(client: SyncPrefectClient, settings: Settings) -> None:
    """How many steps of all runs may reach the carrier, and the database, at the same time."""
    for shared, limit in limits_in(settings).items():
        client.upsert_global_concurrency_limit_by_name(shared.value, limit)


def _make_pool(client: SyncPrefectClient, name: str) -> None:
    try:
        client.create_work_pool(WorkPoolCreate(name=name, type="process"))
    except ObjectAlreadyExists:
        return


def _runnable(one: Deployment) -> RunnerDeployment:
    flow: Flow[..., object] = import_object(one.entrypoint)
    limit = None if one.schedule is None else ALONE
    return RunnerDeployment.from_flow(
        flow,
        one.name,
        schedule=_schedule(one.schedule),
        concurrency_limit=limit,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _schedule(schedule: Daily | Every | None) -> Schedule | None:
    match schedule:
        case Daily():
            return Cron(schedule.cron, timezone=schedule.zone)
        case Every():
            return Interval(timedelta(seconds=schedule.seconds))
        case None:
            return None

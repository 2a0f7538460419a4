"""Tells the Prefect server what there is to run, for whoever serves it and for workers of a pool; makes the limits, and
the automation that tells of dead runs."""

from datetime import timedelta

from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.events.schemas.automations import AutomationCore
from prefect.exceptions import ObjectAlreadyExists
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType
from prefect.utilities.importtools import import_object

from trunkload.flows.deployments import Daily, Deployment, Every, deployments
from trunkload.flows.heartbeats import AT_WORK, NAME, zombies
from trunkload.flows.occupying import limits_in
from trunkload.settings import Settings

ALONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def register_all(settings: Settings) -> tuple[str, ...]:
    """Every deployment in the work pool that the settings name, which is made where there is none. Their names.

    The automation that calls silent runs crashed is made, or brought up to date; runs of the pool have heartbeats,
    whatever their worker has in its environment.
    """
    pool = settings.flows.work_pool
    with get_client(sync_client=True) as client:
        _make_pool(client, pool)
        make_limits(client, settings)
        _watch_heartbeats(client)
    for one in runnable(settings):
        one.job_variables = {"env": dict(AT_WORK)}
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


def _watch_heartbeats(client: SyncPrefectClient) -> None:
    """One automation, however often and by how many it was made."""
    wanted = AutomationCore.model_validate(zombies())
    known = client.read_automations_by_name(NAME)
    if not known:
        client.create_automation(wanted)
    for one in known[:1]:
        client.update_automation(one.id, wanted)
    for one in known[1:]:
        client.delete_automation(one.id)


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

"""Knows what Prefect is told to run and when: the same for `serve`, `deploy` and prefect.yaml."""

from collections.abc import Iterator
from dataclasses import dataclass

from trunkload.flows.heartbeats import AT_WORK
from trunkload.flows.night_schedule import every_day_at, zone_of
from trunkload.settings import Settings


@dataclass(frozen=True, slots=True)
class Daily:
    """In the words of cron, in a time zone: a night with a clock change has one run, too."""

    cron: str
    zone: str


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, whatever the time of day."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Deployment:
    """One flow, by the path from which Python imports it. One with a schedule runs alone: a run that falls due while
    the one before is at work is left out."""

    name: str
    entrypoint: str
    schedule: Daily | Every | None = None


def deployments(settings: Settings) -> tuple[Deployment, ...]:
    """All that there are, in the order of the story."""
    flows, zone = settings.flows, zone_of(settings.inbox.time_zone)
    return (
        _of("import_staff"),
        _of("nightly_import", Daily(every_day_at(settings.inbox.at), zone)),
        _of("approve_import"),
        _of("submit_orders"),
        _of("follow_orders", Every(flows.follow_every_seconds)),
        _of("sync_account", Daily(every_day_at(flows.sync_at), zone)),
        _of("tidy_up", Daily(every_day_at(flows.tidy_up_at), zone)),
    )


def _of(flow: str, schedule: Daily | Every | None = None) -> Deployment:
    """A flow has a module of its own name."""
    return Deployment(flow.replace("_", "-"), f"trunkload.flows.{flow}.{flow}", schedule)


def prefect_yaml(settings: Settings) -> str:
    """The same for `prefect deploy --all`, to be kept with an installation's other files."""
    return "\n".join([HEAD, *(_yaml_of(one, settings.flows.work_pool) for one in deployments(settings))])


HEAD = """\
# What Prefect runs of Trunkload, and when: for `prefect deploy --all`. `trunkload deploy` registers the same without
# this file, and makes the work pool, the limits and the automation too. Times, zone and pool are settings; after
# changing one, write this file anew:
#     trunkload deploy --yaml > prefect.yaml
name: trunkload

# The program is installed on every worker: there is nothing to build, to push, or to fetch.
build: null
push: null
pull:
  - prefect.deployments.steps.set_working_directory:
      directory: .

deployments:"""


def _yaml_of(one: Deployment, pool: str) -> str:
    return "\n".join(
        [
            f"  - name: {one.name}",
            f"    entrypoint: {one.entrypoint}",
            "    work_pool:",
            f"      name: {pool}",
            "      job_variables:",
            "        env:",
            *(f'          {name}: "{value}"' for name, value in AT_WORK.items()),
            *_yaml_schedule(one.schedule),
            "",
        ]
    )


def _yaml_schedule(schedule: Daily | Every | None) -> Iterator[str]:
    match schedule:
        case None:
            return
        case Daily():
            yield from ("    schedules:", f'      - cron: "{schedule.cron}"', f"        timezone: {schedule.zone}")
        case Every():
            yield from ("    schedules:", f"      - interval: {schedule.seconds}")
    yield from ("    concurrency_limit:", "      limit: 1", "      collision_strategy: CANCEL_NEW")

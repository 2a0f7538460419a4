"""The process that `serve` starts beside the server: runs what is scheduled, in flows of its own."""

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trunkload.settings import Settings


def main() -> None:
    """Until SIGINT, which ends it silently at any time: by the system while it loads, by Prefect once it serves."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from contextlib import suppress  # noqa: PLC0415 - whatever is loaded is loaded after the line above

    from trunkload.settings import read_settings  # noqa: PLC0415 - the same

    with suppress(KeyboardInterrupt):
        serve_flows(read_settings())


def serve_flows(settings: "Settings") -> None:
    """Serves the flows from the server that PREFECT_API_URL names; one look after orders at once."""
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415 - stands with its only use

    from prefect import serve  # noqa: PLC0415 - the same
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - the same
    from prefect.client.schemas.objects import (  # noqa: PLC0415 - the same
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from prefect.deployments.runner import RunnerDeployment  # noqa: PLC0415 - the same
    from prefect.schedules import Cron, Interval  # noqa: PLC0415 - the same

    from trunkload.flows.follow_orders import follow_orders  # noqa: PLC0415 - the same
    from trunkload.flows.freeing import free_slots  # noqa: PLC0415 - the same
    from trunkload.flows.import_staff import import_staff  # noqa: PLC0415 - the same
    from trunkload.flows.night_schedule import every_day_at, zone_of  # noqa: PLC0415 - the same
    from trunkload.flows.nightly_import import nightly_import  # noqa: PLC0415 - the same
    from trunkload.flows.submit_orders import submit_orders  # noqa: PLC0415 - the same
    from trunkload.flows.tidy_up import tidy_up  # noqa: PLC0415 - the same

    every = timedelta(seconds=settings.flows.follow_every_seconds)
    at_night = Cron(every_day_at(settings.inbox.at), timezone=zone_of(settings.inbox.time_zone))
    alone = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    today = datetime.now(UTC).astimezone()
    nightly = Interval(timedelta(days=1), anchor_date=datetime.combine(today, settings.flows.tidy_up_at).astimezone())
    with get_client(sync_client=True) as client:
        free_slots(client)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    serve(
        RunnerDeployment.from_flow(import_staff, "import-staff"),
        RunnerDeployment.from_flow(submit_orders, "submit-orders"),
        RunnerDeployment.from_flow(follow_orders, "follow-orders", interval=every, concurrency_limit=alone),
        RunnerDeployment.from_flow(nightly_import, "nightly-import", schedule=at_night, concurrency_limit=alone),
        RunnerDeployment.from_flow(tidy_up, "tidy-up", schedule=nightly, concurrency_limit=alone),
        pause_on_shutdown=False,
    )


if __name__ == "__main__":
    main()

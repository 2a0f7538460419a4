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
    """Serves the flows from the server that PREFECT_API_URL names."""
    from prefect import serve  # noqa: PLC0415 - stands with its only use
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - the same

    from trunkload.flows.registering import make_limits, runnable  # noqa: PLC0415 - the same

    with get_client(sync_client=True) as client:
        make_limits(client, settings)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    serve(*runnable(settings), pause_on_shutdown=False)


if __name__ == "__main__":
    main()

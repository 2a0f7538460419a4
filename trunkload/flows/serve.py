"""Starts one local Prefect server and, beside it, the flows with their schedule; nothing of it leaves the machine."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

from trunkload.settings import Settings

START_PATIENCE = 120.0
"""Seconds; on two busy cores the first start migrates the server's database for 20 of them."""


def serve_all(settings: Settings) -> int:
    """Until the person stops it. Prefect is imported only after its surroundings are set."""
    port = settings.flows.server_port
    os.environ.update(surroundings(settings))
    server = subprocess.Popen(  # noqa: S603 - our own interpreter and Prefect's command line, no shell
        [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/health", server)
        _serve_flows(settings)
    finally:
        server.terminate()
        server.wait(timeout=30)
    return 0


def surroundings(settings: Settings) -> dict[str, str]:
    """What Prefect must find in its environment: its place, its address, and no telemetry from server or page."""
    port = settings.flows.server_port
    return {
        "PREFECT_HOME": str((settings.home / "prefect").absolute()),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_UI_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    }


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own loopback address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise ServerNotStarted(url)


class ServerNotStarted(Exception):  # noqa: N818 - says what happened
    """The local Prefect server does not answer at `args[0]`: its port is taken, or it died."""


def _serve_flows(settings: Settings) -> None:
    from datetime import timedelta  # noqa: PLC0415 - stands with its only use

    from prefect import serve  # noqa: PLC0415 - only after the environment is set
    from prefect.deployments.runner import RunnerDeployment  # noqa: PLC0415 - the same

    from trunkload.flows.follow_orders import follow_orders  # noqa: PLC0415 - the same
    from trunkload.flows.import_staff import import_staff  # noqa: PLC0415 - the same
    from trunkload.flows.submit_orders import submit_orders  # noqa: PLC0415 - the same

    every = timedelta(seconds=settings.flows.follow_every_seconds)
    serve(
        RunnerDeployment.from_flow(import_staff, "import-staff"),
        RunnerDeployment.from_flow(submit_orders, "submit-orders"),
        RunnerDeployment.from_flow(follow_orders, "follow-orders", interval=every),
    )

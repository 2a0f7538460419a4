"""Starts one local Prefect server and, beside it, the flows with their schedule; nothing of it leaves the machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from trunkload.flows.by_prefect import answers
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.heartbeats import AT_WORK
from trunkload.settings import Settings

START_PATIENCE = 120.0
"""Seconds; on two busy cores the first start migrates the server's database for 20 of them."""

END_PATIENCE = 10.0
LOOK_EVERY = 0.3
HOST = "127.0.0.1"

Child = subprocess.Popen[bytes]


def serve_all(settings: Settings) -> int:
    """Until the person stops it (SIGINT, SIGTERM); whatever it started has ended then. Raises Stopped."""
    port = settings.flows.server_port
    _refuse_taken(port)
    os.environ.update(surroundings(settings))
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _frame: stopping.append(got))
    children: list[tuple[Child, signal.Signals]] = []
    try:
        server = _start("prefect", "server", "start", "--host", HOST, "--port", str(port))
        children.append((server, signal.SIGTERM))
        _wait_for(f"http://{HOST}:{port}/api", server, stopping)
        if not stopping:
            os.environ.update(logged_by_us(settings))
            children.append((_start("trunkload.flows.scheduler"), signal.SIGINT))
        while not stopping:
            if any(child.poll() is not None for child, _ in children):
                raise Stopped(StopCode.SERVER_ENDED)
            time.sleep(LOOK_EVERY)
    finally:
        for child, politely in reversed(children):
            _end(child, politely)
    return 0


def surroundings(settings: Settings) -> dict[str, str]:
    """What Prefect must find in its environment: its place, its address, and no telemetry from server or page."""
    port = settings.flows.server_port
    return {
        "PREFECT_HOME": str((settings.home / "prefect").absolute()),
        "PREFECT_API_URL": f"http://{HOST}:{port}/api",
        "PREFECT_SERVER_UI_API_URL": f"http://{HOST}:{port}/api",
        "PREFECT_SERVER_API_PORT": str(port),
        # Slots of runs that died are given back after a restart only where their leases outlive the server.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "DO_NOT_TRACK": "1",
        **AT_WORK,
        **_forgetting(settings.retention.days),
    }


def _forgetting(days: int) -> dict[str, str]:
    """Runs are named by files, so they are kept no longer than files are; 0 keeps them."""
    if not days:
        return {}
    return {
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(days * 86_400),
    }


def logged_by_us(settings: Settings) -> dict[str, str]:
    """Where flows run, Prefect tells the terminal what our log lets through; its page has its own log."""
    return {
        "PREFECT_LOGGING_HANDLERS_CONSOLE_CLASS": "trunkload.logs.writing.PrefectLines",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": settings.log.level.upper(),
    }


def _refuse_taken(port: int) -> None:
    """Another's server on our port would answer in place of ours."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise Stopped(StopCode.PORT_TAKEN, port=str(port)) from None


def _start(module: str, *arguments: str) -> Child:
    """In a session of its own: a Ctrl-C reaches this process alone, which then ends the others in order. Where it is
    killed and cannot, they end by themselves, because the port is theirs."""
    command = [sys.executable, "-P", "-m", "trunkload.flows.bound", module, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own interpreter, no shell


def _wait_for(api_url: str, server: Child, stopping: list[int]) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while not stopping and not answers(api_url):
        if server.poll() is not None or time.monotonic() > deadline:
            raise Stopped(StopCode.SERVER_NOT_STARTED, url=api_url)
        time.sleep(LOOK_EVERY)


def _end(child: Child, politely: signal.Signals) -> None:
    """First the child by itself, by the signal that it ends on without a traceback; then whatever it left behind.

    A run that is cut off goes on at the next start (promise 6), so nothing asks it to end.
    """
    with suppress(ProcessLookupError):
        child.send_signal(politely)
    with suppress(subprocess.TimeoutExpired):
        child.wait(END_PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait(END_PATIENCE)

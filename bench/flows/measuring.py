"""Knows what a running Prefect server may cost: so many seconds more than the same functions in process."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.child import CommandFailedError
from bench.line import Line
from trunkload.flows.by_prefect import answers

SCRIPT = str(Path(sys.executable).with_name("trunkload"))
ROOT = Path(__file__).parents[2]
SHEET = ROOT / "sample-data" / "new-staff.xlsx"
ACCOUNT = ROOT / "sample-data" / "account.toml"
ALLOWED = 4.0
"""Seconds more for each flow."""

ROUNDS = 5
PATIENCE = 180.0


def flows(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:  # noqa: ARG001 - one sample sheet
    """The sample sheet, planned and ordered, with `trunkload serve` beside it."""
    clean = folder / "clean"
    _run([SCRIPT, "carrier", "init", str(ACCOUNT)], {"TRUNKLOAD_HOME": str(clean)})
    with _served(folder) as api:
        words = [sys.executable, "-m", "bench.flows.child", str(clean), str(SHEET), str(rounds or ROUNDS)]
        told = json.loads(_run(words, {"PREFECT_API_URL": api, "PREFECT_LOGGING_LEVEL": "ERROR"}).splitlines()[-1])
    yield f"wall time: let nothing else run; the ratio is that of the seconds more to the {ALLOWED:.0f} allowed"
    for at, name in enumerate(("import_staff", "submit_orders")):
        plain, prefect = told["plain"][at], told["prefect"][at]
        shown = (f"{prefect:.2f} s", "the same functions in process", f"{plain:.2f} s")
        yield Line(f"{name}: {prefect - plain:+.2f} s", *shown, (prefect - plain) / ALLOWED, 1.0)


def _environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRUNKLOAD_", "PREFECT_"))}
    return {**kept, "DO_NOT_TRACK": "1", **more}


def _run(words: list[str], more: dict[str, str]) -> str:
    done = subprocess.run(words, env=_environment(more), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandFailedError(f"{' '.join(words)}: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of a server that has its own home, and looks after orders so seldom that it is in nobody's way."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    more = {
        "TRUNKLOAD_HOME": str(folder / "served"),
        "TRUNKLOAD_FLOWS__SERVER_PORT": str(port),
        "TRUNKLOAD_FLOWS__FOLLOW_EVERY_SECONDS": "86400",
    }
    api = f"http://127.0.0.1:{port}/api"
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen([SCRIPT, "serve"], env=_environment(more), cwd=folder, stdout=log, stderr=log)
    try:
        _wait(api)
        yield api
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _wait(api: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(api):
        if time.monotonic() > deadline:
            raise CommandFailedError("trunkload serve: no answer")
        time.sleep(0.5)

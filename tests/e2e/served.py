"""`trunkload serve` in a process of its own, and what its Prefect server tells."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.e2e.console import SCRIPT, Console

PATIENCE = 120.0
BUSY_TRIES = 50


@dataclass(frozen=True)
class Served:
    """A running server: the console whose home it looks after, its process and its address."""

    console: Console
    process: "subprocess.Popen[bytes]"
    api: str

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - JSON
        """GET, or POST where there is a body; again where its SQLite file is busy with another write."""
        content = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self.api}{path}", content, {"Content-Type": "application/json"})  # noqa: S310 - our own loopback address
        for left in reversed(range(BUSY_TRIES)):
            try:
                with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - the same
                    return json.loads(answer.read() or "null")
            except urllib.error.HTTPError as refused:
                if refused.code != HTTPStatus.SERVICE_UNAVAILABLE or not left:
                    raise
                time.sleep(0.1)
        raise AssertionError("the last try answers or raises")

    def runs(self, kind: str) -> list[dict[str, Any]]:
        """All flow runs or task runs that are over."""
        over = {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}
        told = self.ask(f"/{kind}s/filter", {f"{kind}s": {"state": over}, "sort": "EXPECTED_START_TIME_ASC"})
        assert isinstance(told, list)
        return told

    def stop(self, number: signal.Signals) -> int:
        """The exit code after this signal."""
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


def start(console: Console, follow_every: int = 2) -> Served:
    """Its output is kept in the console's folder. `follow_every`: seconds between two looks after orders."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {
        **console.environment,
        "TRUNKLOAD_FLOWS__SERVER_PORT": str(port),
        "TRUNKLOAD_FLOWS__FOLLOW_EVERY_SECONDS": str(follow_every),
    }
    with (console.folder / "serve.log").open("ab") as log:
        process = subprocess.Popen([SCRIPT, "serve"], cwd=console.folder, env=environment, stdout=log, stderr=log)
    return Served(console, process, f"http://127.0.0.1:{port}/api")


def wait_for(what: str, there: object, served: Served) -> None:
    """Until `there()` is true; the server's output tells why if it never is."""
    deadline = time.monotonic() + PATIENCE
    assert callable(there)
    while not there():
        log = (served.console.folder / "serve.log").read_text("utf-8")[-3000:]
        assert served.process.poll() is None, f"the server ended\n{log}"
        assert time.monotonic() < deadline, f"no {what}\n{log}"
        time.sleep(0.2)


def processes_of(home: Path) -> list[int]:
    """Everything on this machine that was started for this home."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"TRUNKLOAD_HOME={home}".encode() in environ.read_bytes() and int(environ.parent.name) != os.getpid():
                found.append(int(environ.parent.name))
        except OSError:
            continue
    return found

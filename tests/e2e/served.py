"""`trunkload serve` in a process of its own, and what its Prefect server tells."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.e2e.console import SCRIPT, Console

PATIENCE = 120.0
OVER = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
BUSY_TIMES = 200
"""The server's SQLite file may be locked; Prefect's own client asks again, too."""


@dataclass(frozen=True)
class Served:
    """A running server: the console whose home it looks after, its process and its address."""

    console: Console
    process: "subprocess.Popen[bytes]"
    api: str

    def ask(self, path: str, body: dict[str, Any] | None = None, method: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """GET, or POST where there is a body, unless another method is named; None where nothing is answered."""
        content = None if body is None else json.dumps(body).encode()
        header = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self.api}{path}", content, header, method=method)  # noqa: S310 - our own loopback address
        for _ in range(BUSY_TIMES):
            try:
                with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - the same
                    told = answer.read()
                    return json.loads(told) if told else None
            except urllib.error.HTTPError as refusal:
                if refusal.code != HTTPStatus.SERVICE_UNAVAILABLE:
                    raise
                refusal.close()
                time.sleep(0.1)
        raise TimeoutError(path)

    def runs(self, kind: str) -> list[dict[str, Any]]:
        """All flow runs or task runs that are over."""
        over = {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}
        told = self.ask(f"/{kind}s/filter", {f"{kind}s": {"state": over}, "sort": "EXPECTED_START_TIME_ASC"})
        assert isinstance(told, list)
        return told

    def begin(self, flow: str, environment: Mapping[str, str] | None = None, **parameters: str) -> str:
        """The id of a run of it that begins now, as its schedule, the page or a person would have it."""
        deployment = self.ask(f"/deployments/name/{flow}/{flow.replace('_', '-')}")
        told = {
            "state": {"type": "SCHEDULED"},
            "parameters": parameters,
            "job_variables": {"env": dict(environment)} if environment else None,
        }
        return str(self.ask(f"/deployments/{deployment['id']}/create_flow_run", told)["id"])

    def ended(self, run: str) -> tuple[str, str]:
        """The state in which the run ended, and what it says."""
        wait_for(f"end of {run}", lambda: self.ask(f"/flow_runs/{run}")["state_type"] in OVER, self)
        state = self.ask(f"/flow_runs/{run}")["state"]
        return state["type"], state["message"] or ""

    def put_away(self) -> None:
        """Nothing is left of it."""
        self.process.kill()
        self.process.wait()
        for process in processes_of(self.console.home):
            os.kill(process, signal.SIGKILL)

    def stop(self, number: signal.Signals) -> int:
        """The exit code after this signal."""
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


def start(console: Console, follow_every: int = 2, port: int = 0) -> Served:
    """Its output is kept in the console's folder. `follow_every`: seconds between two looks after orders. `port`: 0 is
    any that is free."""
    with socket.create_server(("127.0.0.1", port)) as probe:
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

"""A Prefect server, its workers and `serve`'s runner as processes of this machine: started, asked, killed."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.faults.dying import MARK, sharing
from trunkload.flows.by_prefect import answers
from trunkload.flows.serve import surroundings
from trunkload.settings import Settings

ROOT = Path(__file__).parents[2]
ON_START = Path(__file__).with_name("on_start")
FOREIGN = ("TRUNKLOAD_", "PREFECT_", "DIES_", "HALTS", "LC_", "LANG")
PATIENCE = 400.0
"""Seconds; many times what it takes where nothing else is going on."""
FLOWS = ("import_staff", "submit_orders", "follow_orders", "nightly_import")
BY_SCHEDULE = frozenset({"follow_orders", "nightly_import"})
ALONE = {"concurrency_limit": 1, "concurrency_options": {"collision_strategy": "CANCEL_NEW"}}
"""As the product has them."""

OVER = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})


class TooLate(Exception):  # noqa: N818 - what was waited for did not come
    """Says what."""


@dataclass(frozen=True)
class Killable:
    """A process and all that it starts, which share a mark."""

    process: "subprocess.Popen[bytes]"
    together: str

    def kill(self) -> None:
        """`kill -9` of all of them."""
        for one in (self.process.pid, *sharing(self.together)):
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()

    def stop(self) -> None:
        """As systemd does when something is deployed anew."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=10)
        finally:
            self.kill()


@dataclass
class Orchestra:
    """A server of its own below `folder`, whose deployments have a pool for each worker."""

    folder: Path
    port: int
    started: list[Killable] = field(default_factory=list)

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        settings = Settings(home=self.folder)
        flows = settings.flows.model_copy(update={"server_port": self.port})
        quick = {"PREFECT_WORKER_QUERY_SECONDS": "1", "PREFECT_RUNNER_POLL_FREQUENCY": "1"}
        return {**kept, **surroundings(settings.model_copy(update={"flows": flows})), **quick}

    def start(self, words: list[str], environment: Mapping[str, str], log: str) -> Killable:
        together = secrets.token_hex(8)
        paths = os.pathsep.join((str(ON_START), str(ROOT)))
        given = {**self.environment, **environment, "PYTHONPATH": paths, MARK: together}
        with (self.folder / log).open("ab") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=self.folder,
                env=given,
                stdout=told,
                stderr=told,
                start_new_session=True,
            )
        one = Killable(process, together)
        self.started.append(one)
        return one

    def start_server(self) -> Killable:
        server = self.start(
            ["prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self.port)], {}, "server.log"
        )
        until("a server", lambda: answers(self.api))
        return server

    def start_worker(self, pool: str, limit: int = 2) -> Killable:
        """Returned at once; it takes runs a few seconds later, not more than so many at a time."""
        words = ["prefect", "worker", "start", "--pool", pool, "--type", "process", "--name", secrets.token_hex(4)]
        return self.start([*words, "--limit", str(limit)], {}, f"worker-{pool}.log")

    def start_runner(self, environment: Mapping[str, str]) -> Killable:
        """What `trunkload serve` starts beside its server."""
        return self.start(["trunkload.flows.scheduler"], environment, "runner.log")

    def ask(self, path: str, body: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - JSON
        """GET, or POST where there is a body."""
        content = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self.api}{path}", content, {"Content-Type": "application/json"})  # noqa: S310 - our own loopback address
        return until(f"an answer to {path}", lambda: _answered(asked))[0]

    def make_pool(self, pool: str) -> None:
        if not self.ask("/work_pools/filter", {"work_pools": {"name": {"any_": [pool]}}}):
            self.ask("/work_pools/", {"name": pool, "type": "process", "base_job_template": JOB})

    def deploy(self, pool: str) -> dict[str, str]:
        """The ids of the deployments of this pool, by flow."""
        self.make_pool(pool)
        return {name: self.deploy_flow(pool, name, ALONE if name in BY_SCHEDULE else {}) for name in FLOWS}

    def deploy_flow(self, pool: str, name: str, more: Mapping[str, Any]) -> str:
        """Made, or made anew; its id."""
        told = {
            "name": pool,
            "flow_id": self.ask("/flows/", {"name": name})["id"],
            "work_pool_name": pool,
            "entrypoint": f"trunkload.flows.{name}.{name}",
            "path": str(ROOT),
            "enforce_parameter_schema": False,
        }
        return str(self.ask("/deployments/", {**told, **more})["id"])

    def run(self, deployment: str, environment: Mapping[str, str], **parameters: str) -> str:
        """The id of a run that is to begin now."""
        told = {
            "state": {"type": "SCHEDULED"},
            "parameters": parameters,
            "job_variables": {"env": dict(environment)},
            "idempotency_key": secrets.token_hex(8),
        }
        return str(self.ask(f"/deployments/{deployment}/create_flow_run", told)["id"])

    def cancel_scheduled(self) -> None:
        """What a schedule of before would still have run."""
        waiting = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
        for run in self.ask("/flow_runs/filter", waiting):
            self.ask(f"/flow_runs/{run['id']}/set_state", {"state": {"type": "CANCELLED"}, "force": True})

    def state(self, run: str) -> str:
        return str(self.ask(f"/flow_runs/{run}")["state_type"])

    def wait_for(self, run: str) -> str:
        """The state in which it ended."""
        return str(until(f"an end of {run}", lambda: state if (state := self.state(run)) in OVER else ""))


def _answered(asked: urllib.request.Request) -> tuple[Any, ...]:
    """Nothing where the server has too much to do."""
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - as above
            return (json.load(answer),)
    except urllib.error.HTTPError as failed:
        if failed.code != HTTPStatus.SERVICE_UNAVAILABLE:
            raise
        return ()
    except (TimeoutError, HTTPException, urllib.error.URLError):
        return ()


JOB: dict[str, Any] = {
    "job_configuration": {"env": "{{ env }}", "command": "{{ command }}", "working_dir": "{{ working_dir }}"},
    "variables": {
        "type": "object",
        "properties": {
            "env": {"type": "object", "default": {}},
            "command": {"type": "string"},
            "working_dir": {"type": "string"},
        },
    },
}
"""What a process pool asks for, no more than is used here."""


def until(what: str, there: Callable[[], Any], patience: float = PATIENCE) -> Any:  # noqa: ANN401 - what is found
    """What `there` answers as soon as that is something. Raises TooLate."""
    deadline = time.monotonic() + patience
    while not (found := there()):
        if time.monotonic() > deadline:
            raise TooLate(what)
        time.sleep(0.1)
    return found


@contextmanager
def orchestra(folder: Path) -> Iterator[Orchestra]:
    """A server that answers; whatever was started is gone afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    folder.mkdir(parents=True, exist_ok=True)
    one = Orchestra(folder, port)
    try:
        one.start_server()
        yield one
    finally:
        for each in one.started:
            each.kill()

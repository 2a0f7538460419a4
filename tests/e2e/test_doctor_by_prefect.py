"""The doctor asks a Prefect server that runs; and what the flows tell there and here."""

import json
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.console import Console
from tests.e2e.served import Served, processes_of, start, wait_for
from trunkload.flows.by_prefect import answers
from trunkload.flows.health.orchestration import look_at_prefect, served_at
from trunkload.settings import Settings
from trunkload.settings.sections import FlowSettings

LOGGED = (("TRUNKLOAD_LOG__LEVEL", "info"), ("TRUNKLOAD_LOG__FORMAT", "json"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = start(Console(tmp_path_factory.mktemp("served"), LOGGED))
    try:
        wait_for("answer", lambda: answers(served.api), served)
        wait_for("flows", lambda: prefect_rooms(served).get("prefect.flows") == "prefect_flows", served)
        yield served
    finally:
        served.process.kill()
        served.process.wait()
        for process in processes_of(served.console.home):
            os.kill(process, signal.SIGKILL)


def prefect_rooms(served: Served) -> dict[str, str]:
    """What was seen, by room."""
    return {one.name: one.sight.value for one in look_at_prefect({"PREFECT_API_URL": served.api})}


def change(served: Served, name: str, **values: object) -> None:
    served.ask(f"/deployments/{deployment(served, name)['id']}", values, method="PATCH")


def deployment(served: Served, name: str) -> dict[str, Any]:
    told = served.ask(f"/deployments/name/{name.replace('-', '_')}/{name}")
    assert isinstance(told, dict)
    return told


def test_a_server_that_serves_all_flows_is_in_order_also_where_nothing_names_it(served: Served) -> None:
    in_order = {"prefect": "prefect_answers", "prefect.flows": "prefect_flows", "prefect.night": "night_ahead"}
    assert prefect_rooms(served) == in_order
    port = int(served.api.removeprefix("http://127.0.0.1:").removesuffix("/api"))
    settings = Settings(home=served.console.home, flows=FlowSettings(server_port=port))
    assert {one.name: one.sight.value for one in look_at_prefect({}, served_at(settings))} == in_order


def test_a_night_that_ran_is_told_on_the_page_in_words_and_on_the_terminal_without(served: Served) -> None:
    nightly = deployment(served, "nightly-import")
    run = served.ask(f"/deployments/{nightly['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})
    wait_for("night", lambda: [one for one in served.runs("flow_run") if one["id"] == run["id"]], served)
    assert prefect_rooms(served)["prefect.night"] == "night_ran"
    own = {"logs": {"flow_run_id": {"any_": [run["id"]]}}}
    wait_for("words", lambda: "Completed" in str(served.ask("/logs/filter", own)), served)
    terminal = (served.console.folder / "serve.log").read_text("utf-8")
    lines = [json.loads(line) for line in terminal.splitlines() if line.startswith("{")]
    about = [one for one in lines if one.get("prefect.flow_run.id") == run["id"]]
    assert {one["event"] for one in about} == {"prefect.message"}
    assert {one["prefect.flow"] for one in about} <= {"nightly_import", "<unknown>"}
    tasks = {"look into inbox", "lapse", "close night", "tell people"}
    assert {one["prefect.task"] for one in about if "prefect.task" in one} == tasks
    assert (run["name"] in terminal, "Finished in state" in terminal) == (False, False)


def test_paused_flows_and_pools_without_a_worker_are_told(served: Served) -> None:
    change(served, "tidy-up", paused=True)
    assert prefect_rooms(served)["prefect.flows"] == "prefect_paused"
    change(served, "tidy-up", paused=False)
    served.ask("/work_pools/", {"name": "night", "type": "process"})
    change(served, "tidy-up", work_pool_name="night")
    assert prefect_rooms(served)["prefect.workers"] == "prefect_no_worker"
    served.ask("/work_pools/night/workers/heartbeat", {"name": "one"})
    assert prefect_rooms(served)["prefect.workers"] == "prefect_workers"

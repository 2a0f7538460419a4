"""Prefect may run anything twice, at once, too late, or for the wrong person: nothing is done by that."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.asked_at_prefect import (
    approval_run,
    approval_runs,
    is_asked_again,
    question,
    resumed,
    wait_for_state,
)
from tests.e2e.console import Console
from tests.e2e.served import Served, processes_of, start, wait_for
from tests.integration.cli.looks import first_import, import_states, ledger
from trunkload.cli.say import say
from trunkload.flows.by_prefect import answers
from trunkload.flows.heartbeats import AT_WORK, HEARTBEAT, NAME, SILENCE_SECONDS, zombies
from trunkload.flows.importing import receive_upload
from trunkload.flows.in_work import in_work
from trunkload.flows.wiring import open_house
from trunkload.intake.upload import open_upload
from trunkload.reports.run_texts import RUN_TEXTS
from trunkload.settings import Settings
from trunkload.validation.language import Lang

SAMPLES = Path(__file__).parents[2] / "sample-data"
SHEET = SAMPLES / "new-staff.xlsx"
STOPS = RUN_TEXTS[Lang.EN].stops
SENDER = "kim"
PATIENCE = 20.0
NOTE = "Erika Muster "


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A home with an account, in which nobody approves what they sent; orders are looked after when it is asked for."""
    told = (("TRUNKLOAD_APPROVAL__FOUR_EYES", "true"), ("TRUNKLOAD_USER", SENDER))
    console = Console(tmp_path_factory.mktemp("again"), told)
    assert console.run("carrier", "init", SAMPLES / "account.toml").code == 0
    served = start(console, follow_every=Settings().flows.follow_every_seconds)
    try:
        wait_for("answer", lambda: answers(served.api), served)
        wait_for("flows", lambda: len(served.ask("/deployments/filter", {})) == 7, served)
        yield Served(Console(console.folder, (*told, ("PREFECT_API_URL", served.api))), served.process, served.api)
    finally:
        served.put_away()


@pytest.fixture(scope="module")
def planned(served: Served) -> str:
    """The id of an import that was planned by Prefect."""
    assert served.console.run("import", SHEET).code == 1
    return first_import(served.console.home)[0]


def test_a_second_run_of_a_finished_import_ends_well_and_says_that_it_is_done(served: Served, planned: str) -> None:
    kept = "SELECT state, digest FROM import", "SELECT count(*) FROM audit"
    before = [ledger(served.console.home, one) for one in kept]
    assert served.ended(served.begin("import_staff", import_id=planned)) == ("COMPLETED", STOPS["imported_before"])
    assert [ledger(served.console.home, one) for one in kept] == before
    shown = served.ask("/artifacts/latest/filter", {"artifacts": {"key": {"any_": [f"{planned}-import"]}}})
    assert [one["data"] for one in shown] == [100]


def test_a_run_of_an_import_that_another_worker_has_in_hand_ends_well_and_says_so(served: Served) -> None:
    house = open_house(Settings(home=served.console.home))
    import_id = receive_upload(house, open_upload(SAMPLES / "bad" / "unknown-trunk.csv"), SENDER, Lang.EN)
    with in_work(house, import_id):
        run = served.begin("import_staff", import_id=import_id)
        assert served.ended(run) == ("COMPLETED", STOPS["in_other_hands"])
        assert import_states(served.console.home)[import_id] == "received"
    house.ledger.dispose()


def test_who_sent_the_sheet_approves_nothing_in_prefects_form_either(served: Served, planned: str) -> None:
    """However the name is written there."""
    name = f" {SENDER.title()} "
    run = wait_for_state(served, planned, "Suspended")
    assert resumed(served, run, digest=first_import(served.console.home)[1], approver=name) == "ACCEPT"
    wait_for("next question", lambda: is_asked_again(served, run), served)
    asked = question(served, approval_run(served, planned))
    assert asked.removeprefix('"').startswith(f"**Not approved: {STOPS['four_eyes']}**")
    assert import_states(served.console.home)[planned] == "planned"


def test_a_question_that_nobody_answered_in_time_grants_nothing_and_is_asked_anew(served: Served, planned: str) -> None:
    """Prefect's own timeout of a suspended run, which is put into the past here; then the plan still stands."""
    run = wait_for_state(served, planned, "Suspended")
    digest = first_import(served.console.home)[1]
    over = {**run["state"]["state_details"], "pause_timeout": "2020-01-01T00:00:00Z"}
    state = {"type": "PAUSED", "name": "Suspended", "state_details": over}
    served.ask(f"/flow_runs/{run['id']}/set_state", {"state": state, "force": True})
    assert served.ended(run["id"]) == ("FAILED", "The flow was paused and never resumed.")
    assert resumed(served, run, digest=digest, approver="Anna") == "ABORT"
    assert import_states(served.console.home)[planned] == "planned"
    for _ in range(2):
        assert served.ended(served.begin("follow_orders"))[0] == "COMPLETED"
    runs = approval_runs(served, planned)
    assert [one["id"] for one in runs if one["state_type"] == "FAILED"] == [run["id"]]
    assert len(runs) == len(("lapsed", "anew"))
    anew = runs[-1]
    wait_for("question", lambda: served.ask(f"/flow_runs/{anew['id']}")["state_name"] == "Suspended", served)
    assert "waits for approval" in question(served, served.ask(f"/flow_runs/{anew['id']}"))
    assert import_states(served.console.home)[planned] == "planned"
    assert ledger(served.console.home, "SELECT count(*) FROM audit WHERE what LIKE 'approved%'") == [(0,)]


def test_what_prefect_deleted_leaves_the_bytes_of_its_file_while_the_server_is_at_work(served: Served) -> None:
    """Here what somebody had typed into a form."""
    folder = served.console.home / "prefect"
    run = served.ask("/flow_runs/filter", {"limit": 1})[0]["id"]
    served.ask(f"/flow_runs/{run}/input", {"key": "note", "value": NOTE * 500})
    served.ask(f"/flow_runs/{run}/input/note", method="DELETE")
    assert NOTE.encode() in b"".join(one.read_bytes() for one in folder.glob("prefect.db*"))
    assert served.ended(served.begin("tidy_up"))[0] == "COMPLETED"
    assert NOTE.encode() not in b"".join(one.read_bytes() for one in folder.glob("prefect.db*"))


def test_whoever_deploys_again_and_again_has_one_automation_that_finds_dead_runs(served: Served) -> None:
    """From here on the flows belong to a work pool. One that was changed or made twice by hand is put right."""
    said = served.console.run("deploy")
    assert said.code == 0
    assert said.lines[0] == say("deployed_automation", Lang.EN, name=NAME, seconds=SILENCE_SECONDS)
    [first] = served.ask("/automations/filter", {})
    assert (first["name"], first["enabled"], first["trigger"]["within"]) == (NAME, True, SILENCE_SECONDS)
    assert first["trigger"]["after"] == [HEARTBEAT]
    served.ask("/automations/", {**zombies(), "enabled": False})
    served.ask(f"/automations/{first['id']}", {"enabled": False}, "PATCH")
    assert served.console.run("deploy").code == 0
    [again] = served.ask("/automations/filter", {})
    assert (again["name"], again["enabled"], again["actions"]) == (NAME, True, first["actions"])
    assert set(again["trigger"]["expect"]) == set(first["trigger"]["expect"]) == set(zombies()["trigger"]["expect"])
    told = served.ask("/deployments/filter", {})
    assert [one["job_variables"] for one in told] == [{"env": AT_WORK}] * 7


def test_killing_only_the_first_process_of_serve_ends_all_and_the_next_start_has_its_port(served: Served) -> None:
    """The last of this file: `kill -9` of the one that alone could end the others in order."""
    home = served.console.home
    assert len(processes_of(home)) >= len(("serve", "server", "runner"))
    served.process.kill()
    served.process.wait()
    port = int(served.api.removesuffix("/api").rpartition(":")[2])
    end = time.monotonic() + PATIENCE
    while processes_of(home) or not _is_free(port):
        assert time.monotonic() < end, processes_of(home)
        time.sleep(0.1)
    again = start(served.console, port=port)
    try:
        wait_for("answer", lambda: answers(again.api), again)
        assert again.process.poll() is None
        assert again.ask("/flow_runs/count", {}) >= 1
    finally:
        again.put_away()


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False

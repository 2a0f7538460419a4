"""Plans wait in Prefect for their digest: typed right it orders, anything else approves nothing (promise 4)."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest

from tests.e2e.asked_at_prefect import approval_run, is_asked_again, question, resumed, wait_for_state
from tests.e2e.console import Console
from tests.e2e.served import Served, start, wait_for
from tests.integration.cli.looks import first_import, import_states, ledger
from tests.integration.flows.inboxes import HEADER
from trunkload.flows.by_prefect import answers
from trunkload.flows.occupying import Shared
from trunkload.reports.run_texts import RUN_TEXTS
from trunkload.settings import Settings
from trunkload.validation.language import Lang

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample-data"
STOPS = RUN_TEXTS[Lang.EN].stops
MANY = 2000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A home with an account, whose commands run by this server; orders are looked after when it is asked for."""
    alone = Console(tmp_path_factory.mktemp("approval"), (("TRUNKLOAD_INBOX__TIME_ZONE", "Europe/Berlin"),))
    assert alone.run("carrier", "init", SAMPLES / "account.toml").code == 0
    served = start(alone, follow_every=Settings().flows.follow_every_seconds)
    try:
        wait_for("answer", lambda: answers(served.api), served)
        wait_for("flows", lambda: len(served.ask("/deployments/filter", {})) == len(schedules(served)) == 7, served)
        by_prefect = Console(alone.folder, (*alone.settings, ("PREFECT_API_URL", served.api)))
        yield Served(by_prefect, served.process, served.api)
    finally:
        served.put_away()


@pytest.fixture(scope="module")
def planned(served: Served) -> str:
    """The id of an import that was planned by Prefect."""
    assert served.console.run("import", SAMPLES / "new-staff.xlsx").code == 1
    return first_import(served.console.home)[0]


def schedules(served: Served) -> dict[str, Any]:
    """By the deployment's name, all that is said of it in prefect.yaml."""
    return {
        one["name"]: (
            one["entrypoint"],
            [
                {name: told["schedule"].get(name) for name in ("cron", "interval")}
                | {"timezone": told["schedule"]["timezone"] if "cron" in told["schedule"] else None}
                for told in one["schedules"]
            ],
            (one["global_concurrency_limit"] or {}).get("limit"),
            one["concurrency_options"] and one["concurrency_options"]["collision_strategy"],
        )
        for one in served.ask("/deployments/filter", {})
    }


def tasks_of(served: Served, run_name: str) -> list[str]:
    [run] = [one for one in served.runs("flow_run") if one["name"] == run_name]
    own = {"flow_runs": {"id": {"any_": [run["id"]]}}}
    return sorted(one["name"].rsplit("-", 1)[0] for one in served.ask("/task_runs/filter", own))


def test_receipt_plan_report_and_progress_are_shown_as_figures(served: Served, planned: str) -> None:
    found = {one["key"]: one for one in served.ask("/artifacts/filter", {})}
    kinds = {key.removeprefix(f"{planned}-"): one["type"] for key, one in found.items()}
    assert kinds == {"import": "progress", "receipt": "table", "plan": "table", "report": "markdown"}
    assert found[f"{planned}-import"]["data"] == 100
    assert '"count": "40"' in found[f"{planned}-receipt"]["data"]
    assert '"SIP trunk": "KOELN-1"' in found[f"{planned}-plan"]["data"]
    assert first_import(served.console.home)[1][:16] in found[f"{planned}-plan"]["description"]
    assert f"files/imports/{planned}/report.html" in found[f"{planned}-report"]["data"]


def test_a_plan_waits_without_a_process_until_somebody_approves_it(served: Served, planned: str) -> None:
    run = wait_for_state(served, planned, "Suspended")
    assert (run["name"], run["parameters"]) == (f"approve {planned} new-staff.xlsx", {"import_id": planned})
    assert "36 workplaces, 191.40 € a month" in question(served, run)


@pytest.mark.parametrize(
    "typed",
    [{}, {"digest": "", "approver": "Anna"}, {"digest": "0" * 16}, {"digest": "0" * 16, "approver": " "}],
    ids=["nothing", "no digest", "no name", "a blank for a name"],
)
def test_an_empty_answer_is_none(served: Served, planned: str, typed: dict[str, str]) -> None:
    run = wait_for_state(served, planned, "Suspended")
    assert resumed(served, run, **typed) == "REJECT"
    assert approval_run(served, planned)["state_name"] == "Suspended"


def test_another_digest_approves_nothing_and_is_told(served: Served, planned: str) -> None:
    run = wait_for_state(served, planned, "Suspended")
    assert resumed(served, run, digest="0" * 16, approver="Anna") == "ACCEPT"
    wait_for("next question", lambda: is_asked_again(served, run), served)
    asked = question(served, approval_run(served, planned))
    assert asked.removeprefix('"').startswith(f"**Not approved: {STOPS['digest_wrong']}**")
    assert import_states(served.console.home)[planned] == "planned"


def test_the_right_digest_orders_once_and_the_trail_has_the_name(served: Served, planned: str) -> None:
    run = wait_for_state(served, planned, "Suspended")
    typed = {"digest": first_import(served.console.home)[1], "approver": "Anna Admin"}
    assert [resumed(served, run, **typed) for _ in range(2)] == ["ACCEPT", "ABORT"]
    wait_for_state(served, planned, "Completed")
    assert import_states(served.console.home)[planned] == "done"
    assert ledger(served.console.home, "SELECT read_back, count(*) FROM order_item GROUP BY 1") == [("equal", 36)]
    assert ledger(served.console.home, "SELECT who, what FROM audit WHERE what LIKE 'approved%' ORDER BY id") == [
        ("Anna Admin", "approved"),
        ("Anna Admin", "approved at Prefect"),
    ]
    assert resumed(served, run, **typed) == "ABORT"


def test_a_sheet_of_two_thousand_rows_has_no_more_tasks_and_its_run_ends_with_its_plan(served: Served) -> None:
    """Of 40 rows it has as many; a plan that is taken back by command waits no longer at Prefect."""
    sheet = served.console.folder / "many.csv"
    names = ["".join(one) for one in product(ascii_lowercase, repeat=3)][:MANY]
    rows = (f"{name.title()}a;Muster;{name}@example.org;ja;Köln" for name in names)
    sheet.write_text("\n".join([HEADER, *rows]), "utf-8")
    assert served.console.run("import", sheet).code in {0, 1}
    few, many = sorted(import_states(served.console.home))
    assert ledger(served.console.home, "SELECT rows FROM import ORDER BY id") == [(40,), (MANY,)]
    assert tasks_of(served, f"import {many} many.csv") == tasks_of(served, f"import {few} new-staff.xlsx")

    wait_for_state(served, many, "Suspended")
    assert served.console.run("cancel", many).code == 0
    served.begin("follow_orders")
    ended = wait_for_state(served, many, "Cancelled")
    assert ended["state"]["message"] == STOPS["was_cancelled"]


def test_a_step_waits_while_others_keep_the_carrier_busy(served: Served) -> None:
    """The limits are those of the settings."""
    limits = {one["name"]: one["limit"] for one in served.ask("/v2/concurrency_limits/filter", {})}
    flows = Settings().flows
    assert limits[Shared.CARRIER] == flows.carrier_limit
    assert limits[Shared.DATABASE] == flows.database_limit
    slots = {"names": [Shared.CARRIER], "slots": flows.carrier_limit}
    served.ask("/v2/concurrency_limits/increment", {**slots, "mode": "concurrency"})
    reads = "SELECT count(*) FROM audit WHERE what = 'account read'"
    before = ledger(served.console.home, reads)
    run = served.begin("sync_account")
    wait_for("step", lambda: _syncs(served, "RUNNING") == 1, served)
    assert ledger(served.console.home, reads) == before
    served.ask("/v2/concurrency_limits/decrement", slots)
    assert served.ended(run)[0] == "COMPLETED"


def test_prefects_own_command_reads_the_file_as_serve_has_it(served: Served) -> None:
    """The last of this file: what it registers has a work pool, and is served no more."""
    before = schedules(served)
    served.ask("/work_pools/", {"name": "trunkload", "type": "process"})
    command = [sys.executable, "-P", "-m", "prefect", "--no-prompt", "deploy", "--all"]
    environment = {**served.console.environment, "PREFECT_HOME": str(served.console.home / "prefect")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert schedules(served) == before
    assert {one["work_pool_name"] for one in served.ask("/deployments/filter", {})} == {"trunkload"}


def _syncs(served: Served, state: str) -> int:
    """Task runs of the scheduled sync alone."""
    flow = {"flows": {"name": {"any_": ["sync_account"]}}, "task_runs": {"state": {"type": {"any_": [state]}}}}
    return len(served.ask("/task_runs/filter", flow))

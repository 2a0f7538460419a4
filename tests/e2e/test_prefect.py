"""The story run by Prefect is the story run here: same plan, same report; Prefect learns an import's id and no more."""

import csv
import json
import re
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.console import Console, Said
from tests.e2e.served import Served, processes_of, start, wait_for
from tests.integration.cli.looks import count, first_import, import_states, ledger
from trunkload.cli.say import say
from trunkload.flows.approving import approve_plan
from trunkload.flows.by_prefect import answers
from trunkload.flows.night_schedule import zone_of
from trunkload.flows.wiring import open_house
from trunkload.settings import Settings
from trunkload.storage.order_tables import order_item
from trunkload.validation.language import Lang

SAMPLES = Path(__file__).parents[2] / "sample-data"
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?")
IMPORT_TASKS = ["compare uploads", "lapse", "plan import", "read received", "sync account", "write report"]
SUBMIT_TASKS = [
    *("approve within blocks", "finish import", "follow to the end", "plan failed anew"),
    *("read back orders", "refresh report", "send orders", "sync ordered", "tell people"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose home has an import that was approved and then forgotten."""
    console = Console(tmp_path_factory.mktemp("served"))
    assert console.run("demo").code == 0
    house = open_house(Settings(home=console.home))
    approve_plan(house, *first_import(console.home), "admin")
    house.ledger.dispose()
    served = start(console)
    try:
        wait_for("answer", lambda: answers(served.api), served)
        yield served
    finally:
        served.put_away()


@pytest.fixture(scope="module")
def both_ways(served: Served, tmp_path_factory: pytest.TempPathFactory) -> tuple[Console, Console]:
    """Two homes that are alike: where the story runs in process, and where it runs by Prefect."""
    here = Console(tmp_path_factory.mktemp("here"))
    assert here.run("carrier", "init", SAMPLES / "account.toml").code == 0
    there = Console(tmp_path_factory.mktemp("there"), (("PREFECT_API_URL", served.api),))
    shutil.copytree(here.home, there.home)
    return here, there


def test_an_import_left_alone_is_finished_by_the_schedule(served: Served) -> None:
    """A truly scheduled run: nothing else shows that the scheduler makes any."""
    home = served.console.home
    wait_for("scheduled run", lambda: list(import_states(home).values()) == ["done"], served)
    assert count(home, "workplace") == 15 + 36
    assert ledger(home, "SELECT read_back, count(*) FROM order_item GROUP BY 1") == [("equal", 36)]
    wait_for("record of it", lambda: _named(served, "follow_orders"), served)
    run = _named(served, "follow_orders")[0]
    assert (run["state_type"], run["auto_scheduled"], run["parameters"]) == ("COMPLETED", True, {})


def test_what_has_arrived_is_imported_every_night(served: Served) -> None:
    """At the set time of day in the set time zone; here its run is asked for, as the schedule would make it."""
    home = served.console.home
    deployment = served.ask("/deployments/name/nightly_import/nightly-import")
    [nightly] = [one["schedule"] for one in deployment["schedules"]]
    assert nightly["cron"] == "0 2 * * *"
    assert nightly["timezone"] == zone_of(Settings().inbox.time_zone)
    (home / "arrivals" / "inbox").mkdir(parents=True)
    (home / "arrivals" / "inbox" / "letter.pdf").write_bytes(b"%PDF-1.4")
    served.ask(f"/deployments/{deployment['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})
    wait_for("file laid aside", lambda: list((home / "arrivals" / "refused").glob("*-letter.pdf")) != [], served)
    wait_for("record of it", lambda: _named(served, "nightly_import"), served)


def test_what_is_over_is_given_up_every_night(served: Served) -> None:
    """Its schedule names the hour; here its run is asked for, as the schedule would make it."""
    home = served.console.home
    deployment = served.ask("/deployments/name/tidy_up/tidy-up")
    [nightly] = [one["schedule"] for one in deployment["schedules"]]
    assert nightly["cron"] == "0 3 * * *"
    assert nightly["timezone"] == zone_of(Settings().inbox.time_zone)
    held = "SELECT count(*) FROM number WHERE state = 'held'"
    assert ledger(home, held) == [(3,)]
    with closing(sqlite3.connect(home / "trunkload.sqlite")) as connection, connection:
        connection.execute("UPDATE number SET held_until = '2020-01-01T00:00:00.000000+00:00' WHERE state = 'held'")
    served.ask(f"/deployments/{deployment['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})
    wait_for("night", lambda: ledger(home, held) == [(0,)], served)
    wait_for("record of it", lambda: _named(served, "tidy_up"), served)


def test_both_ways_give_the_same_plan_report_and_orders(both_ways: tuple[Console, Console], served: Served) -> None:
    here, there = both_ways
    sheet = SAMPLES / "new-staff.xlsx"
    one, other = (console.run("import", sheet, "--format", "json", "--report", "report") for console in both_ways)
    assert (one.code, other.code) == (1, 1)
    assert json.loads(one.out)["plan"]["items"] == 36
    assert one.out == other.out
    pages = [MOMENT.sub("MOMENT", (console.folder / "report" / "report.html").read_text()) for console in both_ways]
    assert len(pages[0]) > 20_000
    assert pages[0] == pages[1]
    # Orders leave side by side: which workplace id the carrier gives to which is its own.
    columns = ", ".join(column.name for column in order_item.c if column.name != "workplace_id")
    stored = f"SELECT {columns} FROM order_item ORDER BY row"  # noqa: S608 - our own names
    assert ledger(here.home, stored) == ledger(there.home, stored)

    approvals = [_approved(console) for console in both_ways]
    assert approvals[0].out == approvals[1].out
    assert ledger(here.home, stored) == ledger(there.home, stored)
    outboxes = [sorted(path.name for path in (console.home / "outbox").iterdir()) for console in both_ways]
    assert len(outboxes[0]) == 73
    assert outboxes[0] == outboxes[1]

    import_id, _ = first_import(there.home)
    for name, tasks in ((f"import {import_id}", IMPORT_TASKS), (f"submit {import_id}", SUBMIT_TASKS)):
        [run] = [run for run in served.runs("flow_run") if run["name"] == f"{name} {sheet.name}"]
        assert (run["state_type"], run["parameters"]) == ("COMPLETED", {"import_id": import_id})
        own = [task for task in served.runs("task_run") if task["flow_run_id"] == run["id"]]
        assert sorted(task["name"].rsplit("-", 1)[0] for task in own) == tasks
        assert {task["state_type"] for task in own} == {"COMPLETED"}


def test_rows_to_fix_are_told_by_prefect_too(both_ways: tuple[Console, Console]) -> None:
    sheet = SAMPLES / "bad" / "unknown-trunk.csv"
    one, other = (console.run("import", sheet, "--format", "json") for console in both_ways)
    assert (one.code, one.out) == (other.code, other.out)
    assert json.loads(other.out)["receipt"]["blocked"] == 1


def test_prefects_database_holds_no_personal_data(both_ways: tuple[Console, Console], served: Served) -> None:
    """Promise 10. The runs of the tests above are in it."""
    wait_for("run", lambda: len(served.runs("flow_run")) >= 3, served)
    files = [path for path in (served.console.home / "prefect").rglob("*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in files)
    assert b"follow_orders" in kept
    assert first_import(both_ways[1].home)[0].encode() in kept
    with (SAMPLES / "source" / "people.csv").open(encoding="utf-8") as people:
        rows = list(csv.DictReader(people, delimiter=";"))
    told = {row[name] for row in rows for name in ("Nachname", "E-Mail", "Mobil/Handynummer") if len(row[name]) > 3}
    told |= {"jana.mueller-luedenscheidt", "+4915228817386", "+492214710123"}
    assert len(told) > 70
    spellings = {text: {text.encode(), json.dumps(text)[1:-1].encode()} for text in told}
    assert [text for text, ways in spellings.items() if any(way in kept for way in ways)] == []


def test_the_page_is_the_one_that_asks_no_outside_host(served: Served) -> None:
    told = served.ask("/admin/settings")["server"]
    assert told["analytics_enabled"] is False
    assert told["ui"]["v2_enabled"] is False
    assert told["ui"]["show_promotional_content"] is False
    page = Served(served.console, served.process, served.api.removesuffix("/api")).ask("/ui-settings")
    assert (page["default_ui"], page["api_url"]) == ("v1", served.api)


def test_a_second_server_on_the_same_port_is_told(served: Served) -> None:
    port = served.api.rpartition(":")[2].removesuffix("/api")
    other = Console(served.console.folder, (("TRUNKLOAD_FLOWS__SERVER_PORT", port),)).run("serve")
    assert (other.code, other.err) == (3, say("port_taken", Lang.EN, port=port) + "\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_with_everything_that_it_started(served: Served, number: signal.Signals) -> None:
    """The last of this file: it stops the server, and a second one that is stopped while it starts."""
    running = served if served.process.poll() is None else start(served.console)
    wait_for("process", lambda: len(processes_of(running.console.home)) >= 2, running)
    assert running.stop(number) == 0
    assert processes_of(running.console.home) == []
    assert not answers(running.api)
    log = (running.console.folder / "serve.log").read_text("utf-8")
    assert "Traceback" not in log[-2000:]


def _named(served: Served, flow: str) -> list[dict[str, object]]:
    """The runs of one flow that were completed, with work in them."""
    [flow_id] = [one["id"] for one in served.ask("/flows/filter", {}) if one["name"] == flow]
    done = [run for run in served.runs("flow_run") if run["flow_id"] == flow_id and run["state_type"] == "COMPLETED"]
    worked = {task["flow_run_id"] for task in served.runs("task_run")}
    return [run for run in done if run["id"] in worked]


def _approved(console: Console) -> Said:
    import_id, digest = first_import(console.home)
    said = console.run("approve", import_id, "--digest", digest)
    assert said.code == 0
    return Said(said.code, said.out.replace(str(console.home), "HOME"), "")

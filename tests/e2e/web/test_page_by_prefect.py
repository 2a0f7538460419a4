"""Where Prefect runs the story, the page hands it what is sent and what is approved, and shows what became of it."""

import os
import signal
from collections.abc import Iterator

import pytest

from tests.e2e.console import Console
from tests.e2e.served import Served, processes_of, start, wait_for
from tests.e2e.web.running import SHEET, running_page
from tests.integration.portal.browser import told
from tests.integration.web.sites import ends, logged_in, sends_file
from trunkload.flows.by_prefect import answers

DEPLOYMENTS = 7


@pytest.fixture
def served(console: Console) -> Iterator[Served]:
    """A server that looks after the same home as the page, and nobody of which follows orders unasked meanwhile."""
    at_once = Console(console.folder, (("TRUNKLOAD_CARRIER__POLL_SECONDS", "0.1"),))
    served = start(at_once, follow_every=3600)
    try:
        wait_for("answer", lambda: answers(served.api), served)
        wait_for("flows", lambda: len(served.ask("/deployments/filter", {})) == DEPLOYMENTS, served)
        yield served
    finally:
        served.process.kill()
        served.process.wait()
        for process in processes_of(served.console.home):
            os.kill(process, signal.SIGKILL)


def test_an_upload_becomes_a_report_and_an_approved_plan_is_ordered(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", served.api)
    with running_page(served.console.home) as address:
        kim, anna = logged_in(address, "kim"), logged_in(address, "anna")
        path = sends_file(kim, SHEET.name, SHEET.read_bytes()).url.path
        assert ends(kim, path).url.path == f"{path}/report.html"
        anna.opens(f"{path}/plan")
        digest = anna.shown.text.partition('name="digest" value="')[2].partition('"')[0]
        anna.sends(f"{path}/approve", digest=digest)
        assert anna.shown.url.path == f"{path}/orders"
        wait_for(
            "ordered rows",
            lambda: "36 of 36 rows are at the carrier as ordered" in told(anna.opens(f"{path}/orders")),
            served,
        )
        wait_for("both runs", lambda: kinds(served, path.rpartition("/")[2]) >= {"import", "submit"}, served)


def kinds(served: Served, import_id: str) -> set[str]:
    """What Prefect has done to its end for this import."""
    return {run["name"].partition(" ")[0] for run in served.runs("flow_run") if import_id in run["name"]}

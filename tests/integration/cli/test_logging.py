"""The whole story leaves its log: ids and counts at every seam, and of fifty people nothing at all."""

import json
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.cli.canaries import BLOCKED, COUNT, canaries_in, write_sheet
from tests.integration.cli.carriers import absent
from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import STAFF, Shell
from trunkload.logs.events import ALLOWED, Event
from trunkload.logs.writing import LogLines, PrefectLines, configure


@pytest.fixture(autouse=True)
def _silent_again() -> Iterator[None]:
    yield
    configure("warning", None)


def lines_of(err: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in err.splitlines() if line.startswith("{")]


def test_fifty_people_leave_no_trace_in_the_log_at_any_level(shell: Shell, tmp_path: Path) -> None:
    told = shell.with_settings(log__level="debug", log__format="json")
    ran = [told.run("import", write_sheet(tmp_path), "--accept", "site:Köln=Köln")]
    import_id, digest = first_import(shell.home)
    ran += [told.run("approve", import_id, "--digest", digest), told.run("messages", "retry"), told.run("purge")]
    log = "".join(one.err for one in ran)
    assert canaries_in(log) == set()
    lines = lines_of(log)
    assert {key for line in lines for key in line} <= set(ALLOWED)
    assert "-" not in {value for line in lines for value in line.values()}
    events = {line["event"] for line in lines}
    assert events == {
        *("import.received", "import.checked", "import.planned", "import.approved", "import.closed"),
        *("order.sending", "order.answered", "order.final", "order.read_back", "message.sent"),
        *("carrier.asked", "data.deleted"),
    }
    checked = next(line for line in lines if line["event"] == "import.checked")
    assert (checked["import.id"], checked["level"]) == (import_id, "info")
    counts = [checked[f"receipt.{name}"] for name in ("rows", "ready", "blocked")]
    assert counts == [COUNT, COUNT - BLOCKED, BLOCKED]
    sending = [line for line in lines if line["event"] == "order.sending"]
    assert sum(line["order.items"] for line in sending) == COUNT - BLOCKED
    assert {line["import.id"] for line in sending} == {import_id}
    asked = next(line for line in lines if line["event"] == "carrier.asked")
    assert (asked["http.request.method"], asked["http.response.status_code"]) == ("GET", 200)
    assert asked["url.template"].startswith("/tmf-api/")


def test_a_refused_import_is_told_by_its_code(shell: Shell) -> None:
    with absent() as url:
        at = shell.with_settings(carrier__kind="tmforum", carrier__url=url, carrier__customer_id="muster-gmbh")
        ran = at.with_settings(log__level="info").run("import", STAFF)
    (rejected,) = [line for line in lines_of(ran.err) if line["event"] == "import.rejected"]
    assert (rejected["problem"], rejected["level"]) == ("unreachable", "info")


def test_without_a_setting_a_person_reads_what_they_always_read(shell: Shell) -> None:
    assert shell.run("import", STAFF).err == ""


def test_of_a_library_its_place_is_told_and_never_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    configure("debug", "json")
    try:
        int("Anna Beispiel")
    except ValueError:
        logging.getLogger("botocore.endpoint").exception("no answer for %s", "anna.beispiel@example.org")
    logging.getLogger("httpx").info("GET /product?value=+4915228817386")
    (line,) = lines_of(capsys.readouterr().err)
    assert (line["event"], line["level"], line["logger"]) == ("library.message", "error", "botocore.endpoint")
    assert line["exception.type"] == "ValueError"
    assert "Anna" not in json.dumps(line)
    assert "anna" not in json.dumps(line)


def test_a_second_set_up_writes_no_line_twice() -> None:
    configure("info", "json")
    configure("info", "json")
    found = [one for one in logging.getLogger("trunkload").handlers if isinstance(one, LogLines)]
    assert len(found) == 1
    assert sys.modules["structlog"] is not None


def test_the_guide_names_every_event() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "guide" / "health.md").read_text("utf-8")
    rows = [line for line in guide.splitlines() if re.match(r"\| `[a-z]+\.[a-z_]+`", line)]
    assert {name for row in rows for name in re.findall(r"`([a-z_.]+)`", row.split("|")[1])} == set(Event)


RUN, TASK = "0199c7c2-5b7e-7f3a-9a51-3f5d1c2b4a60", "0199c7c2-5b7e-7f3a-9a51-3f5d1c2b4a61"


def test_prefect_is_told_with_its_flow_and_task_and_not_with_the_name_of_the_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure("info", "json")
    ids = {"flow_name": "nightly_import", "flow_run_id": RUN, "flow_run_name": "anna.xlsx"}
    task = {"task_name": "read received", "task_run_id": TASK, "task_run_name": "anna.xlsx"}
    logging.getLogger("prefect.own_test").setLevel("INFO")
    logging.getLogger("prefect.own_test").info("Beginning %s", "anna.beispiel@example.org", extra={**ids, **task})
    (line,) = lines_of(capsys.readouterr().err)
    assert (line["event"], line["level"], line["logger"]) == ("prefect.message", "info", "prefect.own_test")
    assert [line[key] for key in ("prefect.flow", "prefect.flow_run.id")] == ["nightly_import", RUN]
    assert [line[key] for key in ("prefect.task", "prefect.task_run.id")] == ["read received", TASK]
    assert "anna" not in str(line)
    configure("warning", "json")
    logging.getLogger("prefect.own_test").info("Finished", extra=ids)
    assert capsys.readouterr().err == ""


def test_the_console_that_prefect_makes_in_our_name_tells_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    """As its configuration makes it, before any setting is read."""
    handler = PrefectLines(stream=sys.stderr, styles={"log.info_level": "cyan"})
    for name, level in (("prefect.flow_runs", logging.INFO), ("httpx", logging.INFO), ("trunkload", logging.INFO)):
        record = logging.LogRecord(name, level, "x.py", 1, "anna.beispiel@example.org", None, None, "run")
        if handler.filter(record):
            handler.handle(record)
    (line,) = lines_of(capsys.readouterr().err)
    assert (line["event"], line["code.function"]) == ("prefect.message", "run")
    assert "anna" not in str(line)

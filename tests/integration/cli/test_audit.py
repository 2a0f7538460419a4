"""Who approved what when is kept for ever, and anybody may read it."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import Shell
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


@both
def test_the_trail_reads_as_it_happened(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    shell.with_settings(user="second.admin").run("approve", import_id, "--digest", digest)
    told = shell.run("audit", import_id).out.splitlines()
    lines = [line for line in told if import_id in line and shell.says("deed_account_read") not in line]
    deeds = ("received", "planned", "approved", "submitting", "done")
    assert [shell.says(f"deed_{deed}") in line for line, deed in zip(lines, deeds, strict=True)] == [True] * 5
    assert ["second.admin" in line for line in lines] == [False, False, True, True, True]
    assert shell.says("detail_digest", value=digest[:16]) in lines[2]
    assert shell.says("detail_items", value=36) in lines[1]


def test_machines_get_whole_digests_and_utc_times(planner: Shell) -> None:
    import_id, digest = first_import(planner.home)
    told = json.loads(planner.run("audit", import_id, "--format", "json").out)
    assert [one["what"] for one in told] == ["received", "planned"]
    assert told[1]["details"] == {"digest": digest, "items": 36}
    assert datetime.fromisoformat(told[1]["at"]).tzinfo == UTC
    rows = list(csv.DictReader(io.StringIO(planner.run("audit", "--format", "csv").out)))
    assert [row["what"] for row in rows if row["import_id"] == import_id] == ["received", "planned"]


@both
def test_a_person_or_a_day_narrows_it(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    assert shell.run("audit", "--who", "nobody").out == shell.says("no_audit") + "\n"
    assert shell.run("audit", "--since", "31.12.2199").out == shell.says("no_audit") + "\n"
    assert shell.says("deed_planned") in shell.run("audit", "--who", "admin", "--since", "2026-01-01").out
    told = shell.run("audit", "--since", "yesterday")
    assert (told.code, told.out) == (2, "")
    assert shell.says("since_form", since="yesterday") in told.err

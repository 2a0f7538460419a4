"""What was ordered is compared again with the carrier's record of any later day."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import Shell
from trunkload.flows.wiring import REHEARSAL_FILE
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


@pytest.fixture
def ordered(planner: Shell) -> Shell:
    import_id, digest = first_import(planner.home)
    assert planner.run("approve", import_id, "--digest", digest).code == 0
    return planner


def at_the_carrier(shell: Shell, statement: str) -> None:
    """What a colleague does in the carrier's portal."""
    with closing(sqlite3.connect(shell.home / REHEARSAL_FILE)) as connection, connection:
        connection.execute(statement)


@both
def test_no_drift_is_said_with_the_time_of_the_look(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    import_id, _ = first_import(shell.home)
    told = shell.run("verify", import_id)
    assert told.code == 0
    start = shell.says("verified", id=import_id, same="36", n="36", time="…").partition("…")[0]
    assert told.out.startswith(start)
    assert len(told.out.splitlines()) == 1


@both
def test_drift_is_shown_as_ordered_and_found(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    import_id, _ = first_import(shell.home)
    at_the_carrier(shell, "UPDATE workplace SET package = 'premium', mobile = NULL WHERE username = 'jens.petersen'")
    told = shell.run("verify", import_id)
    assert told.code == 1
    assert "35" in told.out.splitlines()[0]
    drift = [line.split() for line in told.out.splitlines() if "Petersen" in line]
    assert len(drift) == 2
    assert [line[-1] for line in drift] == [shell.says("verify_empty"), "premium"]


def test_machines_get_every_row_with_its_verdict(ordered: Shell) -> None:
    import_id, _ = first_import(ordered.home)
    at_the_carrier(ordered, "UPDATE workplace SET package = 'premium' WHERE username = 'jens.petersen'")
    told = ordered.run("verify", import_id, "--format", "json")
    document = json.loads(told.out)
    assert (told.code, document["compared"], document["drifted"]) == (1, 36, 1)
    (row,) = [one for one in document["rows"] if one["verdict"] == "different"]
    assert row["username"] == "jens.petersen"
    assert row["differences"] == [{"name": "package", "ordered": "none", "found": "premium"}]


@both
def test_a_plan_that_was_not_ordered_has_nothing_to_compare(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, _ = first_import(shell.home)
    told = shell.run("verify", import_id)
    assert told.code == 3
    assert told.err.strip().endswith(shell.says("nothing_to_verify", id=import_id))

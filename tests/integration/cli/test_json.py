"""The JSON of `check` and `import`, schema trunkload.check/1, is pinned to the letter: machines read it.

When a sentence is worded better, the files are written anew with `trunkload check FILE --format json --lang en`, in a
home that holds the sample account; what else changes in them breaks a promise.
"""

import json
from pathlib import Path

import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import SAMPLES, Shell

EXPECTED = Path(__file__).parent / "expected"
KEYS = {
    "": [
        *("schema", "outcome", "file", "receipt", "columns", "findings", "plan", "policy", "groups", "kept_back"),
        "outcomes",
        "comparison",
    ],
    "file": [
        *("name", "sha256", "bytes", "format", "sheet", "encoding", "delimiter", "header_row"),
        *("fingerprint", "date_system", "macros", "hidden"),
    ],
    "hidden": ["sheets", "columns", "rows"],
    "receipt": [
        *("rows", "ready", "ready_with_warnings", "blocked", "skipped", "skipped_rows", "accepted", "decisions"),
        *("to_fix", "held_back"),
    ],
    "skipped_rows": ["blank", "hidden", "example", "footer", "repeated"],
    "accepted": [],
    "skipped": ["blank", "hidden", "example", "footer", "repeated"],
    "columns": ["letter", "header", "field", "how", "suggestion"],
    "findings": [
        *("scope", "row", "column", "header", "field", "code", "severity", "value", "message", "fix", "suggestion"),
    ],
    "plan": ["import_id", "digest", "orders", "items", "shortages", "cost", "actions", "numbers", "taken_out"],
    "actions": ["add", "modify", "delete"],
    "cost": ["monthly", "one_off", "currency"],
    "groups": [
        *("code", "severity", "field", "header", "value", "suggestion", "rows", "first_rows", "message", "fix"),
        *("accept", "column"),
    ],
    "policy": ["name", "to_order", "to_fix", "held_back"],
    "shortages": ["trunk", "asked", "free", "site"],
    "numbers": ["row", "number", "internal_number", "reason", "message"],
    "kept_back": ["row", "number"],
    "outcomes": [],
    "comparison": [
        *("with", "to_fix_then", "fixed", "left", "missing", "new", "changed", "unchanged", "gone"),
        *("cells_changed", "cells"),
    ],
    "new": ["count", "added", "worse"],
    "cells": ["row", "cell", "row_then", "cell_then", "field", "header", "then", "now"],
}
"""In the order in which they were added."""


@pytest.mark.parametrize(
    ("sheet", "code"), [("new-staff.xlsx", 1), ("bad/password-column.csv", 2), ("bad/pool-too-small.csv", 1)]
)
def test_the_json_is_pinned(shell: Shell, sheet: str, code: int) -> None:
    ran = shell.run("check", SAMPLES / sheet, "--format", "json")
    assert (ran.code, ran.err) == (code, "")
    assert ran.out == (EXPECTED / f"{Path(sheet).stem}.json").read_text("utf-8")
    assert keys_of(json.loads(ran.out)) == {}


@pytest.mark.parametrize("sheet", ["new-staff.csv", "bad/nobody.csv", "bad/shared-mailbox.csv"])
def test_import_answers_in_the_same_schema(shell: Shell, sheet: str) -> None:
    ran = shell.run("import", SAMPLES / sheet, "--format", "json")
    assert keys_of(json.loads(ran.out)) == {}


def test_a_comparison_is_told_in_the_same_schema(planner: Shell) -> None:
    told = json.loads(planner.run("check", SAMPLES / "new-staff.csv", "--format", "json").out)
    assert told["comparison"]["with"] == [first_import(planner.home)[0]]
    assert keys_of(told) == {}


def keys_of(told: object, name: str = "") -> dict[str, list[str]]:
    """Objects whose keys are not those of the schema, by the key that holds them."""
    if isinstance(told, list):
        return {key: keys for one in told for key, keys in keys_of(one, name).items()}
    if not isinstance(told, dict):
        return {}
    other = {} if list(told) == KEYS[name] else {name: list(told)}
    return {**other, **{key: keys for at, one in told.items() for key, keys in keys_of(one, at).items()}}

"""Every bad sample does what sample-data/README.md says, as a sentence, and leaves nothing half done."""

import json
import re
from pathlib import Path

import pytest

from tests.integration.cli.looks import import_states, ledger, planned_numbers
from tests.integration.cli.shell import SAMPLES, Shell
from trunkload.validation.language import Lang

LINE = re.compile(r"\| `(bad/[^`]+)` \| (?P<see>.+) \| `(?P<code>[a-z_]+)` \| (?P<exit>[0-2]) \|")
TABLE = [
    (found[1], found["code"], int(found["exit"]))
    for line in (SAMPLES / "README.md").read_text("utf-8").splitlines()
    if (found := LINE.fullmatch(line))
]
OUTCOMES = ("ready", "needs_fixing", "unusable")


def test_the_readme_tells_of_every_bad_sample() -> None:
    listed = [name for name, _, _ in TABLE]
    assert sorted(listed) == sorted(f"bad/{path.name}" for path in (SAMPLES / "bad").iterdir())
    assert len(listed) > 40


@pytest.mark.parametrize(("name", "code", "end"), TABLE, ids=[name for name, _, _ in TABLE])
def test_a_bad_sample_is_told_as_the_readme_says(shell: Shell, name: str, code: str, end: int) -> None:
    told = shell.run("check", SAMPLES / name, "--format", "json")
    document = json.loads(told.out)
    assert (told.code, document["outcome"]) == (end, OUTCOMES[end])
    assert code in {one["code"] for one in document["findings"]}
    _adds_up(document["receipt"])

    imported = shell.speaking(Lang.DE).run("import", SAMPLES / name)
    assert imported.code == end
    assert "Traceback" not in imported.out + imported.err
    _nothing_half_done(shell.home, document)


def _adds_up(receipt: dict[str, int | dict[str, int]]) -> None:
    """Promise 1."""
    skipped = receipt["skipped"]
    assert isinstance(skipped, dict)
    parts = [receipt[name] for name in ("ready", "ready_with_warnings", "blocked")]
    assert receipt["rows"] == sum(part for part in parts if isinstance(part, int)) + sum(skipped.values())


def _nothing_half_done(home: Path, document: dict[str, dict[str, int]]) -> None:
    """Numbers are held just for the rows that can be ordered; an import is open just where there are such rows."""
    ready = document["receipt"]["ready"] + document["receipt"]["ready_with_warnings"]
    assert planned_numbers(home) == ready
    states = list(import_states(home).values())
    if OUTCOMES.index(str(document["outcome"])) == 2:
        assert states == []
    else:
        assert states == ["planned" if ready else "rejected"]
    assert ledger(home, "SELECT count(*) FROM order_item") == [(ready,)]

"""`trunkload check … | head` is no failure: who has seen enough is told nothing more."""

import pytest

from tests.e2e.console import Console
from tests.integration.cli.shell import SAMPLES, STAFF
from trunkload.cli.exits import NOBODY_READS

ACCOUNT = SAMPLES / "account.toml"


@pytest.mark.parametrize("arguments", [("check",), ("check", "--format", "json"), ("read",)])
def test_a_closed_pipe_ends_the_command_quietly_as_shells_expect(console: Console, arguments: tuple[str, ...]) -> None:
    said = console.unread(*arguments, STAFF)
    assert (said.code, said.err) == (NOBODY_READS, "")


@pytest.mark.parametrize(
    "arguments", [("numbers",), ("numbers", "--format", "csv"), ("workplaces", "--format", "json")]
)
def test_an_overview_that_nobody_reads_to_its_end_ends_as_quietly(console: Console, arguments: tuple[str, ...]) -> None:
    assert console.run("carrier", "init", ACCOUNT).code == 0
    said = console.unread(*arguments)
    assert (said.code, said.err) == (NOBODY_READS, "")

"""The guide to rehearsing tells every fault with its keys, every option, and the script that the rehearsal runs."""

import re
from pathlib import Path

from typer.main import get_command

from trunkload.cli.house_commands import carrier_app
from trunkload.flows.rehearsing import SCRIPT
from trunkload.portal.rehearsal.faults import FaultKind, read_script
from trunkload.portal.rehearsal.faults.script import KEYS

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "rehearsal.md").read_text("utf-8")


def test_the_guide_lists_every_fault_with_its_keys() -> None:
    listed = {
        kind: set(re.findall(r"`(\w+)`", keys)) for kind, keys in re.findall(r"(?m)^\| `(\w+)` \|.*\|(.*)\|$", GUIDE)
    }
    assert listed == {kind.value: set(KEYS[kind] - {"times"}) for kind in FaultKind}


def test_the_guide_shows_the_script_that_the_rehearsal_runs() -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert read_script(shown) == read_script(SCRIPT.read_text("utf-8"))


def test_the_guide_lists_every_option_of_carrier_serve() -> None:
    command = get_command(carrier_app)
    serve = command.commands["serve"]  # type: ignore[attr-defined]  # a group of commands
    options = {name for one in serve.params for name in one.opts} - {"--lang", "--help"}
    assert set(re.findall(r"`(--[a-z-]+)", GUIDE)) == options

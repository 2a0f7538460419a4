"""What takes longer than a second is shown on a terminal, and nowhere else."""

import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from trunkload.cli.progress import PATIENCE, StepBar, steps_shown
from trunkload.cli.say import say
from trunkload.flows.running import plainly
from trunkload.validation.language import Lang


def read_sheet_slowly() -> str:
    """A step with the name of one of the story."""
    time.sleep(PATIENCE + 0.7)
    return "read"


def named(name: str, step: Callable[[], str]) -> Callable[[], str]:
    step.__name__ = name
    return step


def main() -> None:
    """What the terminal's child runs: one quick step, then a slow one if it is asked for; or a bar that is late."""
    if sys.argv[1:] == ["late"]:
        bar = StepBar(Lang.DE, 2)
        bar.stop()
        bar._start()  # noqa: SLF001 - the timer's call, at the worst moment
        return
    with steps_shown(Lang.DE, 2) as run:
        assert run(named("lapse", lambda: "done")) == "done"
        if sys.argv[1:] == ["slow"]:
            assert run(named("read_received", read_sheet_slowly)) == "read"


def on_a_terminal(*arguments: str) -> str:
    """What a terminal gets to see."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tests.unit.cli.test_progress", *arguments]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(command, stderr=theirs, env=environment) as child:
        os.close(theirs)
        seen = bytearray()
        while chunk := _read(ours):
            seen += chunk
    os.close(ours)
    assert child.returncode == 0, seen.decode()
    return seen.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux ends a terminal so
        return b""


def test_a_slow_step_is_named_after_a_second_and_is_gone_at_the_end() -> None:
    seen = on_a_terminal("slow")
    assert say("step_read_received", Lang.DE) in seen
    assert say("step_lapse", Lang.DE) not in seen
    assert "50%" in seen
    assert "\x1b[?25h" in seen, "the cursor is shown again"


def test_a_quick_command_shows_nothing() -> None:
    assert on_a_terminal() == ""


def test_a_pipe_sees_no_bar(capfd: pytest.CaptureFixture[str]) -> None:
    with steps_shown(Lang.EN, 5) as run:
        assert run is plainly
    assert capfd.readouterr().err == ""


def test_a_bar_that_is_late_does_not_begin_after_the_end() -> None:
    """The last step ends just while the bar is being made; it would stay on the screen for ever."""
    assert on_a_terminal("late") == ""


if __name__ == "__main__":
    main()

"""Knows how a machine of the guide lives on this one: its own folders, environment and processes."""

import os
import re
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.integration.postgresql import unprivileged_user
from tests.production.guide import UnitStep, procfile

FOREIGN = ("TRUNKLOAD_", "PREFECT_", "AWS_", "PG", "LC_", "LANG", "PYTHON", "VIRTUAL_ENV")
PATIENCE = 600.0
ENDING = 30.0
"""Seconds; the second is TimeoutStopSec of the units."""

ENVIRONMENT_FILES = {"server": "prefect-server.env", "worker": "trunkload.env", "page": "trunkload.env"}
AS_POSTGRES = "runuser -u postgres -- "


@dataclass(frozen=True, slots=True)
class Done:
    """A command's exit code and what it said."""

    code: int
    said: str


@dataclass
class Machine:
    """`standing_for`: what of the guide is something else here, in the order in which it is replaced. `beside`: what is
    in the environment of every process, `postgresql`: of those of its owner; `added`: what the settings have that the
    guide does not say."""

    name: str
    folder: Path
    standing_for: Mapping[str, str]
    beside: Mapping[str, str]
    postgresql: Mapping[str, str]
    added: str
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.folder / "var" / "lib" / "trunkload"

    def here(self, text: str) -> str:
        """The guide's text, as it is on this machine."""
        for told, meant in self.standing_for.items():
            text = text.replace(told, meant)
        return text

    def write(self, path: str, content: str) -> None:
        file = Path(self.here(path))
        file.parent.mkdir(parents=True, exist_ok=True)
        more = self.added if file.name == "trunkload.env" else ""
        file.write_text(self.here(content) + more, "utf-8")
        file.chmod(0o600)

    def run(self, command: str) -> Done:
        """By a shell that has read ~/.profile, as that of a login, or as PostgreSQL's own user."""
        if command.startswith(AS_POSTGRES):
            words = ["bash", "-c", self.here(command.removeprefix(AS_POSTGRES))]
            return self._run(words, self.postgresql, **unprivileged_user())
        script = f"if [ -f ~/.profile ]; then . ~/.profile; fi; {self.here(command)}"
        return self._run(["bash", "-euo", "pipefail", "-c", script])

    def run_python(self, program: str) -> Done:
        return self._run([self.here("/opt/trunkload/venv/bin/python"), "-c", self.here(program)])

    def do(self, step: UnitStep, process: str) -> None:
        """What systemd would do, by the line of the Procfile."""
        if step.action in {"stop", "restart", "kill --signal=KILL"}:
            self.end(process, signal.SIGKILL if "KILL" in step.action else signal.SIGTERM)
        if step.action in {"enable --now", "start", "restart"}:
            self._start(process)

    def end(self, process: str, number: signal.Signals) -> None:
        """The process alone is asked to end, and what is left of all that it started is killed (KillMode=mixed)."""
        child = self.running.pop(process, None)
        if child is None:
            return
        family = [child.pid, *_descendants(child.pid)]
        if number is signal.SIGTERM:
            child.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                child.wait(ENDING)
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        child.wait()

    def end_all(self) -> None:
        for process in tuple(self.running):
            self.end(process, signal.SIGKILL)

    def log(self, process: str) -> str:
        return (self.folder / f"{process}.log").read_text("utf-8", "replace")

    def _start(self, process: str) -> None:
        environment = self._environment | _read_environment(
            self.folder / "etc" / "trunkload" / ENVIRONMENT_FILES[process]
        )
        Path(environment["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
        command = self.here(f"PATH=/opt/trunkload/venv/bin:$PATH; exec {procfile()[process]}")
        with (self.folder / f"{process}.log").open("ab") as log:
            self.running[process] = subprocess.Popen(
                ["bash", "-c", command],
                cwd=self.home,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _run(self, words: list[str], more: Mapping[str, str] | None = None, **user: Any) -> Done:  # noqa: ANN401 - as subprocess has them
        """Whoever is not the user of the home has no business there."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        done = subprocess.run(
            words,
            cwd="/" if user else self.home,
            **user,
            env={**self._environment, **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode("utf-8", "replace").strip())

    @property
    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        own = {"HOME": str(self.home), "LANG": "C.UTF-8", "COLUMNS": "160", "NO_COLOR": "1"}
        return {**kept, **own, **self.beside}


def _read_environment(file: Path) -> dict[str, str]:
    """As systemd reads an EnvironmentFile without quotes."""
    return dict(re.findall(r"^(\w+)=(.*)$", file.read_text("utf-8"), re.MULTILINE))


def _descendants(pid: int) -> list[int]:
    """All that the process started, and what that started."""
    with suppress(OSError):
        children = [
            int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()
        ]
        return [*children, *(each for child in children for each in _descendants(child))]
    return []

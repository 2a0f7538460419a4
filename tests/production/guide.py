"""Knows what docs/guide/production.md tells to do: its fenced blocks, and on which machine each is done."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide" / "production.md"
DEPLOY = ROOT / "deploy"
MACHINES = ("server", "one", "two")
FENCE = re.compile(r"^```(\w+) @(\w+)(?: (real|/\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
SYSTEMCTL = re.compile(
    r"systemctl (enable --now|start|stop|restart|kill --signal=KILL) trunkload-(prefect-server|worker|page)"
)


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two fences. `only_real`: nothing but a machine of its own can do it. `path`: the file that
    has this content."""

    heading: str
    language: str
    machines: tuple[str, ...]
    text: str
    only_real: bool = False
    path: str | None = None

    @property
    def commands(self) -> tuple[str, ...]:
        """One for each line of a shell; a program is one."""
        if self.language == "sh":
            return tuple(line for line in self.text.splitlines() if line.strip())
        return () if self.path else (self.text,)


@dataclass(frozen=True, slots=True)
class UnitStep:
    """What systemd is told about a unit of ours: `enable --now`, `start`, `stop`, `restart`, `kill --signal=KILL`."""

    action: str
    unit: str


def blocks(text: str) -> Iterator[Block]:
    """In the order of the guide; blocks that name no machine are not to be run."""
    for found in FENCE.finditer(text):
        language, machine, how, content = found.groups()
        heading = HEADING.findall(text, 0, found.start())[-1]
        machines = MACHINES if machine == "each" else (machine,)
        path = how if how not in {None, "real"} else None
        yield Block(heading, language, machines, content, how == "real", path)


def unit_step(command: str) -> UnitStep | None:
    found = SYSTEMCTL.fullmatch(command)
    return None if found is None else UnitStep(*found.groups())


def procfile() -> dict[str, str]:
    """The command of each process."""
    lines = (DEPLOY / "Procfile").read_text("utf-8").splitlines()
    return {name: command.strip() for name, _, command in (line.partition(":") for line in lines)}


PROCESS_OF = {"prefect-server": "server", "worker": "worker", "page": "page"}
"""Units and the lines of the Procfile that run the same."""


def unit_file(unit: str) -> Path:
    return DEPLOY / "systemd" / f"trunkload-{unit}.service"

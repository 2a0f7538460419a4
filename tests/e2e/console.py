"""The console script in a process of its own, as a newcomer starts it."""

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(sys.executable).with_name("trunkload")
FOREIGN = ("TRUNKLOAD_", "PREFECT_", "LC_", "LANG")


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def order_command(self) -> str:
        """The one line that orders the plan, as it stands there."""
        found = [line.strip() for line in self.lines if " approve " in line and "--digest" in line]
        assert len(found) == 1, self.out
        return found[0]


@dataclass(frozen=True)
class Console:
    """A folder to stand in, and an environment with nothing of ours but TRUNKLOAD_HOME and `settings`."""

    folder: Path
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        return {**kept, "TRUNKLOAD_HOME": str(self.home), "NO_COLOR": "1", **dict(self.settings)}

    def run(self, *arguments: str | Path) -> Said:
        return self._run([str(SCRIPT), *(str(one) for one in arguments)])

    def paste(self, command: str) -> Said:
        """Runs a printed line as a shell does."""
        return self._run(shlex.split(command))

    def unread(self, *arguments: str | Path) -> Said:
        """Run into a pipe that nobody reads any more, as `| head` leaves it."""
        reading, writing = os.pipe()
        os.close(reading)
        try:
            done = subprocess.run(
                [str(SCRIPT), *map(str, arguments)],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        finally:
            os.close(writing)
        return Said(done.returncode, "", done.stderr)

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Started, and not waited for; its output is nobody's."""
        return subprocess.Popen(
            [str(SCRIPT), *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _run(self, words: list[str]) -> Said:
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

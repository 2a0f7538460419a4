"""Knows what a command costs: CPU seconds (user and system) of a child and all that it waited for."""

import os
import resource
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


class CommandFailedError(Exception):
    """A measured command did not do its work; its last words are the message."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is run, where it keeps its data, and the exit codes that mean that it did its work."""

    words: tuple[str, ...]
    home: str
    fine: tuple[int, ...] = (0,)

    @property
    def shown(self) -> str:
        return " ".join([Path(self.words[0]).name, *self.words[1:]])


def output(command: Command) -> str:
    """What one run of `command` prints; raises CommandFailedError for an exit code that is not `fine`."""
    environment = {**os.environ, "TRUNKLOAD_HOME": command.home}
    try:
        done = subprocess.run(
            command.words, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise CommandFailedError(f"{command.shown}: {error.strerror}") from error
    if done.returncode not in command.fine:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise CommandFailedError(f"{command.shown}: exit code {done.returncode}: {said[-1] if said else 'no output'}")
    return done.stdout


def cpu_seconds(command: Command) -> float:
    """CPU seconds of one run of `command`; raises CommandFailedError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def interleaved_medians(commands: Sequence[Command], rounds: int) -> list[float]:
    """Median CPU seconds per command; they take turns, so that a busy moment of the machine meets them all."""
    for command in commands:
        cpu_seconds(command)
    taken = [[cpu_seconds(command) for command in commands] for _ in range(rounds)]
    return [median(column) for column in zip(*taken, strict=True)]

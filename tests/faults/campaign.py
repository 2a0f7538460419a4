"""The campaign: every try is a copy of one home, disturbed, taken up again and looked at."""

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.faults.homes import Home, in_a_process, order, plan_in
from tests.faults.homes import ended_well as child_ended_well
from tests.faults.killing import killed_after, killed_at, moments_of, resumed
from tests.faults.scripted import FAULTS, LOSES_NOTHING, script_of
from tests.faults.truth import Ended, end_of

SEED = 20261126


@dataclass(frozen=True)
class Tried:
    """One kind of disturbance: how many tries, in how many of them the process was still at work when it was killed (or
    was ended by a fault), and what was not as it must be."""

    kind: str
    tried: int
    disturbed: int
    wrong: tuple[str, ...]

    @property
    def survived(self) -> int:
        return self.tried - len(self.wrong)


@dataclass(frozen=True)
class Campaign:
    """`start`: the home that waits for its approval; `expected`: how an undisturbed try ends."""

    start: Home
    expected: Ended
    moments: int
    seconds: float

    def every_moment(self, step: int = 1) -> Tried:
        """Killed at each `step`th moment."""
        tries = (
            (f"moment {moment}", lambda home, moment=moment: killed_at(home, moment))
            for moment in range(1, self.moments + 1, step)
        )
        return self._tried("killed at every state change", tries)

    def any_time(self, count: int) -> Tried:
        """Killed after random times, while orders are sent side by side."""
        dice = random.Random(SEED)  # noqa: S311 - repeatable, and no secret
        times = [dice.uniform(0, self.seconds) for _ in range(count)]
        tries = (
            (f"after {after:.3f} s", lambda home, after=after: killed_after(replace(home, concurrency=4), after))
            for after in times
        )
        return self._tried("killed at random moments", tries)

    def scripted(self, kind: str, scripts: Iterable[tuple[str, ...]]) -> Tried:
        """Disturbed by the carrier's own faults, orders side by side."""
        return self._tried(kind, ((" and ".join(kinds), partial(_ordered_with, kinds)) for kinds in scripts))

    def _tried(self, kind: str, tries: Iterable[tuple[str, Callable[[Home], bool]]]) -> Tried:
        tried, disturbed, wrong = 0, 0, []
        for name, disturb in tries:
            with _copy(self.start) as home:
                tried += 1
                disturbed += disturb(home)
                found = self._look(home, set(name.split(" and ")))
            if found:
                wrong.append(f"{name}: {'; '.join(found)}")
        return Tried(kind, tried, disturbed, tuple(wrong))

    def _look(self, home: Home, kinds: set[str]) -> tuple[str, ...]:
        """Where rows were lost for good there are other workplaces, and still nobody has two."""
        if not resumed(home):
            return ("the same command, run again, failed",)
        ended = end_of(home)
        may_differ = kinds & (FAULTS.keys() - LOSES_NOTHING)
        other = ended.workplaces != self.expected.workplaces and not may_differ
        return (*ended.wrong, *(("other workplaces than undisturbed",) if other else ()))


@contextmanager
def campaign() -> Iterator[Campaign]:
    with tempfile.TemporaryDirectory() as folder:
        start = plan_in(Path(folder, "start"))
        moments = moments_of(start.copy(Path(folder, "counted")))
        undisturbed = start.copy(Path(folder, "undisturbed"))
        before = time.monotonic()
        if not child_ended_well(in_a_process(lambda: order(undisturbed.house()))):
            raise AssertionError("ordering failed although nobody disturbed it")
        yield Campaign(start, end_of(undisturbed), moments, time.monotonic() - before)


def _ordered_with(kinds: tuple[str, ...], home: Home) -> bool:
    """Whether the carrier's faults ended the command; those of a follow-up are met by it as well."""
    script = home.folder / "faults.toml"
    script.write_text(script_of(kinds), "utf-8")
    disturbed = replace(home, concurrency=4, faults=script)
    return not resumed(disturbed)


@contextmanager
def _copy(home: Home) -> Iterator[Home]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield home.copy(folder / "home")
    finally:
        shutil.rmtree(folder)

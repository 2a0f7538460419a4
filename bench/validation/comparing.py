"""Knows who is compared on how many rows, and what ours may cost beside each."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench.child import Command, CommandFailedError, output
from bench.line import Line
from bench.validation.measure import Taken
from bench.validation.shown import figures, ms

OURS: Final = "ours"
BY_HAND: Final = "by_hand"
CALLS: Final = 5
MEMORY_GOAL: Final = 2 * 1024**3
GROWTH_GOAL: Final = 11.0


@dataclass(frozen=True, slots=True)
class Peer:
    """`module` of bench.validation.peers. `goal`: how many times its CPU time ours may take."""

    module: str
    name: str
    goal: float = 1.0
    most_rounds: int = 3
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows, how many children of each judge, whether the slow ones take part, and whose goals count."""

    rows: int
    rounds: int
    with_slow: bool = True
    by_hand_counts: bool = False

    @property
    def name(self) -> str:
        return f"validation, {self.rows:,} rows"


PEERS: Final = (
    Peer(BY_HAND, "polars by hand", goal=1.2),
    Peer("dataframely_filter", "dataframely"),
    Peer("pandera_polars", "pandera on polars"),
    Peer("pointblank_steps", "pointblank"),
    Peer("pandera_pandas", "pandera on pandas"),
    Peer("pydantic_rows", "pydantic, row by row", most_rounds=1),
    Peer("great_expectations_suite", "Great Expectations", most_rounds=1, slow=True),
    Peer("frictionless_report", "frictionless", most_rounds=1, slow=True),
)
NAMES: Final = {OURS: OURS, **{peer.module: peer.name for peer in PEERS}}


def sizes(rows: int) -> tuple[Size, ...]:
    """The largest has `rows`; there the slow ones would take minutes."""
    return (
        Size(rows // 100, rounds=3),
        Size(rows // 10, rounds=3, by_hand_counts=True),
        Size(rows, rounds=1, with_slow=False),
    )


def compared(folder: Path, rows: int, rounds: int | None, *, judged: bool) -> Iterator[Line | str]:
    """One table of figures for each size, then ours beside each peer. Goals are judged only where rows are enough."""
    ours: dict[Size, Taken] = {}
    for size in sizes(rows):
        taken, failed = _measured(folder, size, rounds or size.rounds)
        yield from figures(size.name, NAMES, BY_HAND, taken, failed)
        if OURS in taken:
            ours[size] = taken[OURS]
            yield from _ratios(size, taken, judged=judged)
    if len(ours) > 1:
        yield from _growth(*list(ours.items())[-2:], judged=judged)


def _measured(folder: Path, size: Size, rounds: int) -> tuple[dict[str, Taken], dict[str, str]]:
    """Medians by module, and why some have none. They take turns, so that a busy moment meets them all."""
    output(Command((sys.executable, "-m", "bench.validation.sheets", str(folder), str(size.rows)), str(folder)))
    failed = {} if size.with_slow else {peer.module: "too slow for so many rows" for peer in PEERS if peer.slow}
    turns = {OURS: rounds, **{peer.module: min(rounds, peer.most_rounds) for peer in PEERS}}
    taken: dict[str, list[Taken]] = {name: [] for name in turns}
    for turn in range(rounds):
        for name in (name for name, most in turns.items() if turn < most and name not in failed):
            try:
                one = _child(name, folder, size.rows)
            except CommandFailedError as error:
                failed[name] = str(error)
                continue
            taken[name].append(one)
            if one.differs:
                failed[name] = f"{one.versions} {one.differs}"
    return {name: _median(some) for name, some in taken.items() if name not in failed}, failed


def _child(name: str, folder: Path, rows: int) -> Taken:
    words = (sys.executable, "-m", "bench.validation.measure", name, str(folder), str(rows), str(CALLS))
    return Taken(**json.loads(output(Command(words, str(folder))).splitlines()[-1]))


def _median(some: Sequence[Taken]) -> Taken:
    return Taken(
        some[0].versions,
        first=median(one.first for one in some),
        cpu=median(one.cpu for one in some),
        wall=median(one.wall for one in some),
        peak=median(one.peak for one in some),
    )


def _ratios(size: Size, taken: Mapping[str, Taken], *, judged: bool) -> Iterator[Line]:
    """By hand is the yardstick: it is judged where neither what is fixed nor memory weighs most."""
    ours = taken[OURS].cpu
    for peer in (peer for peer in PEERS if peer.module in taken):
        counts = judged and (peer.module != BY_HAND or size.by_hand_counts)
        cpu = taken[peer.module].cpu
        yield Line(size.name, ms(ours), peer.name, ms(cpu), ours / cpu, peer.goal if counts else None)


def _growth(smaller: tuple[Size, Taken], larger: tuple[Size, Taken], *, judged: bool) -> Iterator[Line]:
    """What the largest sheet takes beside the one before it, and how much of the memory that it may take."""
    (less, before), (more, after) = smaller, larger
    growth, memory = after.cpu / before.cpu, after.peak / MEMORY_GOAL
    names = f"ours, {more.rows:,} rows", f"ours, {less.rows:,} rows"
    yield Line(names[0], ms(after.cpu), names[1], ms(before.cpu), growth, GROWTH_GOAL if judged else None)
    peak = f"{after.peak / 1e6:.0f} MB"
    yield Line(
        f"peak memory, {more.rows:,} rows",
        peak,
        "2 GiB",
        f"{MEMORY_GOAL / 1e6:.0f} MB",
        memory,
        1.0 if judged else None,
    )

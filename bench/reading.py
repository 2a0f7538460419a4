"""Knows which readers are compared on which file, what reading costs them, and what it may cost us."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.child import Command, CommandFailedError, output
from bench.line import Line
from bench.reader import OUR_TEXT, OUR_WORKBOOK
from bench.staff_files import write_csv, write_xlsx

ROWS = 1_000_000
"""Of the CSV, as the goals have it; of fewer rows the libraries cost more than the file, and no goal is judged."""
SMALL = 1_000
MEMORY = "peak memory"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another reader. `goal`: how many times its CPU time, with `spare` seconds on top, we may take."""

    name: str
    goal: float | None = None
    spare: float = 0
    rounds: int = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """`ours` against peers on one file. `memory_goal`: how many times the file's size our whole process may take."""

    name: str
    file: Path
    ours: str
    peers: tuple[Peer, ...]
    memory_goal: float | None = None
    judged: bool = True
    rounds: int = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of the call itself, libraries loaded before; bytes of memory at the highest, libraries included."""

    seconds: float
    peak: float


def readings(folder: Path, rows: int) -> Iterator[Reading]:
    """Everything that is read, each file made when its turn comes; workbooks have a tenth of the rows."""
    yield Reading(
        name=f"CSV, {rows:,} rows",
        file=write_csv(folder / "staff.csv", rows),
        ours=OUR_TEXT,
        peers=(
            Peer("pyarrow.csv", goal=2.0, rounds=5),
            Peer("polars"),
            Peer("pandas, pyarrow engine"),
            Peer("pandas, C engine", rounds=1),
            Peer("csv.DictReader", rounds=1),
        ),
        memory_goal=4.0,
        judged=rows >= ROWS,
    )
    yield Reading(
        name=f"XLSX, {rows // 10:,} rows",
        file=write_xlsx(folder / "staff.xlsx", rows // 10),
        ours=OUR_WORKBOOK,
        peers=(
            Peer("fastexcel into Arrow", goal=1.5, rounds=5),
            Peer("python-calamine, streamed"),
            Peer("pandas with calamine"),
            Peer("openpyxl read-only", goal=1 / 8, rounds=3),
            Peer("openpyxl", rounds=1),
        ),
        judged=rows >= ROWS,
    )
    yield Reading(
        name=f"XLSX, {SMALL:,} rows",
        file=write_xlsx(folder / "small.xlsx", SMALL),
        ours=OUR_WORKBOOK,
        peers=(Peer("python-calamine, streamed", goal=1.0, spare=0.25, rounds=5),),
    )


def measured(reading: Reading, rounds: int | None) -> Iterator[Line | str]:
    """One line per comparison; where a reader cannot run, what it said."""
    wanted = {reading.ours: reading.rounds} | {peer.name: peer.rounds for peer in reading.peers}
    costs, failures = _interleaved(reading.file, wanted if rounds is None else dict.fromkeys(wanted, rounds))
    yield from (f"{reading.name:<32} not measured: {name}: {said}" for name, said in failures.items())
    if reading.ours in costs:
        yield from _lines(reading, costs[reading.ours], costs)


def _lines(reading: Reading, ours: Cost, costs: Mapping[str, Cost]) -> Iterator[Line]:
    for peer in reading.peers:
        if peer.name in costs:
            seconds = costs[peer.name].seconds + peer.spare
            name = f"{peer.name} + {_ms(peer.spare)}" if peer.spare else peer.name
            goal = peer.goal if reading.judged else None
            yield Line(reading.name, _ms(ours.seconds), name, _ms(seconds), ours.seconds / seconds, goal)
    if reading.memory_goal:
        size = reading.file.stat().st_size
        goal = reading.memory_goal if reading.judged else None
        yield Line(MEMORY, _mb(ours.peak), "the file", _mb(size), ours.peak / size, goal)


def _interleaved(file: Path, rounds: Mapping[str, int]) -> tuple[dict[str, Cost], dict[str, str]]:
    """Medians per reader, and what those said that failed. They take turns, as commands do."""
    taken: dict[str, list[Cost]] = {name: [] for name in rounds}
    failures: dict[str, str] = {}
    for turn in range(max(rounds.values())):
        for name, count in rounds.items():
            if turn < count and name not in failures:
                try:
                    taken[name].append(_cost(name, file))
                except CommandFailedError as error:
                    failures[name] = str(error)
    return {name: _median(costs) for name, costs in taken.items() if costs}, failures


def _cost(reader: str, file: Path) -> Cost:
    said = output(Command((sys.executable, "-m", "bench.reader", reader, str(file)), str(file.parent)))
    return Cost(**json.loads(said.splitlines()[-1]))


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(median(cost.seconds for cost in costs), median(cost.peak for cost in costs))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _mb(size: float) -> str:
    return f"{size / 1e6:.0f} MB"

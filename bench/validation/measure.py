"""Knows what one judge takes for one sheet, in a child of its own: `python -m bench.validation.measure`."""

import json
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from bench.reader import cpu_seconds, peak_bytes
from bench.validation.judge import Judge
from bench.validation.oracle import Failure
from bench.validation.sheets import read_failures, read_table

ENOUGH_SECONDS: Final = 6
"""No further call begins after so long, but one there is."""

SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """CPU seconds of the first call, then medians of the further ones; `peak` in bytes, of the whole process.

    `differs`: which failures are not the oracle's; empty where none.
    """

    versions: str
    first: float
    cpu: float
    wall: float
    peak: float
    differs: str = ""


def measure(name: str, folder: Path, rows: int, calls: int) -> Taken:
    peer = import_module(f"bench.validation.peers.{name}")
    judge: Judge = peer.judge(read_table(folder, rows))
    began = perf_counter()
    found, first, _ = _call(judge)
    further: list[tuple[float, float]] = []
    while len(further) < calls and (not further or perf_counter() - began < ENOUGH_SECONDS):
        found, *seconds = _call(judge)
        further.append((seconds[0], seconds[1]))
    peak = peak_bytes()
    return Taken(
        versions=", ".join(f"{name} {version(name)}" for name in peer.LIBRARIES),
        first=first,
        cpu=median(cpu for cpu, _ in further),
        wall=median(wall for _, wall in further),
        peak=peak,
        differs=difference(judge.failures(found), read_failures(folder, rows)),
    )


def _call(judge: Judge) -> tuple[Any, float, float]:
    cpu, wall = cpu_seconds(), perf_counter()
    found = judge.call()
    return found, cpu_seconds() - cpu, perf_counter() - wall


def difference(found: set[Failure], right: set[Failure]) -> str:
    """How `found` differs from the oracle's failures, with the first few of each kind; nothing where it does not."""
    told = [("tells too much", sorted(found - right)), ("does not tell", sorted(right - found))]
    return "; ".join(f"{what} {len(some)}: {_shown(some)}" for what, some in told if some)


def _shown(some: list[Failure]) -> str:
    return ", ".join(f"{rule} of row {place}" for place, rule in some[:SHOWN]) + (" …" if len(some) > SHOWN else "")


def main() -> None:
    name, folder, rows, calls = sys.argv[1:]
    try:
        taken = measure(name, Path(folder), int(rows), int(calls))
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed")
    print(json.dumps(asdict(taken)))


if __name__ == "__main__":
    main()

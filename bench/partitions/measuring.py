"""Knows what two workers on this machine gain, and what one process needs: wall time, which is what people wait for."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.line import Line
from bench.partitions.child import Took
from bench.partitions.town import write_csv
from bench.reading import ROWS

WORKERS = 2
AT_MOST = 200_000
ROUNDS = 3
GOAL = 1 / 1.5
MOST_MIB = 4 * 1024


def partitions(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:
    """Both ways in turn, the best of each: whatever else the machine does makes every run slower, and none faster."""
    path = write_csv(folder / "staff.csv", rows)
    judged = rows >= ROWS
    yield f"wall time, best of {rounds or ROUNDS}; {rows:,} rows from CSV to plan and findings"
    taken = [(_carried(path, 0), _carried(path, WORKERS)) for _ in range(rounds or ROUNDS)]
    here, there = (min(way, key=lambda took: took.seconds) for way in zip(*taken, strict=True))
    for name, took in (("one process", here), (f"{WORKERS} workers", there)):
        yield f"  {name}: " + ", ".join(f"{step} {seconds:.1f} s" for step, seconds in took.steps.items())
    if len({took.result for pair in taken for took in pair}) != 1:
        raise ValueError("plan or findings differ")
    shown = (f"{there.seconds:.1f} s", "in one process", f"{here.seconds:.1f} s")
    yield Line(f"{WORKERS} Dask workers", *shown, there.seconds / here.seconds, GOAL if judged else None)
    memory = (f"{here.peak_mib:.0f} MiB", "what we allow one process", f"{MOST_MIB} MiB")
    yield Line("peak memory", *memory, here.peak_mib / MOST_MIB, 1.0 if judged else None)


def _carried(path: Path, workers: int) -> Took:
    """In a child of its own, so that none finds anything loaded or cached."""
    command = [sys.executable, "-m", "bench.partitions.child", str(path), str(workers), str(AT_MOST)]
    return Took(**json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))

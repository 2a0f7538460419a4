"""Knows how marking is measured: each way in a process of its own, in turns, the median counts."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Final

from bench.line import Line
from bench.marking.book import COLUMNS, write_book

ROWS: Final = 100_000
ROUNDS: Final = 3
GOAL: Final = 1 / 8
PEAK_MIB: Final = 1024


def marking(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:
    """CPU time of marking alone, and the peak of memory; the whole process of ours has to stay below the limit."""
    most = min(rows, ROWS)
    path = write_book(folder / "staff.xlsx", most)
    turns = [{way: _took(way, path, most) for way in ("ours", "openpyxl")} for _ in range(rounds or ROUNDS)]
    ours, peer = (median(turn[way]["seconds"] for turn in turns) for way in ("ours", "openpyxl"))
    name = f"mark {most:,} rows x {COLUMNS}, 3 %"
    yield Line(name, f"{ours:.2f} s", "openpyxl: load, mark, save", f"{peer:.2f} s", ours / peer, GOAL)
    used, peers = (max(turn[way]["peak_mib"] for turn in turns) for way in ("ours", "openpyxl"))
    shown = (f"{used:.0f} MiB", "the limit; openpyxl " + f"{peers:.0f} MiB", f"{PEAK_MIB} MiB")
    yield Line("  its peak of memory", *shown, used / PEAK_MIB, 1.0)


def _took(way: str, path: Path, rows: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.marking.child", way, str(path), str(rows)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told

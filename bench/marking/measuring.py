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
from bench.validation.sheets import write_workbook

ROWS: Final = 100_000
ROUNDS: Final = 3
GOAL: Final = 1 / 8
PEAK_MIB: Final = 1024
FEW: Final = 200
FEW_SECONDS: Final = 1.0


def marking(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:
    """CPU time of marking alone, and the peak of memory; the whole process of ours has to stay below the limit."""
    most = min(rows, ROWS)
    path = write_book(folder / "staff.xlsx", most)
    yield from _against(f"mark {most:,} rows x {COLUMNS}, 3 %", ("ours", "openpyxl"), path, most, rounds, GOAL)
    yield from _against(f"write {most:,} rows anew", ("streamed", "xlsxwriter"), path, most, rounds, None)
    yield from _round_trip(folder, rounds)


PEERS: Final = {"openpyxl": "openpyxl: load, mark, save", "xlsxwriter": "XlsxWriter, constant memory"}


def _against(  # noqa: PLR0913, PLR0917 - what is measured, and how
    name: str, ways: tuple[str, str], path: Path, rows: int, rounds: int | None, goal: float | None
) -> Iterator[Line]:
    turns = [{way: _took("child", way, str(path), str(rows)) for way in ways} for _ in range(rounds or ROUNDS)]
    ours, peer = (median(turn[way]["seconds"] for turn in turns) for way in ways)
    yield Line(name, f"{ours:.2f} s", PEERS[ways[1]], f"{peer:.2f} s", ours / peer, goal)
    used, peers = (max(turn[way]["peak_mib"] for turn in turns) for way in ways)
    limit = f"the limit; {ways[1]} {peers:.0f} MiB"
    yield Line("  its peak of memory", f"{used:.0f} MiB", limit, f"{PEAK_MIB} MiB", used / PEAK_MIB, 1.0)


def _round_trip(folder: Path, rounds: int | None) -> Iterator[Line]:
    """The readers' own processes count, too."""
    path = write_workbook(folder / "few.xlsx", FEW)
    turns = [_took("round_trip", str(path)) for _ in range(rounds or ROUNDS)]
    seconds = median(turn["seconds"] for turn in turns)
    shown = (f"{seconds:.2f} s", "the limit", f"{FEW_SECONDS:.2f} s")
    yield Line(f"read, mark, read {FEW} rows", *shown, seconds / FEW_SECONDS, 1.0)
    peak = max(turn["peak_mib"] for turn in turns)
    yield Line("  its peak of memory", f"{peak:.0f} MiB", "the limit", f"{PEAK_MIB} MiB", peak / PEAK_MIB, 1.0)


def _took(child: str, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", f"bench.marking.{child}", *arguments]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told

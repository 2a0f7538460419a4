"""Knows what is measured, in which order, from commands to pages; all or a part."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from bench.child import CommandFailedError, interleaved_medians
from bench.comparisons import Comparison, comparisons, prepare_account
from bench.inventory.measuring import inventory
from bench.line import LINE, Line, ratio_line
from bench.marking.measuring import marking
from bench.ordering.measuring import ordering
from bench.pages.measuring import pages
from bench.reading import ROWS, measured, readings
from bench.validation.comparing import compared
from bench.web.measuring import web

Part = Callable[[Path, int, int | None], Iterator[Line | str]]


def commands(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:  # noqa: ARG001 - commands have their own sheets
    for comparison in comparisons(str(folder)):
        yield measured_command(comparison, rounds)


def measured_command(comparison: Comparison, rounds: int | None) -> Line | str:
    """One line of the table; where a command cannot run, the line says why and the others go on."""
    try:
        if comparison.needs_account:
            prepare_account(comparison.ours.home)
        ours, peer = interleaved_medians((comparison.ours, comparison.peer), rounds or comparison.rounds)
    except CommandFailedError as error:
        return f"{comparison.name:<32} not measured: {error}"
    shown = (f"{ours * 1000:.0f} ms", comparison.peer_name, f"{peer * 1000:.0f} ms")
    return Line(comparison.name, *shown, ours / peer, comparison.goal, comparison.moonshot)


def reading(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:
    for one in readings(folder, rows):
        yield from measured(one, rounds)


def validation(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:
    return compared(folder, rows, rounds, judged=rows >= ROWS)


PARTS: Final[dict[str, Part]] = {
    "commands": commands,
    "reading": reading,
    "validation": validation,
    "inventory": inventory,
    "ordering": ordering,
    "marking": marking,
    "pages": pages,
    "web": web,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="CPU time as ratios to peers")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all where none is named")
    parser.add_argument("--rounds", type=int, help="runs of each command; the median counts")
    parser.add_argument("--rows", type=int, default=ROWS, help="of the largest sheet; the others have a part of them")
    given = parser.parse_args()
    if unknown := [name for name in given.parts if name not in PARTS]:
        parser.error(f"no part is called {', '.join(unknown)}; the parts are {', '.join(PARTS)}")
    print("CPU time (user + system), medians of interleaved runs")
    print(LINE.format("ours", "", "peer", "", "ratio", "goal", ""))
    for name in given.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            for line in PARTS[name](Path(folder), given.rows, given.rounds):
                print(ratio_line(line) if isinstance(line, Line) else line, flush=True)


if __name__ == "__main__":
    main()

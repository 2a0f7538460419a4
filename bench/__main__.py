"""Knows how the measured ratios are shown: one line per comparison, with its goal."""

import argparse
import tempfile
from pathlib import Path

from bench.child import CommandFailedError, interleaved_medians
from bench.comparisons import Comparison, comparisons, prepare_account
from bench.reading import ROWS, Line, measured, readings

LINE = "{:<32} {:>9} {:<34} {:>9} {:>7} {:>6}  {}"


def measured_line(comparison: Comparison, rounds: int | None) -> str:
    """One line of the table; where a command cannot run, the line says why and the others go on."""
    try:
        if comparison.needs_account:
            prepare_account(comparison.ours.home)
        ours, peer = interleaved_medians((comparison.ours, comparison.peer), rounds or comparison.rounds)
    except CommandFailedError as error:
        return f"{comparison.name:<32} not measured: {error}"
    shown = (f"{ours * 1000:.0f} ms", comparison.peer_name, f"{peer * 1000:.0f} ms")
    return ratio_line(Line(comparison.name, *shown, ours / peer, comparison.goal))


def ratio_line(line: Line) -> str:
    goal, verdict = "", ""
    if line.goal is not None:
        goal, verdict = f"{line.goal:.3g}", "met" if line.ratio <= line.goal else "MISSED"
    return LINE.format(line.name, line.ours, line.peer_name, line.peer, f"{line.ratio:.2f}", goal, verdict)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, help="runs of each command; the median counts")
    parser.add_argument("--rows", type=int, default=ROWS, help="of the CSV; the workbook has a tenth of them")
    given = parser.parse_args()
    print("CPU time (user + system), medians of interleaved runs")
    print(LINE.format("ours", "", "peer", "", "ratio", "goal", ""))
    with tempfile.TemporaryDirectory() as home:
        for comparison in comparisons(home):
            print(measured_line(comparison, given.rounds), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for reading in readings(Path(folder), given.rows):
            for line in measured(reading, given.rounds):
                print(ratio_line(line) if isinstance(line, Line) else line, flush=True)


if __name__ == "__main__":
    main()

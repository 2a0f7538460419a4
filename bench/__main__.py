"""Knows how the measured ratios are shown: one line per comparison, with its goal."""

import argparse
import tempfile

from bench.child import CommandFailedError, interleaved_medians
from bench.comparisons import Comparison, comparisons, prepare_account

LINE = "{:<32} {:>9} {:<31} {:>9} {:>7} {:>6}  {}"


def measured_line(comparison: Comparison, rounds: int | None) -> str:
    """One line of the table; where a command cannot run, the line says why and the others go on."""
    try:
        if comparison.needs_account:
            prepare_account(comparison.ours.home)
        ours, peer = interleaved_medians((comparison.ours, comparison.peer), rounds or comparison.rounds)
    except CommandFailedError as error:
        return f"{comparison.name:<32} not measured: {error}"
    verdict = "met" if ours / peer <= comparison.goal else "MISSED"
    return LINE.format(
        comparison.name,
        f"{ours * 1000:.0f} ms",
        comparison.peer_name,
        f"{peer * 1000:.0f} ms",
        f"{ours / peer:.2f}",
        f"{comparison.goal:.1f}",
        verdict,
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, help="runs of each command; the median counts")
    rounds = parser.parse_args().rounds
    print("CPU time (user + system), medians of interleaved runs")
    print(LINE.format("ours", "", "peer", "", "ratio", "goal", ""))
    with tempfile.TemporaryDirectory() as home:
        for comparison in comparisons(home):
            print(measured_line(comparison, rounds), flush=True)


if __name__ == "__main__":
    main()

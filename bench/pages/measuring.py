"""Knows how writing pages is measured: both ways in one process, in turns, each rendering the same views."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Final

from bench.line import Line
from bench.pages.bare import pieces, plain_values, template
from bench.pages.staff import failing
from trunkload.reports.build_view import build_pages
from trunkload.reports.page import render_pieces

ROWS: Final = 10_000
ROUNDS: Final = 7
GOAL: Final = 1.2
FIRST_PAGE_ROWS: Final = 100_000
FIRST_PAGE_SECONDS: Final = 1.0


def pages(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:  # noqa: ARG001 - nothing is written
    """Streamed; CPU time of the thread that renders."""
    most = min(rows, ROWS)
    about = failing(most)
    views = list(build_pages(about))
    bare, plain = template(), [plain_values(view) for view in views]

    def ours() -> int:
        return sum(len(piece.encode()) for view in views for piece in render_pieces(view))

    def theirs() -> int:
        return sum(len(piece.encode()) for values in plain for piece in pieces(bare, values))

    if ours() != theirs():
        yield f"the bare template writes other bytes: {ours()} and {theirs()}"
        return
    turns = [(_took(ours), _took(theirs)) for _ in range(rounds or ROUNDS)]
    mine, bares = (median(turn[at] for turn in turns) for at in (0, 1))
    name = f"pages of {most:,} failing rows"
    yield Line(name, f"{mine:.2f} s", "bare Jinja2, the same bytes", f"{bares:.2f} s", mine / bares, GOAL)
    whole = _took(lambda: sum(len(piece) for view in build_pages(about) for piece in render_pieces(view)))
    yield Line(
        "  built and written",
        f"{whole:.2f} s",
        "bare Jinja2, from dicts at hand",
        f"{bares:.2f} s",
        whole / bares,
        None,
    )
    large = failing(min(rows, FIRST_PAGE_ROWS))
    first = _took(lambda: sum(map(len, render_pieces(next(build_pages(large))))))
    seconds = f"{FIRST_PAGE_SECONDS:.0f} s"
    name = f"  first page of {min(rows, FIRST_PAGE_ROWS):,} rows"
    yield Line(name, f"{first:.2f} s", "the limit", seconds, first / FIRST_PAGE_SECONDS, 1.0)


def _took(work: Callable[[], int]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before

"""Runs the campaign of kills and outages and prints its table: `python -m tests.faults.every_point`."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from tests.faults.nothing_lost import Point, Tale, after_all_died, by_runners, by_workers, here, tale_of, told
from tests.faults.orchestra import orchestra
from tests.faults.outages import bucket, postgres, taken_away
from tests.faults.stories import import_in, submission_in
from tests.integration.postgresql import NoPostgresql

MAKERS = (import_in, submission_in)


def main(asked: list[str]) -> int:
    """Which parts: `here`, `prefect`, `outages`; all of them where none is named. 1 where anything went wrong."""
    parts = {"here": _here, "prefect": _by_prefect, "outages": _outages}
    with tempfile.TemporaryDirectory(prefix="trunkload-") as folder:
        points = list(chain.from_iterable(parts[name](Path(folder)) for name in asked or parts))
    return told(points, _say)


def _here(folder: Path) -> Iterator[Point]:
    for at, make in enumerate(MAKERS):
        yield from _shown(here(tale_of(make(folder / f"here-{at}"))))


def _by_prefect(folder: Path) -> Iterator[Point]:
    """Of each story every second point by a work pool, the others by the runner of `serve`."""
    tales = [tale_of(make(folder / f"prefect-{at}")) for at, make in enumerate(MAKERS)]
    with orchestra(folder / "prefect") as prefect:
        for tale in tales:
            yield from _shown(by_workers(_every_second(tale, 0), prefect))
            yield from _shown(by_runners(_every_second(tale, 1), prefect))
        yield from _shown(iter([after_all_died(tales[1], prefect)]))


def _outages(folder: Path) -> Iterator[Point]:
    with bucket() as store:
        for at, make in enumerate(MAKERS):
            yield from _shown(taken_away(tale_of(make(folder / f"s3-{at}", store.copy())), "S3", store))
    try:
        with postgres() as database:
            for at, make in enumerate(MAKERS):
                story = make(folder / f"postgresql-{at}", database.copy())
                yield from _shown(taken_away(tale_of(story), "PostgreSQL", database))
    except NoPostgresql as reason:
        _say(f"not tried: {reason}")


def _every_second(tale: Tale, first: int) -> Tale:
    return replace(tale, moments=tale.moments[first::2])


def _shown(points: Iterator[Point]) -> Iterator[Point]:
    """Each as soon as it is known; the table comes at the end."""
    for at, point in enumerate(points, start=1):
        _say(f"{at:3} {point.story}, {point.where}: {point.seconds:.1f} s{', WRONG' if point.wrong else ''}")
        yield point


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

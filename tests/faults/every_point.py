"""Runs the campaign of kills and outages and prints its table: `python -m tests.faults.every_point`."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from tests.faults.nothing_lost import (
    HEADER,
    Point,
    Tale,
    after_all_died,
    by_runners,
    by_workers,
    here,
    row_of,
    summary,
    tale_of,
    without_server,
)
from tests.faults.orchestra import orchestra
from tests.faults.outages import bucket, postgres, taken_away
from tests.faults.redeployed import redeployed
from tests.faults.stories import import_in, submission_in
from tests.integration.postgresql import NoPostgresql

MAKERS = (import_in, submission_in)


def main(asked: list[str]) -> int:
    """Which parts: `here`, `prefect`, `outages`; all of them where none is named. 1 where anything went wrong."""
    parts = {"here": _here, "prefect": _by_prefect, "outages": _outages}
    with tempfile.TemporaryDirectory(prefix="trunkload-") as folder:
        _say("\n".join(HEADER))
        points = list(chain.from_iterable(parts[name](Path(folder)) for name in asked or parts))
    _say("\n".join(["", *summary(points)]))
    return 1 if any(one.wrong for one in points) else 0


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
            yield from _shown(without_server(replace(tale, moments=tale.moments[4::8]), prefect))
        wrong = redeployed(folder / "redeployed", prefect)
        yield from _shown(iter([Point("night", "20 times", "deployment", "every run", 0.0, wrong)]))
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
    """Each as soon as it is known."""
    for point in points:
        _say(row_of(point))
        yield point


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Every point of a story at which its worker dies: another one finishes it, nothing is lost, nothing doubled."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.faults.homes import BATCH_SIZE, TAKEOVER_SECONDS, Home
from tests.faults.orchestra import Killable, Orchestra, until
from tests.faults.stories import Story

POINTS = 20


@dataclass(frozen=True)
class Point:
    """One kill: of what and where, who finished it after how many seconds, and what was not as it must be."""

    story: str
    where: str
    died: str
    finished_by: str
    seconds: float
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Tale:
    """A story with its undisturbed end and the moments at which it is broken off."""

    story: Story
    seen: object
    moments: tuple[int, ...]

    def wrong(self, home: Home) -> tuple[str, ...]:
        if not self.story.is_finished(home):
            return ("not finished",)
        seen = self.story.seen(home)
        return () if seen == self.seen else (f"{seen} instead of {self.seen}",)


def tale_of(story: Story, points: int = POINTS) -> Tale:
    """The moments are spread over the whole of it, the first and the last among them."""
    with copy_of(story.home) as home:
        count = story.undisturbed(home)
        seen = story.seen(home)
    step = (count - 1) / (points - 1)
    return Tale(story, seen, tuple(dict.fromkeys(round(1 + step * at) for at in range(points))))


def here(tale: Tale) -> Iterator[Point]:
    """By a process of this machine after the other, without Prefect."""
    for moment in tale.moments:
        with copy_of(tale.story.home) as home:
            killed = tale.story.killed_at(home, moment)
            began = time.monotonic()
            went_on = tale.story.taken_up(home)
            seconds = time.monotonic() - began
            wrong = (
                *(() if killed else ("it was over before",)),
                *(() if went_on else ("it was not gone on with",)),
                *tale.wrong(home),
            )
        yield Point(tale.story.name, f"moment {moment}", "process", "another process", seconds, wrong)


def by_workers(tale: Tale, prefect: Orchestra) -> Iterator[Point]:
    """Flow and worker are killed together; a worker of another pool has the next look after what is not finished."""
    first, second = prefect.deploy("first"), prefect.deploy("second")
    survivor = prefect.start_worker("second")
    for moment in tale.moments:
        dying = prefect.start_worker("first")
        with copy_of(tale.story.home) as home:
            fate = _fate(home, moment)
            prefect.run(first[tale.story.flow], {**settings_of(home), **fate}, import_id=tale.story.import_id)
            where = _died(dying, home)
            began = time.monotonic()
            ended = _looked_after(tale, prefect, second["follow_orders"], home)
            seconds = time.monotonic() - began
            wrong = (*(() if ended == "COMPLETED" else (ended,)), *tale.wrong(home))
        yield Point(tale.story.name, where, "worker", "worker of another pool", seconds, wrong)
    survivor.kill()


def by_runners(tale: Tale, prefect: Orchestra) -> Iterator[Point]:
    """The runner of `serve` is killed with its flow; the next one looks by its own schedule, every two seconds."""
    for moment in tale.moments:
        with copy_of(tale.story.home) as home:
            prefect.cancel_scheduled()
            dying = prefect.start_runner({**settings_of(home), **_fate(home, moment), **SELDOM})
            deployment = until("the deployments of serve", lambda: _served(prefect, tale.story.flow))
            prefect.run(deployment, {}, import_id=tale.story.import_id)
            where = _died(dying, home)
            began = time.monotonic()
            next_one = prefect.start_runner({**settings_of(home), **OFTEN})
            until("an end", partial(tale.story.is_finished, home))
            seconds = time.monotonic() - began
            next_one.kill()
            wrong = tale.wrong(home)
        yield Point(tale.story.name, where, "runner of serve", "the next runner", seconds, wrong)


def _looked_after(tale: Tale, prefect: Orchestra, follow: str, home: Home) -> str:
    """How the last look ended; there is another one where the first came too early."""
    ended = prefect.wait_for(prefect.run(follow, settings_of(home)))
    if not tale.story.is_finished(home):
        time.sleep(TAKEOVER_SECONDS)
        ended = prefect.wait_for(prefect.run(follow, settings_of(home)))
    return ended


def without_server(tale: Tale, prefect: Orchestra) -> Iterator[Point]:
    """The Prefect server is killed in the middle of a flow, and there again some seconds later."""
    deployments = prefect.deploy("lonely")
    worker = prefect.start_worker("lonely")
    for moment in tale.moments:
        with copy_of(tale.story.home) as home:
            fate = {**_fate(home, moment), "HALTS": "1"}
            run = prefect.run(
                deployments[tale.story.flow], {**settings_of(home), **fate}, import_id=tale.story.import_id
            )
            until("a halt", (home.folder / "died").exists)
            prefect.started[0].kill()
            (home.folder / "go on").touch()
            began = time.monotonic()
            time.sleep(AWAY_SECONDS)
            prefect.started[0] = prefect.start_server()
            ended = prefect.wait_for(run)
            by = "the same flow" if tale.story.is_finished(home) else "the next look"
            if by != "the same flow":
                ended = _looked_after(tale, prefect, deployments["follow_orders"], home)
            seconds = time.monotonic() - began
            where = (home.folder / "died").read_text("utf-8")
            wrong = (*(() if ended == "COMPLETED" else (ended,)), *tale.wrong(home))
        yield Point(tale.story.name, where, "Prefect server", by, seconds, wrong)
    worker.kill()


AWAY_SECONDS = 5.0
"""So long the server is away, and as long as it needs to start."""


def after_all_died(tale: Tale, prefect: Orchestra) -> Point:
    """The scheduled look itself is killed, with its worker and the Prefect server: Prefect keeps its only slot for a
    while, and gives it back."""
    deployments = prefect.deploy("scheduled")
    dying = prefect.start_worker("scheduled")
    with copy_of(tale.story.home) as home:
        prefect.run(
            deployments["follow_orders"], {**settings_of(home), **_fate(home, tale.moments[len(tale.moments) // 2])}
        )
        where = _died(dying, home)
        prefect.started[0].kill()
        began = time.monotonic()
        prefect.started[0] = prefect.start_server()
        prefect.start_worker("scheduled")
        ended = "CANCELLED"
        while ended == "CANCELLED" and time.monotonic() - began < SLOT_SECONDS:
            ended = prefect.wait_for(prefect.run(deployments["follow_orders"], settings_of(home)))
            time.sleep(5 if ended == "CANCELLED" else 0)
        wrong = (*(() if ended == "COMPLETED" else (ended,)), *tale.wrong(home))
        return Point(tale.story.name, where, "look, worker, server", "the next look", time.monotonic() - began, wrong)


SLOT_SECONDS = 420
"""Prefect renews the slot of a run for 300 seconds at a time, and looks for what is over every 15."""

SELDOM = {"TRUNKLOAD_FLOWS__FOLLOW_EVERY_SECONDS": "3600"}
OFTEN = {"TRUNKLOAD_FLOWS__FOLLOW_EVERY_SECONDS": "2"}


def _served(prefect: Orchestra, flow: str) -> str:
    found = prefect.ask("/deployments/filter", {"deployments": {"name": {"any_": [flow.replace("_", "-")]}}})
    return str(found[0]["id"]) if found else ""


def settings_of(home: Home) -> dict[str, str]:
    """As `Home.house` has them."""
    carrier = {"BATCH_SIZE": BATCH_SIZE, "POLL_SECONDS": 0, "CONCURRENCY": home.concurrency}
    told = {f"TRUNKLOAD_CARRIER__{name}": str(value) for name, value in carrier.items()}
    told["TRUNKLOAD_FLOWS__TAKEOVER_SECONDS"] = str(TAKEOVER_SECONDS)
    return {"TRUNKLOAD_HOME": str(home.folder), "TRUNKLOAD_LANG": "en", "TRUNKLOAD_USER": "admin", **told}


def _fate(home: Home, moment: int) -> dict[str, str]:
    return {"DIES_AT": str(moment), "DIES_TELLING": str(home.folder / "died")}


def _died(dying: Killable, home: Home) -> str:
    """Where it was."""
    told = home.folder / "died"
    until("a death", lambda: dying.process.poll() is not None)
    dying.kill()
    return told.read_text("utf-8") if told.exists() else "before it began"


@contextmanager
def copy_of(home: Home) -> Iterator[Home]:
    folder = Path(tempfile.mkdtemp(prefix="trunkload-"))
    try:
        yield home.copy(folder / "home")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


HEADER = (
    "| story | where | what died or was away | who finished it | seconds | lost or doubled |",
    "|---|---|---|---|---:|---:|",
)


def row_of(one: Point) -> str:
    """A line of the table."""
    return f"| {one.story} | {one.where} | {one.died} | {one.finished_by} | {one.seconds:.1f} | {len(one.wrong)} |"


def summary(points: list[Point]) -> Iterator[str]:
    """Of each kind how many, how long at the most, and whatever went wrong."""
    for story, died in sorted({(one.story, one.died) for one in points}):
        own = [one for one in points if (one.story, one.died) == (story, died)]
        longest, wrong = max(one.seconds for one in own), sum(1 for one in own if one.wrong)
        yield f"{story}, {died}: {len(own)} points, finished in {longest:.1f} s at the most, lost or doubled {wrong}"
    for one in points:
        yield from (f"WRONG {one.story}, {one.where}, {one.died}: {each}" for each in one.wrong)

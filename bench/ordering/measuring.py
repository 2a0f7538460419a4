"""Knows what a carrier's pace allows, and how much longer we take: wall time, because waiting is most of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.line import Line
from bench.ordering.town import ACCOUNT

PEOPLE = 10_000
BATCH = 50
DELAY = 0.05
"""Seconds before each answer of the carrier."""

CONCURRENCY = 4
RATE = 10
"""Requests a second, where the carrier allows no more."""

PAGE = 500
GOAL = 1.3
READS = 2
"""How often an order is read until it is final: it goes on by a step each time."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """What the child measured."""

    seconds: float
    orders: int
    state: str
    peak_mib: float
    cpu: float


def ordering(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:  # noqa: ARG001 - a run takes minutes
    """A carrier that answers after 50 ms, with and without a limit of its own."""
    people = min(PEOPLE, rows)
    judged = people == PEOPLE
    yield f"wall time; {people:,} workplaces in orders of {BATCH}, {DELAY * 1000:.0f} ms for each answer"
    quarter = _measured(folder / "quarter", people // 4, {})
    whole = _measured(folder / "whole", people, {})
    yield _line(f"{CONCURRENCY} orders at once", whole, _by_concurrency(whole, people), judged=judged)
    yield _memory(quarter, whole, judged=judged)
    paced = _measured(folder / "paced", people // 4, {"TRUNKLOAD_CARRIER__REQUESTS_PER_SECOND": str(RATE)})
    yield _line(f"{RATE} requests a second, a quarter", paced, _by_rate(paced, people // 4), judged=judged)


def _line(name: str, ordered: Ordered, theory: float, *, judged: bool) -> Line:
    if ordered.state != "done":
        raise ValueError(f"the import ended as {ordered.state}")
    shown = (f"{ordered.seconds:.1f} s", "as the carrier's pace allows", f"{theory:.1f} s")
    return Line(name, *shown, ordered.seconds / theory, GOAL if judged else None)


def _memory(quarter: Ordered, whole: Ordered, *, judged: bool) -> Line:
    shown = (
        f"{whole.peak_mib:.0f} MiB",
        f"{quarter.orders} orders instead of {whole.orders}",
        f"{quarter.peak_mib:.0f} MiB",
    )
    return Line("peak memory", *shown, whole.peak_mib / quarter.peak_mib, GOAL if judged else None)


def _side_by_side(orders: int) -> int:
    """Requests that need not wait for each other: placed, read until final, read back."""
    return orders * (1 + READS + 1)


def _one_by_one(people: int) -> int:
    """Pages of the account, read once more after the orders: numbers and workplaces."""
    return -(-30_000 // PAGE) + -(-people // PAGE)


def _by_concurrency(ordered: Ordered, people: int) -> float:
    return (_side_by_side(ordered.orders) / CONCURRENCY + _one_by_one(people)) * DELAY


def _by_rate(ordered: Ordered, people: int) -> float:
    return (_side_by_side(ordered.orders) + _one_by_one(people)) / RATE


def _measured(folder: Path, people: int, more: dict[str, str]) -> Ordered:
    """Planned before, ordered at a carrier of its own."""
    folder.mkdir()
    account = folder / "account.toml"
    account.write_text(ACCOUNT, "utf-8")
    with _carrier(folder, account) as address:
        own = {
            "TRUNKLOAD_HOME": str(folder / "home"),
            "TRUNKLOAD_CARRIER__KIND": "tmforum",
            "TRUNKLOAD_CARRIER__URL": address,
            "TRUNKLOAD_CARRIER__CUSTOMER_ID": "muster-gmbh",
            "TRUNKLOAD_CARRIER__BATCH_SIZE": str(BATCH),
            "TRUNKLOAD_CARRIER__CONCURRENCY": str(CONCURRENCY),
            "TRUNKLOAD_CARRIER__POLL_SECONDS": "0",
            "TRUNKLOAD_CARRIER__TIMEOUT_SECONDS": "120",
        }
        _run(str(people), environment={**os.environ, **own})
        return Ordered(**json.loads(_run(environment={**os.environ, **own, **more})))


def _run(*arguments: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "bench.ordering.child", *arguments]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def _carrier(folder: Path, account: Path) -> Iterator[str]:
    """The rehearsal carrier's address, in a process of its own."""
    trunkload = Path(sys.executable).with_name("trunkload")
    options = [
        "--account",
        str(account),
        "--port",
        "0",
        "--delay-ms",
        str(round(DELAY * 1000)),
        "--silent",
        "--lang",
        "en",
    ]
    environment = {**os.environ, "TRUNKLOAD_HOME": str(folder / "carrier"), "TRUNKLOAD_CARRIER__BATCH_SIZE": str(BATCH)}
    command = [str(trunkload), "carrier", "serve", *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise ValueError("a pipe was asked for")
        try:
            said = process.stdout.readline()
            yield next(word.rstrip(".") for word in said.split() if word.startswith("http://"))
        finally:
            process.terminate()

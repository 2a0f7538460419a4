"""Knows how the page is measured as its users meet it: over HTTP on this computer, by the clock."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from typing import Final

import httpx

from bench.line import Line
from bench.staff_files import write_xlsx
from bench.web.house import NUMBERS, used_house
from bench.web.serving import Served, logged_in, proof_of, seconds, served

IMPORTS: Final = 10_000
ROUNDS: Final = 30
PAGES: Final = (
    *("/", "/upload", "/imports", "/imports?before=imp-2025-06-01-0000", "/numbers", "/workplaces", "/contingents"),
    *("/orders", "/messages", "/audit", "/workplaces/wp-5005"),
)
PLAN: Final = re.compile("/imports/imp-[0-9-]+/plan")
PAGE_SECONDS: Final = 0.1
UPLOADS: Final = 1_000
MEMORY: Final = 300 * 2**20
SHEET_ROWS: Final = 200
SHEETS: Final = 9
SHEET_SECONDS: Final = 2.5
AT_ONCE: Final = 50
AT_ONCE_SECONDS: Final = 30.0


def web(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:  # noqa: ARG001 - the database is as it is
    """The 95th percentile of each page first; the sheets and the memory after them, in a house of their own."""
    used_house(folder / "used", IMPORTS, NUMBERS).ledger.dispose()
    with served(folder / "used") as page:
        yield from _pages(page, rounds or ROUNDS)
    used_house(folder / "new", 0, 0).ledger.dispose()
    sheet = write_xlsx(folder / "staff.xlsx", SHEET_ROWS).read_bytes()
    with served(folder / "new") as page:
        yield from _sheets(page, sheet)
        yield from _at_once(page, sheet)
        yield from _memory(page)


def _pages(page: Served, rounds: int) -> Iterator[Line]:
    with closing(logged_in(page.address)) as client:
        paths = (*PAGES, _plan(client))
        for path in paths:
            seconds(client, path)
        for path in paths:
            late = _late([seconds(client, path) for _ in range(rounds)])
            yield _held(f"page {PLAN.sub('/imports/…/plan', path)[:26]}", late, PAGE_SECONDS)


def _plan(client: httpx.Client) -> str:
    """Of the one import that is planned."""
    found = PLAN.search(client.get("/imports?state=planned").text)
    if found is None:
        raise RuntimeError("no plan")
    return found[0]


def _sheets(page: Served, sheet: bytes) -> Iterator[Line]:
    with closing(logged_in(page.address)) as client:
        _checked(client, sheet)
        taken = [_checked(client, sheet) for _ in range(SHEETS)]
    yield _held(f"{SHEET_ROWS} rows, sent to report", median(taken), SHEET_SECONDS)


def _at_once(page: Served, sheet: bytes) -> Iterator[Line]:
    clients = [logged_in(page.address) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        taken = list(threads.map(lambda client: _checked(client, sheet), clients))
    for client in clients:
        client.close()
    yield _held(f"  {AT_ONCE} at once, 95th percentile", _late(taken), AT_ONCE_SECONDS)


def _memory(page: Served) -> Iterator[Line]:
    with closing(logged_in(page.address)) as client:
        proof = proof_of(client.get("/upload").text)
        for at in range(UPLOADS):
            _send(client, proof, b"Vorname;Nachname\nKim;%d\n" % at, "small.csv")
    taken, most = page.memory, MEMORY
    shown = (f"{taken / 2**20:.0f} MB", "the limit", f"{most / 2**20:.0f} MB")
    yield Line(f"memory after {UPLOADS:,} uploads", *shown, taken / most, 1.0)


def _checked(client: httpx.Client, sheet: bytes) -> float:
    """From the end of the upload until the report is there. Raises where any of it fails."""
    proof = proof_of(client.get("/upload").text)
    path = _send(client, proof, sheet, "staff.xlsx")
    began = time.perf_counter()
    with client.stream("GET", f"{path}/events") as told:
        ended = any(line == "event: ended" for line in told.iter_lines())
    shown = client.get(path)
    taken = time.perf_counter() - began
    if not ended or "report" not in shown.url.path:
        raise RuntimeError(f"{path}: {shown.status_code}")
    return taken


def _send(client: httpx.Client, proof: str, content: bytes, name: str) -> str:
    """The address of its import."""
    sent = client.post("/upload", data={"proof": proof}, files={"file": (name, content)}, follow_redirects=False)
    if "location" not in sent.headers:
        raise RuntimeError(f"{sent.status_code}: {sent.text[:500]}")
    return sent.headers["location"]


def _late(taken: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(taken, n=20, method="inclusive")[-1]


def _held(name: str, taken: float, limit: float) -> Line:
    return Line(name, _shown(taken), "the limit", _shown(limit), taken / limit, 1.0)


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"

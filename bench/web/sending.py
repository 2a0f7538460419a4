"""Knows how sheets are sent to the served page: one until its report is read, many until all are worked off, bombs."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import cycle
from threading import Event, Thread
from typing import Final

import httpx
from sqlalchemy import func, select

from bench.web.serving import PATIENCE, logged_in, proof_of
from tests.integration.intake.bombs import cells, markup
from trunkload.flows.wiring import House
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import
from trunkload.storage.web_tables import upload_job

EVERY: Final = 1.0
"""Seconds between two bombs."""

ALL_WORKED_OFF: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Checked:
    """One sheet: how long its sender waited from the end of the upload until the report was there."""

    import_id: str
    seconds: float


def checked(client: httpx.Client, sheet: bytes) -> Checked:
    """Raises RuntimeError where it has no report in the end."""
    proof = proof_of(client.get("/upload").text)
    path = send(client, proof, sheet, "staff.xlsx")
    began = time.perf_counter()
    with client.stream("GET", f"{path}/events") as told:
        ended = any(line == "event: ended" for line in told.iter_lines())
    shown = client.get(path)
    taken = time.perf_counter() - began
    if not ended or "report" not in shown.url.path or shown.is_error:
        raise RuntimeError(f"{path}: {shown.status_code}")
    return Checked(path.rpartition("/")[2], taken)


def send(client: httpx.Client, proof: str, content: bytes, name: str) -> str:
    """The address of its import."""
    sent = client.post("/upload", data={"proof": proof}, files={"file": (name, content)}, follow_redirects=False)
    if "location" not in sent.headers:
        raise RuntimeError(f"{sent.status_code}: {sent.text[:500]}")
    return sent.headers["location"]


@contextmanager
def bombing(address: str, login: str) -> Iterator[list[str]]:
    """Somebody sends a file a second that is made to overload or to mislead; the addresses of their imports."""
    sent, enough = list[str](), Event()

    def bomb() -> None:
        with closing(logged_in(address, login)) as client:
            proof = proof_of(client.get("/upload").text)
            for one in cycle(bombs):
                sent.append(send(client, proof, one, "staff.xlsx"))
                if enough.wait(EVERY):
                    return

    bombs = [one.content for one in (*markup(), *cells())]
    thread = Thread(target=bomb)
    thread.start()
    try:
        enough.wait(5 * EVERY)
        yield sent
    finally:
        enough.set()
        thread.join(PATIENCE)


def rows_of(house: House, import_id: str) -> int:
    """How many of its rows were judged."""
    with reading(house.ledger) as conn:
        record = find_import(conn, import_id)
    return 0 if record is None else record.rows


def settled(house: House) -> None:
    """As soon as nothing that was sent waits or is in hand. Raises RuntimeError where that takes too long."""
    until = time.monotonic() + ALL_WORKED_OFF
    while time.monotonic() < until:
        with reading(house.ledger) as conn:
            waiting = conn.scalar(select(func.count()).where(upload_job.c.ended_at.is_(None)))
        if not waiting:
            return
        time.sleep(0.5)
    raise RuntimeError(f"{waiting} uploads still wait")

"""Knows how the page is measured as its users meet it: over HTTP on this computer, by the clock."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from bench.line import Line
from bench.staff_files import write_xlsx
from bench.web.house import NUMBERS, SENDERS, used_house
from bench.web.sending import bombing, checked, rows_of, send, settled
from bench.web.serving import Served, logged_in, proof_of, seconds, served
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading
from trunkload.storage.imports import page_of_imports

IMPORTS: Final = 10_000
ROUNDS: Final = 30
PAGES: Final = (
    *("/", "/upload", "/imports", "/imports?before=imp-2025-06-01-0000", "/numbers", "/workplaces", "/contingents"),
    *("/orders", "/messages", "/audit", "/workplaces/wp-5005"),
)
OF_A_PLAN: Final = ("plan", "files", "columns", "rows/4")
OF_AN_ORDERED: Final = ("orders", "undo", "files")
"""Pages of one import."""

PAGE_SECONDS: Final = 0.1
UPLOADS: Final = 1_000
MEMORY: Final = 300 * 2**20
SHEET_ROWS: Final = 200
SHEETS: Final = 9
SHEET_SECONDS: Final = 2.5
AT_ONCE_SECONDS: Final = 30.0
BESIDE: Final = 5.0
"""Seconds that somebody's bombs may delay another person's sheet."""


def web(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:  # noqa: ARG001 - the database is as it is
    """The 95th percentile of each page first; then, in a house of their own, sheets alone, beside bombs and at once,
    and the memory that is taken once all are worked off."""
    used = used_house(folder / "used", IMPORTS, NUMBERS)
    paths = [
        *PAGES,
        *_pages_of(used, ImportState.PLANNED, OF_A_PLAN),
        *_pages_of(used, ImportState.DONE, OF_AN_ORDERED),
    ]
    used.ledger.dispose()
    with served(folder / "used") as page:
        yield from _pages(page, paths, rounds or ROUNDS)
    house = used_house(folder / "new", 0, 0)
    sheet = write_xlsx(folder / "staff.xlsx", SHEET_ROWS).read_bytes()
    with served(folder / "new") as page:
        yield from _sheets(page, sheet, rounds or SHEETS)
        yield from _at_once(page, house, sheet)
        yield from _memory(page, house, UPLOADS if rounds is None else 10 * rounds)
    house.ledger.dispose()


def _pages_of(house: House, state: ImportState, names: Iterable[str]) -> list[str]:
    with reading(house.ledger) as conn:
        (record,) = page_of_imports(conn, most=1, states={state})
    return [f"/imports/{record.id}/{name}" for name in names]


def _pages(page: Served, paths: Sequence[str], rounds: int) -> Iterator[Line]:
    with closing(logged_in(page.address)) as client:
        for path in paths:
            seconds(client, path)
        for path in paths:
            name = f"page {path[:26]}" if path in PAGES else f"page of one import: {path.split('/', 3)[3]}"
            yield _held(name, _late([seconds(client, path) for _ in range(rounds)]), PAGE_SECONDS)


def _sheets(page: Served, sheet: bytes, rounds: int) -> Iterator[Line]:
    """By one person, while nobody does anything else, and while another one sends a bomb a second."""
    with closing(logged_in(page.address, SENDERS[0])) as client:
        checked(client, sheet)
        alone = median(checked(client, sheet).seconds for _ in range(rounds))
        yield _held(f"{SHEET_ROWS} rows, sent to report", alone, SHEET_SECONDS)
        with bombing(page.address, SENDERS[1]) as sent:
            beside = median(checked(client, sheet).seconds for _ in range(rounds))
    yield _held(f"  later beside {len(sent)} bombs", max(0.0, beside - alone), BESIDE)


def _at_once(page: Served, house: House, sheet: bytes) -> Iterator[Line]:
    """By one person each; all rows of each are judged. Raises where any of it is not so."""
    settled(house)
    clients = [logged_in(page.address, login) for login in SENDERS]
    with ThreadPoolExecutor(len(clients)) as threads:
        done = list(threads.map(lambda client: checked(client, sheet), clients))
    for client in clients:
        client.close()
    rows = Counter(rows_of(house, one.import_id) for one in done)
    if rows != {SHEET_ROWS: len(SENDERS)}:
        raise RuntimeError(f"rows of {len(SENDERS)} sheets: {rows}")
    yield _held(f"  {len(SENDERS)} at once, 95th percentile", _late([one.seconds for one in done]), AT_ONCE_SECONDS)


def _memory(page: Served, house: House, uploads: int) -> Iterator[Line]:
    """Once all of them have been worked off."""
    with closing(logged_in(page.address)) as client:
        proof = proof_of(client.get("/upload").text)
        for at in range(uploads):
            send(client, proof, b"Vorname;Nachname\nKim;%d\n" % at, "small.csv")
    settled(house)
    taken, most = page.memory, MEMORY
    shown = (f"{taken / 2**20:.0f} MB", "the limit", f"{most / 2**20:.0f} MB")
    yield Line(f"memory after {uploads:,} uploads", *shown, taken / most, 1.0)


def _late(taken: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(taken, n=20, method="inclusive")[-1]


def _held(name: str, taken: float, limit: float) -> Line:
    return Line(name, _shown(taken), "the limit", _shown(limit), taken / limit, 1.0)


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"

"""Knows the first page: what waits for whoever comes, by what that person may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection
from starlette.responses import Response

from trunkload.orders.states import ImportState
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord, count_imports, page_of_imports
from trunkload.storage.messages import count_unsent
from trunkload.storage.upload_jobs import UploadJob, find_jobs
from trunkload.web.answers import page, to
from trunkload.web.visit import ORDERERS, SENDERS, Visit

SHOWN: Final = 5
UNDER_WAY: Final = frozenset({ImportState.APPROVED, ImportState.SUBMITTING})
PLANNED: Final = frozenset({ImportState.PLANNED})

Line = tuple[ImportRecord, UploadJob | None]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Imports that stand alike: the latest few, and how many there are."""

    lines: tuple[Line, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Home:
    """`to_fix`: own ones with rows that are still wrong; `to_approve` and `under_way` are those of everybody; `unsent`:
    messages that did not get out. None where the person has nothing to do with it."""

    latest: Waiting
    to_fix: Waiting | None
    to_approve: Waiting | None
    under_way: Waiting
    unsent: int


async def show_home(visit: Visit) -> Response:
    """Whoever only sends sheets begins where they are sent; the own ones are shown there, too."""
    if not visit.sees_all:
        return to(visit, "/upload")
    home = await visit.site.aside(lambda: _home(visit))
    settings = visit.site.house.settings
    rehearses = settings.carrier.kind == "rehearsal" and bool(visit.roles & ORDERERS)
    return page(visit, "home.html", home=home, rehearses=rehearses, myportal=settings.notify.login_url)


def _home(visit: Visit) -> Home:
    orders, sends = bool(visit.roles & ORDERERS), bool(visit.roles & SENDERS)
    with reading(visit.site.house.ledger) as conn:
        return Home(
            latest=_waiting(conn),
            to_fix=_waiting(conn, of=visit.login, states=PLANNED, blocked=True) if sends else None,
            to_approve=_waiting(conn, states=PLANNED) if orders else None,
            under_way=_waiting(conn, states=UNDER_WAY),
            unsent=count_unsent(conn) if orders else 0,
        )


def _waiting(
    conn: Connection, *, of: str | None = None, states: frozenset[ImportState] | None = None, blocked: bool = False
) -> Waiting:
    records: Sequence[ImportRecord] = page_of_imports(conn, of=of, states=states, blocked=blocked, most=SHOWN)
    jobs = {job.import_id: job for job in find_jobs(conn, [record.id for record in records])}
    lines = tuple((record, jobs.get(record.id)) for record in records)
    return Waiting(lines, count_imports(conn, of=of, states=states, blocked=blocked))

"""Knows how long a session lasts: what counts as using it, and that nothing is told any more once it is over."""

from collections.abc import AsyncIterable, AsyncIterator
from datetime import timedelta
from typing import Any, Final

from starlette.requests import Request

from trunkload.settings.web import WebSettings
from trunkload.storage.database import reading, writing
from trunkload.storage.sessions import Patience, Session, find_session, note_seen
from trunkload.web.visit import Site, Visit
from trunkload.web.watching import STILL_THERE

EVENTS: Final = "text/event-stream"
MOST_TOLD: Final = 4
"""Streams of one session in one process."""

LOOK, BY_ITSELF = "look", "again"
"""What the address of a page has that loads itself anew."""


def patience_of(settings: WebSettings) -> Patience:
    return Patience(timedelta(hours=settings.session_hours), timedelta(minutes=settings.idle_minutes))


def looks_by_itself(request: Request) -> bool:
    """A page that is open somewhere asks, and nobody need be there: no session lasts any longer for that."""
    return EVENTS in request.headers.get("accept", "") or request.query_params.get(LOOK) == BY_ITSELF


def is_one_too_many(visit: Visit) -> bool:
    """A browser keeps six connections to a site: what is told live leaves some for its other pages."""
    return visit.site.told_live[visit.token] >= MOST_TOLD


async def counted(visit: Visit, events: AsyncIterable[Any]) -> AsyncIterator[Any]:
    """As long as it is open, it is one of its session's."""
    told_live = visit.site.told_live
    told_live[visit.token] += 1
    try:
        async for one in events:
            yield one
    finally:
        told_live[visit.token] -= 1
        if not told_live[visit.token]:
            del told_live[visit.token]


async def while_it_lasts(visit: Visit, events: AsyncIterable[Any]) -> AsyncIterator[Any]:
    """Ends soon after the session does, however that ends; the page that is open looks anew then. What is sent all the
    same after STILL_THERE is when it is looked at."""
    site, looked_at = visit.site, visit.site.house.clock()
    async for one in events:
        now = site.house.clock()
        if now - looked_at >= timedelta(seconds=STILL_THERE):
            looked_at = now
            if await site.aside(lambda: session_of(site, visit.token, is_there=False)) is None:
                yield f"event: ended\ndata: {visit.request.url.path.removesuffix('/events')}\n\n"
                return
        yield one


def session_of(site: Site, token: str, *, is_there: bool) -> Session | None:
    """`is_there`: somebody uses it just now."""
    now = site.house.clock()
    with reading(site.house.ledger) as conn:
        session = find_session(conn, token, now, patience_of(site.house.settings.web))
    if session is not None and is_there and session.needs_note(now):
        with writing(site.house.ledger) as conn:
            note_seen(conn, session.token_hash, now)
    return session

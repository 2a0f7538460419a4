"""Knows the pages about what was ordered: where it stands, live; compared, told again, tried again, taken back."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus
from typing import Final

from starlette.responses import Response, StreamingResponse

from trunkload.flows.outcomes import ORDERED
from trunkload.flows.stored import known_import
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord
from trunkload.storage.marks import Mark, mark_of
from trunkload.web.answers import fragment, page, to
from trunkload.web.desk import Done
from trunkload.web.orders_view import SHOWN, Asked, OrdersView, orders_view
from trunkload.web.paging import page_asked
from trunkload.web.plans import begun, rows_ticked, stopped
from trunkload.web.telling_once import done, forgotten, told
from trunkload.web.texts import say
from trunkload.web.visit import ORDERERS, Visit
from trunkload.web.watching import LONGEST, STILL_THERE

LOOK_EVERY: Final = 0.5
AS_LONG_AGAIN: Final = 10
"""So many times as long as a look took nobody looks: a very large import leaves the machine to others, too."""

LIVE: Final = {
    "standing": "orders_standing.html",
    "moved": "orders_live.html",
    "told": "orders_messages.html",
    "rows": "orders_rows.html",
    "more": "orders_more.html",
}
"""What of the page is replaced by which event."""


async def show_orders(visit: Visit) -> Response:
    said = told(visit)
    shown = await _orders(visit, said=said)
    return forgotten(visit, shown) if said else shown


async def follow_orders(visit: Visit) -> Response:
    """Server-sent events: what is live each time that something moved, `over` at last."""
    headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    return StreamingResponse(_events(visit), media_type="text/event-stream", headers=headers)


async def go_on(visit: Visit) -> Response:
    """What did not get to the carrier is tried again, what it has is asked for."""
    if visit.import_.state not in ORDERED:
        return stopped(visit, Done("not_approved"))
    await visit.site.ordering.go_on(visit.import_.id)
    return to(visit, _path(visit))


async def tell_again(visit: Visit) -> Response:
    again = await visit.site.desk.tell_again(visit.import_.id, visit.login)
    return stopped(visit, again) if again.stop else to(visit, _path(visit))


async def send_credentials(visit: Visit) -> Response:
    """To the people of the rows that were ticked; old passwords end with it."""
    rows = rows_ticked(visit.form)
    if not rows:
        return await _orders(visit, HTTPStatus.UNPROCESSABLE_ENTITY, why=say("no_rows_ticked", visit.lang))
    sent = await visit.site.desk.send_credentials(visit.import_.id, rows, visit.login, visit.lang)
    return stopped(visit, sent) if sent.stop else done(visit, _path(visit), sent.lines)


async def compare(visit: Visit) -> Response:
    """With the carrier's record of now; corrects nothing."""
    found = await visit.site.desk.compare(visit.import_.id, visit.login, visit.lang)
    if isinstance(found, Done):
        return stopped(visit, found)
    return page(visit, "compared.html", record=visit.import_, found=found)


async def show_undo(visit: Visit) -> Response:
    """What can be taken back now, what stays, what is locked; plans nothing."""
    lists = await visit.site.desk.look_back(visit.import_.id, visit.lang)
    if isinstance(lists, Done):
        return stopped(visit, lists)
    return page(visit, "undo.html", record=visit.import_, lists=lists)


async def undo(visit: Visit) -> Response:
    return await begun(visit, await visit.site.desk.undo(visit.import_.id, visit.login, visit.lang))


def _path(visit: Visit) -> str:
    return f"/imports/{visit.import_.id}/orders"


async def _orders(
    visit: Visit, status: HTTPStatus = HTTPStatus.OK, *, why: str = "", said: tuple[str, ...] = ()
) -> Response:
    seen, view = await visit.site.aside(lambda: _looked(visit))
    return page(visit, "orders.html", status, why=why, said=said, seen=seen, **_told(visit, view))


def _told(visit: Visit, view: OrdersView) -> dict[str, object]:
    return {"record": view.record, "orders": view, "may_act": bool(visit.roles & ORDERERS), "shown": SHOWN}


def _looked(visit: Visit) -> tuple[str, OrdersView]:
    """What the view shows at least, as `_code` has it, and the view."""
    return _code(_mark(visit)), _view(visit)


def _code(mark: Mark) -> str:
    return hashlib.sha256(repr(mark).encode()).hexdigest()[:16]


def _view(visit: Visit) -> OrdersView:
    asked = visit.request.query_params.get("show", "")
    shown = asked if asked in SHOWN else SHOWN[0]
    with reading(visit.site.house.ledger) as conn:
        record: ImportRecord = known_import(conn, visit.import_.id)
        return orders_view(conn, record, visit.lang, Asked(shown, page_asked(visit), visit.sees_people))


def _mark(visit: Visit) -> Mark:
    with reading(visit.site.house.ledger) as conn:
        return mark_of(conn, visit.import_.id)


async def _events(visit: Visit) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    now = asyncio.get_running_loop().time
    began = told_at = now()
    before, seen = dict[str, str](), ""
    on_page = visit.request.query_params.get("seen", "")
    while now() - began < LONGEST:
        looked_at = now()
        mark = _code(await visit.site.aside(lambda: _mark(visit)))
        if mark != seen:
            seen, told_at = mark, now()
            view = await visit.site.aside(lambda: _view(visit))
            for event, shown in _moved(visit, view, before):
                if mark != on_page:
                    yield _event(event, shown)
            on_page = ""
            if not view.waits:
                yield _event("over", "")
                return
        elif now() - told_at > STILL_THERE:
            told_at = now()
            yield ": still there\n\n"
        await asyncio.sleep(max(LOOK_EVERY, AS_LONG_AGAIN * (now() - looked_at)))


def _moved(visit: Visit, view: OrdersView, before: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What reads otherwise than it was told before; whoever works at the rest of the page is left alone."""
    for event, template in LIVE.items():
        shown = fragment(visit, template, **_told(visit, view))
        if shown != before.get(event):
            before[event] = shown
            yield event, shown


def _event(name: str, data: str) -> str:
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"event: {name}\n{lines}\n"

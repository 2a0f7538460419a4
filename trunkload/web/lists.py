"""Knows the lists of orders, messages and of what was done: filtered, page by page, and to be downloaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from http import HTTPStatus
from typing import Any, Final

from sqlalchemy import Connection
from starlette.responses import Response

from trunkload.logs.events import IMPORT_ID
from trunkload.orders.outcome_words import order_words
from trunkload.orders.states import OrderState
from trunkload.reports.records import written_records
from trunkload.storage.audit import AuditEntry, latest_audit
from trunkload.storage.database import reading
from trunkload.storage.message_values import StoredMessage
from trunkload.storage.messages import latest_messages
from trunkload.storage.ordered import StoredOrder
from trunkload.storage.orders import list_orders
from trunkload.web.answers import page, to
from trunkload.web.downloads import AT_ONCE, in_parts, kind_asked, streamed
from trunkload.web.list_rows import (
    AUDIT,
    MESSAGES,
    ORDERS,
    Row,
    entry_cells,
    entry_record,
    message_cells,
    message_record,
    order_cells,
    order_record,
)
from trunkload.web.paging import page_asked
from trunkload.web.plans import stopped
from trunkload.web.visit import Visit

ON_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a list is shown; an empty text is all. `state` of orders, `unsent` of messages, `who` and `since` (a day)
    of the trail."""

    import_id: str = ""
    state: str = ""
    unsent: bool = False
    who: str = ""
    since: str = ""


async def show_orders(visit: Visit) -> Response:
    states = [(one.value, order_words(one, visit.lang)) for one in OrderState]
    return await _shown(visit, "all_orders.html", _orders, lambda one: order_cells(one, visit), states=states)


async def show_messages(visit: Visit) -> Response:
    return await _shown(visit, "all_messages.html", _messages, lambda one: message_cells(one, visit))


async def tell_again(visit: Visit) -> Response:
    """All that did not get out, whatever import it is of."""
    done = await visit.site.desk.tell_again(None, visit.login)
    return stopped(visit, done) if done.stop else to(visit, "/messages")


async def show_audit(visit: Visit) -> Response:
    return await _shown(visit, "audit.html", _audit, lambda one: entry_cells(one, visit))


async def download_orders(visit: Visit) -> Response:
    return _downloaded(visit, "orders", ORDERS, _orders, order_record)


async def download_messages(visit: Visit) -> Response:
    return _downloaded(visit, "messages", MESSAGES, _messages, lambda one: message_record(one, visit))


async def download_audit(visit: Visit) -> Response:
    return _downloaded(visit, "audit", AUDIT, _audit, entry_record)


def filter_of(visit: Visit) -> Filter:
    """Of a form, or of the address: none of it is personal of staff."""
    told = visit.form if visit.request.method == "POST" else visit.request.query_params
    import_id, since = told.get("import", "").strip(), told.get("since", "")
    return Filter(
        import_id=import_id if IMPORT_ID.fullmatch(import_id) else "",
        state=told.get("state", "") if told.get("state", "") in list(OrderState) else "",
        unsent=bool(told.get("unsent", "")),
        who=told.get("who", "").strip()[:200],
        since=since if _day(since) is not None else "",
    )


def _orders(conn: Connection, asked: Filter, **which: Any) -> Sequence[StoredOrder]:  # noqa: ANN401 - like all three
    states = frozenset({OrderState(asked.state)} if asked.state else OrderState)
    return list_orders(conn, states, asked.import_id or None, **which)


def _messages(conn: Connection, asked: Filter, **which: Any) -> Sequence[StoredMessage]:  # noqa: ANN401
    return latest_messages(conn, asked.import_id or None, unsent=asked.unsent, **which)


def _audit(conn: Connection, asked: Filter, **which: Any) -> Sequence[AuditEntry]:  # noqa: ANN401
    since = _day(asked.since)
    return latest_audit(conn, asked.import_id or None, who=asked.who or None, since=since, **which)


def _day(written: str) -> datetime | None:
    """Its first moment here."""
    try:
        return datetime.combine(datetime.fromisoformat(written).date(), time.min).astimezone()
    except ValueError:
        return None


async def _shown(
    visit: Visit, template: str, read: Callable[..., Sequence[Any]], cells: Callable[[Any], Row], **more: object
) -> Response:
    """One more than is shown is read, to know whether others follow."""
    asked, at = filter_of(visit), page_asked(visit)

    def found() -> list[Any]:
        with reading(visit.site.house.ledger) as conn:
            return list(read(conn, asked, first=(at - 1) * ON_A_PAGE, most=ON_A_PAGE + 1))

    rows = await visit.site.aside(found)
    lines = [cells(one) for one in rows[:ON_A_PAGE]]
    return page(visit, template, HTTPStatus.OK, lines=lines, more=len(rows) > ON_A_PAGE, at=at, asked=asked, **more)


def _downloaded(
    visit: Visit, name: str, names: Sequence[str], read: Callable[..., Sequence[Any]], record: Callable[[Any], Row]
) -> Response:
    asked, kind = filter_of(visit), kind_asked(visit)
    found = in_parts(visit.site.house.ledger, lambda conn, last: read(conn, asked, after=last, most=AT_ONCE))
    return streamed(visit, written_records(names, map(record, found), kind), name, kind)

"""However slowly somebody takes a list, nobody waits for a connection, and nothing of it comes twice."""

import asyncio
from collections.abc import MutableMapping
from datetime import timedelta
from typing import Any

import pytest
from anyio import CapacityLimiter
from sqlalchemy import QueuePool, insert
from starlette.requests import Request
from starlette.responses import Response

from tests.integration.flows.houses import first_import
from tests.integration.web.sites import InThisProcess
from trunkload.flows.wiring import House
from trunkload.storage.audit import AuditEntry, Deed, latest_audit, note
from trunkload.storage.database import reading, writing
from trunkload.storage.message_table import message
from trunkload.storage.messages import latest_messages
from trunkload.storage.orders import list_orders
from trunkload.storage.people import Role
from trunkload.storage.sessions import begin_session, find_session
from trunkload.validation.language import Lang
from trunkload.web.desk import Desk
from trunkload.web.downloads import AT_ONCE, in_parts, streamed
from trunkload.web.lasting import patience_of
from trunkload.web.sealing import seal_of
from trunkload.web.visit import Site, Visit
from trunkload.web.watching import Watch


def happened(house: House, count: int) -> None:
    with writing(house.ledger) as conn:
        for _ in range(count):
            note(conn, "omar", Deed.EXAMPLE_DOWNLOADED)


def test_a_list_that_grows_while_it_is_taken_comes_once_and_holds_no_connection(few: House) -> None:
    happened(few, 2 * AT_ONCE)
    with reading(few.ledger) as conn:
        there = [one.id for one in latest_audit(conn)]
    taken = list[AuditEntry]()
    for one in in_parts(few.ledger, lambda conn, last: latest_audit(conn, after=last, most=AT_ONCE)):
        taken.append(one)
        if len(taken) % AT_ONCE == 1:
            assert isinstance(few.ledger.pool, QueuePool)
            assert few.ledger.pool.checkedout() == 0
            happened(few, 3)
    assert [one.id for one in taken] == there


def test_orders_and_messages_follow_the_last_one_that_was_taken(house: House) -> None:
    import_id, now = first_import(house).id, house.clock()
    told: dict[str, object] = {
        "import_id": import_id,
        "kind": "welcome",
        "channel": "email",
        "recipient": "kim@example.org",
    }
    told |= {"recipient_name": "Kim", "state": "sent", "attempts": 1}
    with writing(house.ledger) as conn:
        moments = {"a": now, "b": now, "c": now - timedelta(days=1)}
        conn.execute(insert(message), [{**told, "name": name, "queued_at": at} for name, at in moments.items()])
    with reading(house.ledger) as conn:
        orders, messages = list_orders(conn), latest_messages(conn)
        assert (len(orders) > 1, [one.envelope.name for one in messages][-3:]) == (True, ["b", "a", "c"])
        for at, order in enumerate(orders):
            assert list_orders(conn, after=order, most=1) == orders[at + 1 : at + 2]
        for at, one in enumerate(messages):
            assert latest_messages(conn, after=one, most=1) == messages[at + 1 : at + 2]


@pytest.fixture
def visit(few: House) -> Visit:
    """Rita's."""
    heavy, limiter, now = InThisProcess(few), CapacityLimiter(2), few.clock()
    site = Site(few, seal_of(few), heavy, Desk(heavy.do), heavy, Watch(few, limiter), limiter)
    with writing(few.ledger) as conn:
        token = begin_session(conn, "rita", frozenset({Role.READER}), "password", now)
        session = find_session(conn, token, now, patience_of(few.settings.web))
    scope = {"type": "http", "method": "POST", "path": "/audit/download", "headers": [], "query_string": b""}
    return Visit(site, Request(scope), Lang.EN, token, session)


def asked(visit: Visit) -> Response:
    return streamed(visit, ["who\n", "omar\n"], "audit", "csv")


def taken(response: Response, visit: Visit) -> bytes:
    """All of it."""
    pieces = list[bytes]()

    async def receive() -> MutableMapping[str, Any]:
        return await asyncio.Event().wait() and {}

    async def send(message: MutableMapping[str, Any]) -> None:
        pieces.append(message.get("body", b""))

    asyncio.run(response(visit.request.scope, receive, send))
    return b"".join(pieces)


def test_a_person_takes_one_list_at_a_time(visit: Visit) -> None:
    first = asked(visit)
    refused = asked(visit)
    assert (refused.status_code, b"Wait until it is there" in bytes(refused.body)) == (429, True)
    assert taken(first, visit) == b"who\nomar\n"
    never_begun = asked(visit)
    assert never_begun.status_code == 200
    del never_begun
    assert asked(visit).status_code == 200

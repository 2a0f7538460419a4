"""Knows who wants to be told of changes at the rehearsal carrier, and to which hosts it tells anything at all."""

from http import HTTPStatus
from urllib.parse import urlsplit

from sqlalchemy import Engine, delete, insert

from trunkload.portal.json_shape import Json, as_object, optional_text, text_at
from trunkload.portal.rehearsal.database import next_ids
from trunkload.portal.rehearsal.official_form import official_issues
from trunkload.portal.rehearsal.refusal import CarrierRefusal
from trunkload.portal.rehearsal.tables import event, listener

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Hosts to which nothing that is told leaves this machine."""


def subscribe(engine: Engine, sent: object, hosts: frozenset[str]) -> Json:
    """The subscription. A callback elsewhere is refused: every event is a whole order with people's data, and a
    stranger's address could also be one that only this machine reaches."""
    issues = tuple(official_issues(sent, "subscription"))
    if issues:
        raise CarrierRefusal(HTTPStatus.BAD_REQUEST, "VALUE_FORM", "no subscription of TMF622", issues)
    body = as_object(sent)
    callback, query = text_at(body, "callback"), optional_text(body, "query")
    if not _may_be_told(callback, hosts):
        reason = f"an http address at one of {', '.join(sorted(hosts))} expected"
        raise CarrierRefusal(HTTPStatus.BAD_REQUEST, "CALLBACK_NOT_ALLOWED", reason)
    with engine.begin() as connection:
        listener_id = f"hub-{next_ids(connection, 'listener')[0]}"
        connection.execute(insert(listener).values(id=listener_id, callback=callback.rstrip("/"), query=query))
    subscription: Json = {"id": listener_id, "callback": callback}
    return subscription if query is None else subscription | {"query": query}


def unsubscribe(engine: Engine, listener_id: str) -> None:
    """What was to be told there is forgotten."""
    with engine.begin() as connection:
        connection.execute(delete(event).where(event.c.listener_id == listener_id))
        if not connection.execute(delete(listener).where(listener.c.id == listener_id)).rowcount:
            raise CarrierRefusal(HTTPStatus.NOT_FOUND, "SUBSCRIPTION_UNKNOWN", "no subscription has this id")


def _may_be_told(callback: str, hosts: frozenset[str]) -> bool:
    try:
        address = urlsplit(callback)
        named = address.port is None or address.port > 0
    except ValueError:
        return False
    plain = address.username is None and not address.query and not address.fragment and callback.isprintable()
    return named and plain and address.scheme in {"http", "https"} and address.hostname in hosts

"""The command `web`: serves the page until the person stops it, and says how to come in the first time."""

import socket
from datetime import timedelta
from typing import Final

import typer
import uvicorn
from starlette.applications import Starlette

from trunkload.cli.exits import READY
from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say
from trunkload.cli.spoken import settings_in
from trunkload.flows.wiring import House, open_house
from trunkload.portal.listening import listening, shown
from trunkload.settings.access import is_here
from trunkload.settings.web import WebSettings
from trunkload.storage.database import reading, writing
from trunkload.storage.people import list_people
from trunkload.storage.sessions import make_link
from trunkload.web.app import web_app

LINK_COUNTS: Final = timedelta(minutes=30)
LAST_ANSWERS: Final = 3
"""Seconds for answers that are on their way when it is stopped."""


def run_web(host: str | None, port: int | None, lang: str | None) -> int:
    """Writes no log of requests: who looked at what is in the audit trail, addresses are nobody's business."""
    settings = settings_in(lang)
    chosen = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    web = settings.web.model_copy(update=chosen)
    house = open_house(settings.model_copy(update={"web": web}))
    with _listening(web.host, web.port) as listener:
        address = str(web.url or f"http://{shown(web.host)}:{listener.getsockname()[1]}/")
        link = _first_link(house)
        app = web_app(house)
        typer.echo(say("web_served", settings.language, address=address))
        if link is not None:
            minutes = int(LINK_COUNTS.total_seconds() // 60)
            typer.echo(say("web_first_link", settings.language, link=f"{address}first/{link}", minutes=minutes))
        uvicorn.Server(server_config(app, web)).run(sockets=[listener])
    return READY


def server_config(app: Starlette, web: WebSettings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        forwarded_allow_ips=list(web.trusted_proxies),
        timeout_graceful_shutdown=LAST_ANSWERS,
    )


def _first_link(house: House) -> str | None:
    """On this computer only, and only while there is nobody who could log in otherwise."""
    web = house.settings.web
    if not is_here(web.host) or (web.url is not None and not is_here(web.url.host)) or web.oidc_issuer is not None:
        return None
    with reading(house.ledger) as conn:
        if list_people(conn):
            return None
    with writing(house.ledger) as conn:
        return make_link(conn, house.clock() + LINK_COUNTS)


def _listening(host: str, port: int) -> socket.socket:
    try:
        return listening(host, port)
    except OSError as failed:
        raise Refusal("web_port", host=host, port=str(port)) from failed

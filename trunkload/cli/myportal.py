"""The command `carrier myportal`: serves the page that stands for MyPortal until the person stops it."""

import socket
from contextlib import suppress

import typer
import uvicorn

from trunkload.cli.exits import READY
from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say
from trunkload.cli.spoken import settings_in
from trunkload.flows.wiring import REHEARSAL_FILE, rehearsal_database
from trunkload.portal.listening import listening, shown
from trunkload.portal.rehearsal.myportal import myportal_app


def run_myportal(host: str, port: int, lang: str | None) -> int:
    """Writes no log of requests: which user came when is nobody's business."""
    settings = settings_in(lang)
    if settings.carrier.kind != "rehearsal":
        raise Refusal("myportal_needs_rehearsal", kind=settings.carrier.kind)
    path = settings.home / REHEARSAL_FILE
    if not path.exists():
        raise Refusal("myportal_empty", path=str(path))
    app = myportal_app(rehearsal_database(settings))
    with _listening(host, port) as listener:
        address = f"http://{shown(host)}:{listener.getsockname()[1]}/"
        typer.echo(say("myportal_served", settings.language, address=address))
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    return READY


def _listening(host: str, port: int) -> socket.socket:
    try:
        return listening(host, port)
    except OSError as failed:
        raise Refusal("myportal_port", host=host, port=str(port)) from failed

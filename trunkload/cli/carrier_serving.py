"""The command `carrier serve`: the rehearsal carrier over HTTP, for whatever speaks TM Forum APIs."""

import errno
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from trunkload.cli.account import account_text
from trunkload.cli.exits import READY
from trunkload.cli.refusal import Refusal, WrongCall
from trunkload.cli.say import say
from trunkload.cli.spoken import settings_in
from trunkload.flows.wiring import delivery_of, rehearsal_carrier, rehearsal_database

if TYPE_CHECKING:
    import socket

    from trunkload.portal.rehearsal.serving import CarrierServer, Door
    from trunkload.settings import Settings


@dataclass(frozen=True, slots=True)
class Serving:
    """How the carrier is served; `token_seconds` is the life of a token, `rate` requests a second."""

    host: str
    port: int
    account: Path | None
    faults: Path | None
    api_key: str | None = field(repr=False)
    client: str | None = field(repr=False)
    token_seconds: int
    delay_ms: int
    rate: float | None
    callback_hosts: frozenset[str]
    silent: bool = False


def run_carrier_serve(serving: Serving, lang: str | None) -> int:
    """Until the person stops it. Raises Refusal, FaultScriptError, AccountFileError, PortalError."""
    from trunkload.portal.rehearsal import known_customers, load_account  # noqa: PLC0415 - loaded when it runs

    door = _door(serving)
    settings = _with_faults(settings_in(lang), serving.faults)
    text = None if serving.account is None else account_text(serving.account)
    listening = _listen(serving.host, serving.port)
    with listening:
        engine = rehearsal_database(settings)
        if text is not None:
            load_account(engine, text)
        customers = known_customers(engine)
        if not customers:
            raise Refusal("carrier_empty")
        server = _server(settings, serving, door, listening)
        told = {"address": server.address, "customers": ", ".join(customers)}
        typer.echo(say("carrier_serving", settings.language, **told))
        server.run()
    return READY


def _server(settings: "Settings", serving: Serving, door: "Door", listening: "socket.socket") -> "CarrierServer":
    from trunkload.flows.messengers import open_messenger  # noqa: PLC0415 - loaded when it runs
    from trunkload.portal.rehearsal.delivery import Withheld  # noqa: PLC0415 - the same
    from trunkload.portal.rehearsal.event_telling import EventTeller  # noqa: PLC0415 - the same
    from trunkload.portal.rehearsal.faults import read_script_file  # noqa: PLC0415 - the same
    from trunkload.portal.rehearsal.serving import CarrierServer, Pace, build_app  # noqa: PLC0415 - the same
    from trunkload.portal.rehearsal.serving.server import post  # noqa: PLC0415 - the same

    engine = rehearsal_database(settings)
    delivery = Withheld() if serving.silent else delivery_of(settings, open_messenger(settings), ledger=None)
    carrier = rehearsal_carrier(settings, delivery, engine, serving.callback_hosts)
    script = () if settings.carrier.faults is None else read_script_file(settings.carrier.faults)
    app = build_app(carrier, door=door, pace=Pace(serving.delay_ms / 1000, serving.rate))
    return CarrierServer(app, listening, EventTeller(engine, post, script))


def _door(serving: Serving) -> "Door":
    from trunkload.portal.rehearsal.serving.door import OPEN, ClientDoor, KeyDoor  # noqa: PLC0415 - loaded when it runs

    if serving.client is None:
        return OPEN if serving.api_key is None else KeyDoor(serving.api_key)
    if serving.api_key is not None:
        raise WrongCall("carrier_one_door")
    client_id, _, secret = serving.client.partition(":")
    if not client_id or not secret:
        raise WrongCall("carrier_client_form")
    return ClientDoor(client_id, secret, serving.token_seconds)


def _with_faults(settings: "Settings", faults: Path | None) -> "Settings":
    if faults is None:
        return settings
    return settings.model_copy(update={"carrier": settings.carrier.model_copy(update={"faults": faults})})


def _listen(host: str, port: int) -> "socket.socket":
    from trunkload.portal.listening import listening  # noqa: PLC0415 - loaded when it runs

    try:
        return listening(host, port)
    except (OSError, UnicodeError) as failed:
        if getattr(failed, "errno", None) == errno.EADDRINUSE:
            raise Refusal("carrier_port_taken", port=str(port)) from None
        raise Refusal("carrier_cannot_listen", host=host, port=str(port)) from None

"""Knows how the carrier's server runs: on a socket of its own, with events told beside it, until it is stopped."""

import asyncio
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from trunkload.portal.rehearsal.event_telling import EventTeller

TELL_EVERY = 0.1
TOLD_WITHIN = 2.0
"""Seconds between two looks for events, and for one listener to take one."""


def post(address: str, content: bytes) -> bool:
    """Whether a listener took the event. No redirect is followed: only the address that was allowed is asked."""
    headers = {"Content-Type": "application/json;charset=utf-8"}
    try:
        with httpx.Client(timeout=TOLD_WITHIN, trust_env=False) as client:
            return client.post(address, content=content, headers=headers).is_success
    except (httpx.HTTPError, httpx.InvalidURL):
        return False


class CarrierServer:
    """Serves `app` on `listening`, and lets `teller` tell its events."""

    def __init__(self, app: ASGIApp, listening: socket.socket, teller: EventTeller | None = None) -> None:
        config = uvicorn.Config(
            app, http=_Breakable, lifespan="off", log_level="critical", access_log=False, timeout_graceful_shutdown=3
        )
        self._server = _QuietServer(config)
        self._listening = listening
        self._teller = teller

    @property
    def address(self) -> str:
        host, port = self._listening.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def run(self) -> None:
        """Until `stop`, SIGINT or SIGTERM."""
        stopping = threading.Event()
        telling = threading.Thread(target=_tell, args=(self._teller, stopping), daemon=True)
        telling.start()
        try:
            self._server.run([self._listening])
        finally:
            stopping.set()
            telling.join(TOLD_WITHIN)
            self._listening.close()

    def stop(self) -> None:
        self._server.should_exit = True


def _tell(teller: EventTeller | None, stopping: threading.Event) -> None:
    while teller is not None and not stopping.wait(TELL_EVERY):
        try:
            teller.tell_due()
        except SQLAlchemyError:
            continue  # the file was busy; what is not told yet is found again


class _QuietServer(uvicorn.Server):
    """A signal ends it and nothing else: uvicorn would raise it once more when all is over."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, self.handle_exit)
        yield


class _Breakable(H11Protocol):
    """Gives the application a way to break its connection, for an answer that is to be lost."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "break_off": transport.abort}

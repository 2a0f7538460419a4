"""The carrier's server in a thread of this process, on a free port of loopback."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp

from trunkload.portal.listening import listening
from trunkload.portal.rehearsal.event_telling import EventTeller
from trunkload.portal.rehearsal.serving import CarrierServer


@contextmanager
def served(app: ASGIApp, teller: EventTeller | None = None) -> Iterator[str]:
    """Its address."""
    server = CarrierServer(app, listening("127.0.0.1", 0), teller)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.address
    finally:
        server.stop()
        thread.join()

"""Takes a slot of a limit that all runs share, and gives it back; a kindness and no lock, so nothing fails for it.

Prefect's own `concurrency` waits two seconds whenever a server on SQLite is busy with another write, which it mostly
is while tasks are run; asked again at once, it has the slot in some hundredths of a second.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import Any

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client

from trunkload.flows.occupying import Shared
from trunkload.logs.events import Event
from trunkload.logs.telling import tell

Json = dict[str, Any]

LEASE = 900.0
"""Seconds after which a slot is free again whose worker was killed. A step that takes longer no longer counts."""

PATIENCE = LEASE
"""Seconds that a step waits for its turn: by then whoever had a slot has lost it, but for a defect."""

FULL_PAUSE = 1.0
BUSY_PAUSE = 0.05
BUSY_TRIES = 40

FULL: Json = {"limits": []}
"""No slot was had."""


@contextmanager
def occupied(shared: Shared, patience: float = PATIENCE) -> Iterator[None]:
    """Waits `patience` seconds for its turn; goes on without one after that, and where there is no such limit, or no
    server to ask."""
    told = _asked("increment", {"names": [shared.value], "slots": 1, "lease_duration": LEASE}, patience)
    if told is FULL:
        tell(Event.LIMIT_FULL, problem=shared.value, wait_seconds=round(patience, 1))
    try:
        yield
    finally:
        if told and told["limits"]:
            _asked("decrement", {"lease_id": told["lease_id"]})


def _asked(deed: str, body: Json, patience: float = 0.0) -> Json | None:
    """Asked again while the limit is full, and a while where the server is busy; FULL where it was full to the end of
    patience, None where the server does not answer."""
    tries, until = BUSY_TRIES, time.monotonic() + patience
    with suppress(httpx.HTTPError), get_client(sync_client=True) as client:
        while tries:
            answer = _sent(client, f"/v2/concurrency_limits/{deed}-with-lease", body)
            if answer.is_success:
                return answer.json() if answer.content else None
            full = answer.status_code == HTTPStatus.LOCKED
            if full and time.monotonic() > until:
                return FULL
            tries -= not full
            time.sleep(FULL_PAUSE if full else BUSY_PAUSE)
    return None


def _sent(client: SyncPrefectClient, path: str, body: Json) -> httpx.Response:
    """Once, with its address and credentials, and without its own patience."""
    wire = client._client  # noqa: SLF001 - nothing public asks once
    return httpx.Client.send(wire, wire.build_request("POST", path, json=body))

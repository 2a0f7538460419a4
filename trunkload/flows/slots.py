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

Json = dict[str, Any]

LEASE = 900.0
"""Seconds after which a slot is free again whose worker was killed. A step that takes longer no longer counts."""

FULL_PAUSE = 1.0
BUSY_PAUSE = 0.05
BUSY_TRIES = 40


@contextmanager
def occupied(shared: Shared) -> Iterator[None]:
    """Waits for its turn; goes on without one where there is no such limit, or no server to ask."""
    told = _asked("increment", {"names": [shared.value], "slots": 1, "lease_duration": LEASE})
    try:
        yield
    finally:
        if told and told["limits"]:
            _asked("decrement", {"lease_id": told["lease_id"]})


def _asked(deed: str, body: Json) -> Json | None:
    """Asked again while the limit is full, and a while where the server is busy; None where it does not answer."""
    tries = BUSY_TRIES
    with suppress(httpx.HTTPError), get_client(sync_client=True) as client:
        while tries:
            answer = _sent(client, f"/v2/concurrency_limits/{deed}-with-lease", body)
            if answer.is_success:
                return answer.json() if answer.content else None
            full = answer.status_code == HTTPStatus.LOCKED
            tries -= not full
            time.sleep(FULL_PAUSE if full else BUSY_PAUSE)
    return None


def _sent(client: SyncPrefectClient, path: str, body: Json) -> httpx.Response:
    """Once, with its address and credentials, and without its own patience."""
    wire = client._client  # noqa: SLF001 - nothing public asks once
    return httpx.Client.send(wire, wire.build_request("POST", path, json=body))

"""Looks at the Prefect server, if one is named: does it answer, does it fit, are the flows there and run by anybody."""

import base64
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.client import HTTPException
from importlib.metadata import version
from typing import Any

from trunkload.flows.health.checks import Check, Sight, seen

ASKING_SECONDS = 2.0
DEPLOYMENTS = (
    *("approve-import", "follow-orders", "import-staff", "nightly-import"),
    *("submit-orders", "sync-account", "tidy-up"),
)
"""What `trunkload serve`, or prefect.yaml, registers at the least."""

HEARTBEAT_LOST = timedelta(minutes=2)
"""Workers tell every 30 seconds that they are there."""

Json = dict[str, Any]


def look_at_prefect(environ: Mapping[str, str] = os.environ) -> Iterator[Check]:
    url = environ.get("PREFECT_API_URL", "").rstrip("/")
    if not url:
        yield seen("prefect", Sight.PREFECT_NONE)
        return
    try:
        there = str(_asked(environ, f"{url}/admin/version"))
        yield _fits(url, there)
        deployments = _asked(environ, f"{url}/deployments/filter", {"limit": 200})
        yield from deployment_checks(deployments)
        for pool in sorted({one["work_pool_name"] for one in deployments if one.get("work_pool_name")}):
            yield _pool(environ, url, pool)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        closed = refusal.code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
        yield seen("prefect", Sight.PREFECT_CLOSED if closed else Sight.PREFECT_SILENT, url=url)
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        yield seen("prefect", Sight.PREFECT_SILENT, url=url)


def deployment_checks(deployments: list[Json]) -> Iterator[Check]:
    """Of those that are ours: all there, none paused, and each looked after by a process that serves it or a pool."""
    ours = {one["name"]: one for one in deployments if one["name"] in DEPLOYMENTS}
    missing = ", ".join(name for name in DEPLOYMENTS if name not in ours)
    if missing:
        yield seen("prefect.flows", Sight.PREFECT_FLOWS_MISSING, names=missing)
        return
    paused = ", ".join(name for name, one in ours.items() if one.get("paused"))
    idle = ", ".join(name for name, one in ours.items() if not one.get("work_pool_name") and not _is_served(one))
    if idle:
        yield seen("prefect.flows", Sight.PREFECT_NOBODY_RUNS, names=idle)
    elif paused:
        yield seen("prefect.flows", Sight.PREFECT_PAUSED, names=paused)
    else:
        yield seen("prefect.flows", Sight.PREFECT_FLOWS, names=", ".join(ours))


def pool_check(pool: str, workers: list[Json], now: datetime) -> Check:
    """A worker without a heartbeat may have died; one that has another beside it is missed less."""
    alive = [one for one in workers if _beats(one, now)]
    if not alive:
        return seen("prefect.workers", Sight.PREFECT_NO_WORKER, pool=pool)
    lost = [str(one["name"]) for one in workers if one not in alive and one.get("status") == "ONLINE"]
    if lost:
        return seen("prefect.workers", Sight.PREFECT_WORKER_LOST, pool=pool, names=", ".join(lost))
    return seen("prefect.workers", Sight.PREFECT_WORKERS, pool=pool, n=len(alive))


def _pool(environ: Mapping[str, str], url: str, pool: str) -> Check:
    try:
        workers = _asked(environ, f"{url}/work_pools/{pool}/workers/filter", {})
    except urllib.error.HTTPError as refusal:
        refusal.close()
        if refusal.code == HTTPStatus.NOT_FOUND:
            return seen("prefect.workers", Sight.PREFECT_NO_POOL, pool=pool)
        raise
    return pool_check(pool, workers, datetime.now(UTC))


def _fits(url: str, there: str) -> Check:
    """Server and client of one minor version understand each other."""
    here = version("prefect")
    same = there.split(".")[:2] == here.split(".")[:2]
    sight = Sight.PREFECT_ANSWERS if same else Sight.PREFECT_OTHER_VERSION
    return seen("prefect", sight, url=url, there=there, here=here)


def _is_served(deployment: Json) -> bool:
    """READY while a process looks for its runs; the server forgets it after a minute of silence."""
    return deployment.get("status") == "READY"


def _beats(worker: Json, now: datetime) -> bool:
    told = worker.get("last_heartbeat_time")
    return told is not None and now - datetime.fromisoformat(str(told)) < HEARTBEAT_LOST


def _asked(environ: Mapping[str, str], address: str, body: Json | None = None) -> Any:  # noqa: ANN401 - JSON
    """The answer to a GET, or to a POST of `body`."""
    content = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **_credentials(environ)}
    request = urllib.request.Request(address, content, headers)  # noqa: S310 - an address of the environment
    with urllib.request.urlopen(request, timeout=ASKING_SECONDS) as answer:  # noqa: S310 - the same
        return json.loads(answer.read())


def _credentials(environ: Mapping[str, str]) -> dict[str, str]:
    """As Prefect's own client takes them from the environment."""
    basic, key = environ.get("PREFECT_API_AUTH_STRING"), environ.get("PREFECT_API_KEY")
    if basic:
        return {"Authorization": f"Basic {base64.b64encode(basic.encode()).decode()}"}
    return {"Authorization": f"Bearer {key}"} if key else {}

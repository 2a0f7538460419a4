"""Knows how an import is handed to Prefect, which runs it wherever a worker is; loads nothing of Prefect for that."""

import os

from trunkload.flows.failures import StopCode, Stopped

IMPORT_STAFF = "import_staff/import-staff"
SUBMIT_ORDERS = "submit_orders/submit-orders"
"""Flow and deployment, as Prefect names them."""

PATIENCE = 10.0
"""Seconds for an answer."""


async def hand_to_prefect(api_url: str, import_id: str, deployment: str = IMPORT_STAFF) -> None:
    """The deployment that `serve` has begins a run of its own; its id is all that Prefect learns. Raises Stopped."""
    import httpx  # noqa: PLC0415 - only where Prefect runs the story

    login = os.environ.get("PREFECT_API_AUTH_STRING", "")
    name, _, password = login.partition(":")
    auth = (name, password) if login else None
    try:
        async with httpx.AsyncClient(base_url=api_url.rstrip("/"), auth=auth, timeout=PATIENCE) as client:
            found = (await client.get(f"/deployments/name/{deployment}")).raise_for_status().json()
            told = {"parameters": {"import_id": import_id}, "state": {"type": "SCHEDULED"}}
            (await client.post(f"/deployments/{found['id']}/create_flow_run", json=told)).raise_for_status()
    except httpx.HTTPError as failed:
        raise Stopped(StopCode.PREFECT_NOT_THERE, url=api_url) from failed

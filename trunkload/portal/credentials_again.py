"""Knows how a carrier of our profile is asked to send credentials again, and how one answers that cannot."""

from http import HTTPStatus

import httpx

from trunkload.portal.profile_names import CredentialsCode, resending_path
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.portal.wire import ask

_NOTHING_THERE = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED)


def ask_for_credentials(client: httpx.Client, workplace_id: str) -> None:
    """Raises PortalError; where nothing is at the operation's address, the carrier does not offer it."""
    try:
        ask(client, "POST", resending_path(workplace_id))
    except PortalError as failed:
        if failed.status in _NOTHING_THERE and not failed.detail.startswith(CredentialsCode.WORKPLACE_UNKNOWN):
            detail = failed.detail
            raise PortalError(PortalProblem.NOT_OFFERED, permanent=True, sent=False, detail=detail) from failed
        raise

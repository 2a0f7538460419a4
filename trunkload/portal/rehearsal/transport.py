"""Knows how a request of our HTTP client reaches the rehearsal carrier without a network."""

import json
from http import HTTPStatus

import httpx

from trunkload.portal.rehearsal.carrier import RehearsalCarrier

_ADDRESS = "https://rehearsal.example.org"


class RehearsalTransport(httpx.BaseTransport):
    """Takes the place of the network: method, path, query and body in, status, headers and JSON out."""

    def __init__(self, carrier: RehearsalCarrier) -> None:
        self._carrier = carrier

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        reply = self._carrier.answer(request.method, request.url.path, query, request.read())
        headers = {"Content-Type": "application/json", **reply.headers}
        is_empty = reply.status == HTTPStatus.NO_CONTENT
        content = b"" if is_empty else json.dumps(reply.body, ensure_ascii=False).encode()
        return httpx.Response(reply.status, headers=headers, content=content, request=request)


def rehearsal_client(carrier: RehearsalCarrier) -> httpx.Client:
    """A client whose every request ends in `carrier`; it opens no connection and reads no proxy settings."""
    return httpx.Client(transport=RehearsalTransport(carrier), base_url=_ADDRESS, trust_env=False)

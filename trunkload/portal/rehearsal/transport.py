"""Knows how a request of our HTTP client reaches the rehearsal carrier without a network."""

import json

import httpx

from trunkload.portal.rehearsal.answering import Answering, AnswerLostError

_ADDRESS = "https://rehearsal.example.org"


class RehearsalTransport(httpx.BaseTransport):
    """Takes the place of the network: method, path, query and body in, status, headers and JSON out."""

    def __init__(self, carrier: Answering) -> None:
        self._carrier = carrier

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        try:
            reply = self._carrier.answer(request.method, request.url.path, query, request.read())
        except AnswerLostError as lost:
            raise httpx.ReadError("the connection broke before the answer", request=request) from lost
        headers = {"Content-Type": "application/json", **reply.headers}
        content = b"" if reply.body is None else json.dumps(reply.body, ensure_ascii=False).encode()
        return httpx.Response(reply.status, headers=headers, content=content, request=request)


def rehearsal_client(carrier: Answering) -> httpx.Client:
    """A client whose every request ends in `carrier`; it opens no connection and reads no proxy settings."""
    return httpx.Client(transport=RehearsalTransport(carrier), base_url=_ADDRESS, trust_env=False)

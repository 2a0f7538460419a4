"""Knows how a carrier's answer comes in whole, or not at all: no larger, no slower and no better packed than agreed."""

import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus

import httpx

from trunkload.portal.credentials import Credentials
from trunkload.portal.protocol import PortalError
from trunkload.portal.wire import nonsense, too_much

Explain = Callable[[httpx.TransportError, httpx.URL], PortalError | None]
"""What a broken exchange means where its reason is a certificate."""

_OF_THE_WIRE = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})
_GZIP = 16 + zlib.MAX_WBITS


def _unexplained(_failure: httpx.TransportError, _url: httpx.URL) -> None:
    return None


class Network(httpx.BaseTransport):
    """Passes a request to `inner` and reads its answer to the end.

    Raises PortalError TOO_MUCH for more than `answer_bytes` bytes, unpacked, NONSENSE for a packing that we did not ask
    for; httpx.ReadTimeout where a body takes longer than `answer_seconds` seconds; what `explain` says for failures.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        *,
        answer_bytes: int,
        answer_seconds: float,
        explain: Explain = _unexplained,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._inner = inner
        self._answer_bytes = answer_bytes
        self._answer_seconds = answer_seconds
        self._explain = explain
        self._clock = clock

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            response = self._inner.handle_request(request)
            try:
                content = self._whole(response)
            finally:
                response.close()
        except httpx.TransportError as failure:
            told = self._explain(failure, request.url)
            if told is None:
                raise
            raise told from failure
        headers = [pair for pair in response.headers.raw if pair[0].lower() not in _OF_THE_WIRE]
        return httpx.Response(response.status_code, headers=headers, content=content)

    def close(self) -> None:
        self._inner.close()

    def _whole(self, response: httpx.Response) -> bytes:
        content = bytearray()
        packing = response.headers.get("Content-Encoding", "identity").strip().lower()
        for piece in self._unpacked(self._in_time(response), packing, content):
            content += piece
            if len(content) > self._answer_bytes:
                raise too_much(f"carrier.answer_bytes = {self._answer_bytes}")
        return bytes(content)

    def _in_time(self, response: httpx.Response) -> Iterator[bytes]:
        """The bytes of the wire; httpx's own time-out counts for each piece, so that drops could go on for ever."""
        if not isinstance(response.stream, httpx.SyncByteStream):
            raise httpx.ReadError("the answer has no body that can be read")
        deadline = self._clock() + self._answer_seconds
        for piece in response.stream:
            yield piece
            if self._clock() > deadline:
                raise httpx.ReadTimeout("the answer does not end")

    def _unpacked(self, pieces: Iterable[bytes], packing: str, so_far: bytearray) -> Iterator[bytes]:
        """The client library unpacks a piece at once however large; this stops at the limit."""
        if packing == "identity":
            yield from pieces
            return
        if packing not in {"gzip", "x-gzip"}:
            raise nonsense("the answer is packed in a way that nobody asked for")
        unpack = zlib.decompressobj(_GZIP)
        began = False
        try:
            for piece in pieces:
                began = began or bool(piece)
                yield unpack.decompress(piece, self._answer_bytes + 1 - len(so_far))
        except zlib.error as failure:
            raise nonsense("the answer cannot be unpacked") from failure
        if began and not unpack.eof:
            raise nonsense("the answer cannot be unpacked")


class Authorised(httpx.BaseTransport):
    """Says who asks. An answer 401 did nothing, so a request that came with an old token is repeated once."""

    def __init__(self, inner: httpx.BaseTransport, credentials: Credentials) -> None:
        self._inner = inner
        self._credentials = credentials

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        word = self._credentials.word()
        response = self._said(request, word)
        if response.status_code == HTTPStatus.UNAUTHORIZED and self._credentials.refused(word):
            return self._said(request, self._credentials.word())
        return response

    def close(self) -> None:
        self._inner.close()

    def _said(self, request: httpx.Request, word: str) -> httpx.Response:
        request.headers[self._credentials.header] = word
        return self._inner.handle_request(request)

"""An answer comes in whole and within its limits, or it is none (promise 11)."""

import gzip
import itertools
import zlib
from collections.abc import Iterable, Iterator

import httpx
import pytest

from trunkload.portal.network import Network
from trunkload.portal.protocol import PortalError, PortalProblem

LIMIT = 10_000


class Wire(httpx.BaseTransport):
    """Answers with these pieces, and counts those that were taken."""

    def __init__(self, pieces: Iterable[bytes], **headers: str) -> None:
        self._pieces = pieces
        self._headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.taken = 0
        self.closed = False

    def handle_request(self, _request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=self._headers, stream=_Stream(self))

    def pieces(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.taken += 1
            yield piece


class _Stream(httpx.SyncByteStream):
    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def __iter__(self) -> Iterator[bytes]:
        return self._wire.pieces()

    def close(self) -> None:
        self._wire.closed = True


def asked(wire: Wire, clock: Iterable[float] = itertools.repeat(0.0)) -> httpx.Response:
    ticks = iter(clock)
    network = Network(wire, answer_bytes=LIMIT, answer_seconds=5, clock=lambda: next(ticks))
    with httpx.Client(transport=network, base_url="https://carrier.example.org") as client:
        return client.get("/")


def failure_of(wire: Wire) -> PortalError:
    with pytest.raises(PortalError) as failed:
        asked(wire)
    assert wire.closed
    return failed.value


def test_an_answer_of_several_pieces_comes_whole() -> None:
    wire = Wire([b"[1,", b"", b"2]"], Content_Type="application/json", Transfer_Encoding="chunked")
    response = asked(wire)
    assert (response.json(), response.headers["Content-Type"]) == ([1, 2], "application/json")
    assert wire.closed


def test_a_packed_answer_is_unpacked_once() -> None:
    packed = gzip.compress(b"[1, 2]")
    pieces = [packed[:5], packed[5:]]
    response = asked(Wire(pieces, Content_Encoding="gzip", Content_Length=str(len(packed))))
    assert response.json() == [1, 2]
    assert "Content-Encoding" not in response.headers


def test_an_answer_without_end_is_left_at_the_limit() -> None:
    wire = Wire(itertools.repeat(b"x" * 1000))
    error = failure_of(wire)
    assert (error.problem, error.permanent, error.sent) == (PortalProblem.TOO_MUCH, False, True)
    assert error.detail == f"carrier.answer_bytes = {LIMIT}"
    assert wire.taken == 11


def test_a_bomb_is_left_at_the_limit_whatever_its_length() -> None:
    """100 MB in 100 kB."""
    bomb = gzip.compress(bytes(100_000_000), compresslevel=9)
    assert len(bomb) < 200_000
    error = failure_of(Wire([bomb], Content_Encoding="gzip"))
    assert error.detail == f"carrier.answer_bytes = {LIMIT}"


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "zstd", "deflate", "none"])
def test_a_packing_that_nobody_asked_for_is_none(packing: str) -> None:
    assert failure_of(Wire([zlib.compress(b"[]")], Content_Encoding=packing)).problem is PortalProblem.NONSENSE


@pytest.mark.parametrize("content", [b"[]", gzip.compress(b"[1, 2]")[:-3]], ids=["not packed", "cut off"])
def test_what_cannot_be_unpacked_is_no_answer(content: bytes) -> None:
    assert failure_of(Wire([content], Content_Encoding="gzip")).detail == "the answer cannot be unpacked"


def test_nothing_needs_no_unpacking() -> None:
    assert asked(Wire([], Content_Encoding="gzip")).content == b""


def test_an_answer_that_drops_in_for_ever_is_not_waited_for() -> None:
    with pytest.raises(httpx.ReadTimeout):
        asked(Wire(itertools.repeat(b"x")), clock=itertools.count())

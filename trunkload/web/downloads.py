"""Knows how a list goes back as a file, for spreadsheet programs or for machines; a person has one at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from http import HTTPStatus
from typing import Final, TypeVar
from weakref import WeakValueDictionary

from sqlalchemy import Connection, Engine
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from trunkload.reports.records import KINDS
from trunkload.storage.database import reading
from trunkload.web.answers import notice
from trunkload.web.visit import Visit

One = TypeVar("One")

MEDIA: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
AT_ONCE: Final = 1000
"""Rows that are read at a time."""

_UNDER_WAY: Final = WeakValueDictionary[str, StreamingResponse]()
"""By login; one that was never begun is none."""


class Download(StreamingResponse):
    """Under way until the last of it is sent, or the browser has left."""

    login = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            _UNDER_WAY.pop(self.login, None)


def kind_asked(visit: Visit) -> str:
    """One of `reports.records.KINDS`; the first where nobody asks for another."""
    asked = visit.form.get("kind", "")
    return asked if asked in KINDS else KINDS[0]


def download(content: bytes, name: str, kind: str) -> Response:
    return Response(content, media_type=MEDIA[kind], headers=_named(name, kind))


def streamed(visit: Visit, pieces: Iterable[str], name: str, kind: str) -> Response:
    """Read and sent piece by piece, however much it is."""
    if visit.login in _UNDER_WAY:
        return notice(visit, HTTPStatus.TOO_MANY_REQUESTS, "not_done_title", "download_under_way")
    response = Download(pieces, media_type=MEDIA[kind], headers=_named(name, kind))
    response.login = visit.login
    _UNDER_WAY[visit.login] = response
    return response


def in_parts(ledger: Engine, part: Callable[[Connection, One | None], Sequence[One]]) -> Iterator[One]:
    """All of a list, a part at a time: `part` reads at most AT_ONCE that follow the last one. However slowly somebody
    takes them, no connection waits for that."""
    last: One | None = None
    while True:
        with reading(ledger) as conn:
            found = part(conn, last)
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1]


def _named(name: str, kind: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}

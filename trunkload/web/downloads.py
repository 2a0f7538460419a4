"""Knows how a list goes back as a file, for spreadsheet programs or for machines."""

from collections.abc import Iterable
from typing import Final

from starlette.responses import Response, StreamingResponse

from trunkload.reports.records import KINDS
from trunkload.web.visit import Visit

MEDIA: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def kind_asked(visit: Visit) -> str:
    """One of `reports.records.KINDS`; the first where nobody asks for another."""
    asked = visit.form.get("kind", "")
    return asked if asked in KINDS else KINDS[0]


def download(content: bytes, name: str, kind: str) -> Response:
    return Response(content, media_type=MEDIA[kind], headers=_named(name, kind))


def streamed(pieces: Iterable[str], name: str, kind: str) -> Response:
    """Read and sent piece by piece, however much it is."""
    return StreamingResponse(pieces, media_type=MEDIA[kind], headers=_named(name, kind))


def _named(name: str, kind: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}

"""Knows how a body comes in: small forms whole, a file piece by piece onto the disk, never more than we take."""

import hashlib
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import BinaryIO, Final
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from trunkload.flows.receiving import Sent
from trunkload.settings.sections import LimitSettings
from trunkload.storage.file_names import kept_name

FORM_BYTES: Final = 64 * 1024
FORM_FIELDS: Final = 200
ROW_BYTES: Final = 8 * 1024 * 1024
"""A form lies in memory whole; no row that somebody edits by hand needs more."""

ENCODED: Final = 12
"""Bytes of a character in a form, at most: four of UTF-8, three for each."""

AROUND_FILE: Final = 64 * 1024
"""Bytes of fields and boundaries around a file."""

DRAINED: Final = 4
"""Up to so many times what we take is read and thrown away: else a browser shows a broken connection, not our page."""

PIECE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that has come in whole. `name` is the person's: shown, never a path. `content` is on the disk."""

    name: str
    content: BinaryIO = field(repr=False)

    def facts(self) -> Sent:
        """Reads it once, and leaves it at its beginning."""
        digest, size = hashlib.sha256(), 0
        self.content.seek(0)
        while piece := self.content.read(PIECE):
            digest.update(piece)
            size += len(piece)
        self.content.seek(0)
        return Sent(self.name, size, digest.hexdigest())


class TooLarge(Exception):  # noqa: N818 - an answer to a person, not a failure
    """More came than we take; what was there is thrown away."""


@dataclass(frozen=True, slots=True)
class FormMost:
    """How much of a form is taken."""

    bytes: int = FORM_BYTES
    fields: int = FORM_FIELDS


def most_of_row(limits: LimitSettings) -> FormMost:
    """Of a form that has all cells or columns of a sheet, each as it is and as it was: as many as a sheet may have."""
    written = 2 * limits.columns * limits.cell_characters * ENCODED
    most = max(FORM_BYTES, min(written, limits.upload_bytes, ROW_BYTES))
    return FormMost(most, FORM_FIELDS + 2 * limits.columns)


async def read_form(request: Request, most: FormMost) -> Mapping[str, str]:
    """Raises TooLarge, and HTTPException for what is no form."""
    body = bytearray()
    async for piece in limited(request, most.bytes):
        body += piece
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=most.fields)
    except ValueError as cause:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from cause
    return dict(pairs)


async def read_file(request: Request, most: int) -> tuple[Mapping[str, str], SentFile | None]:
    """The fields, and the one file, of `most` bytes. Raises TooLarge, and HTTPException for what is no such form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    stream = limited(request, most + AROUND_FILE)
    parser = MultiPartParser(request.headers, stream, max_files=1, max_fields=FORM_FIELDS, max_part_size=FORM_BYTES)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as cause:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from cause
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    sent = next((value for value in form.values() if isinstance(value, UploadFile)), None)
    if sent is None or not sent.filename:
        return fields, None
    if (sent.size or 0) > most:
        await sent.close()
        raise TooLarge
    return fields, SentFile(_name(sent.filename), sent.file)


async def limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body, whether its length was said or not. Raises TooLarge once all of it has been thrown away."""
    told = request.headers.get("content-length", "")
    size, is_too_large = 0, told.isdecimal() and int(told) > most
    if is_too_large and int(told) > most * DRAINED:
        raise TooLarge
    async for piece in request.stream():
        size += len(piece)
        if size > most * DRAINED:
            raise TooLarge
        is_too_large = is_too_large or size > most
        if not is_too_large:
            yield piece
    if is_too_large:
        raise TooLarge


def _name(told: str) -> str:
    """Some browsers send a path of the person's own disk."""
    return kept_name(told.replace("\\", "/").rpartition("/")[2])

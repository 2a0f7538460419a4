"""Knows how a file on disk becomes an Upload, untouched and never larger than we take."""

import hashlib
from pathlib import Path

from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Upload


def open_upload(path: Path, *, limits: Limits = LIMITS) -> Upload:
    """The file at `path` with its SHA-256; raises Refused where it is missing, too large or cannot be opened."""
    try:
        with path.open("rb") as stream:
            _refuse_size(path.name, path.stat().st_size, limits)
            content = stream.read(limits.upload_bytes + 1)
    except FileNotFoundError:
        raise Refused(RefusalCode.NO_SUCH_FILE, params={"name": str(path)}) from None
    except OSError:
        raise Refused(RefusalCode.UNREADABLE, params={"name": path.name, "what": "access"}) from None
    _refuse_size(path.name, len(content), limits)
    return upload_of(path.name, content)


def upload_of(name: str, content: bytes) -> Upload:
    """An Upload of bytes that are in memory already."""
    return Upload(name=name, content=content, sha256=hashlib.sha256(content).hexdigest())


def _refuse_size(name: str, size: int, limits: Limits) -> None:
    if size > limits.upload_bytes:
        params = {"name": name, "what": "file", "size": str(size), "limit": str(limits.upload_bytes)}
        raise Refused(RefusalCode.TOO_LARGE, params=params)

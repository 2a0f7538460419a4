"""Knows how a file on disk becomes an Upload, untouched and never larger than we take."""

import hashlib
import stat
from pathlib import Path

from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Upload


def open_upload(path: Path, *, limits: Limits = LIMITS) -> Upload:
    """The file at `path` with its SHA-256; raises Refused where it is missing, too large or cannot be opened.

    A pipe is not opened: it would wait for somebody to write.
    """
    no_access = Refused(RefusalCode.UNREADABLE, params={"name": path.name or str(path), "what": "access"})
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            raise no_access
        refuse_size(path.name, told.st_size, limits)
        with path.open("rb") as stream:
            content = stream.read(limits.upload_bytes + 1)
    except FileNotFoundError:
        raise Refused(RefusalCode.NO_SUCH_FILE, params={"name": str(path)}) from None
    except OSError:
        raise no_access from None
    refuse_size(path.name, len(content), limits)
    return upload_of(path.name, content)


def upload_of(name: str, content: bytes) -> Upload:
    """An Upload of bytes that are in memory already."""
    return Upload(name=name, content=content, sha256=hashlib.sha256(content).hexdigest())


def refuse_size(name: str, size: int, limits: Limits) -> None:
    """Raises Refused for a file of more bytes than we take."""
    if size > limits.upload_bytes:
        params = {"name": name, "what": "file", "size": str(size), "limit": str(limits.upload_bytes)}
        raise Refused(RefusalCode.TOO_LARGE, params=params)

"""Knows how a file is written so that a crash leaves the old one or the new one, never a part of it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def write_whole(path: Path, content: bytes | BinaryIO) -> None:
    """In the place of what was there. Raises OSError."""
    with written_beside(path, content) as unfinished:
        unfinished.replace(path)
    _sync_folder(path.parent)


def write_first(path: Path, content: bytes) -> None:
    """The same, where nobody has written it yet. Raises FileExistsError, and OSError."""
    with written_beside(path, content) as unfinished:
        os.link(unfinished, path)
    _sync_folder(path.parent)


@contextmanager
def written_beside(path: Path, content: bytes | BinaryIO) -> Iterator[Path]:
    """A hidden neighbour that only its owner may read (mkstemp), on the disk already; gone when the block ends."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".saving-")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(content, bytes):
                file.write(content)
            else:
                shutil.copyfileobj(content, file)
            file.flush()
            os.fsync(file.fileno())
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

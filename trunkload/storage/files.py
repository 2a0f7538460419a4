"""Knows where files are kept: under keys, whole or not at all, never outside their place."""

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from trunkload.storage.failures import StorageProblem, failure, file_failures
from trunkload.whole_files import write_whole

KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
"""Names of letters, digits, `.`, `_`, `-`, joined by `/`. A person's file name is never a key."""


Content = bytes | BinaryIO
"""What is saved: bytes, or a file that is read from where it stands and never held whole."""


@dataclass(frozen=True, slots=True)
class Removed:
    """How many files there were, and how many versions of them; alike where a store keeps only the last."""

    files: int = 0
    versions: int = 0

    def __add__(self, other: "Removed") -> "Removed":
        return Removed(self.files + other.files, self.versions + other.versions)


class FileStore(Protocol):
    """Every method raises StorageError, and ValueError for a key that is none."""

    def save(self, key: str, content: Content) -> str:
        """Keep `content` under `key`, replacing what was there; answers where a person finds it."""
        ...

    def save_version(self, key: str, content: Content) -> str | None:
        """The same; answers by what exactly this content is opened again, None where the store keeps no versions."""
        ...

    def open(self, key: str, version: str | None = None) -> bytes:
        """The content that was saved under `key`: the last, or that of `version`."""
        ...

    def delete(self, key: str) -> None:
        """Keep nothing under `key`, no version of it; deleting what is not there is no error."""
        ...

    def remove(self, folder: str, *, dry_run: bool = False) -> Removed:
        """Keep nothing below `folder`, itself a key: every file in every version. `dry_run` only counts them."""
        ...

    def exists(self, key: str) -> bool:
        """Whether something was saved under `key` and not deleted."""
        ...

    def keys(self, folder: str) -> tuple[str, ...]:
        """The keys of all that lies below `folder`, itself a key, in their order."""
        ...

    def folders(self, folder: str) -> tuple[str, ...]:
        """The folders directly below `folder` in which anything lies, be it half written or deleted but for a version.

        As keys, in their order.
        """
        ...

    def place(self, key: str) -> str:
        """Where a person finds the file of `key`, whether it is there or not: a path, or the address of a download."""
        ...

    def address(self, key: str) -> str:
        """What the file of `key` is called for good, there or not; it opens nothing by itself."""
        ...


class LocalFiles:
    """A folder; a file appears in it whole, or the one before stays."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()

    def save(self, key: str, content: Content) -> str:
        path = self.path(key)
        with file_failures():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, content)
        return str(path)

    def save_version(self, key: str, content: Content) -> str | None:
        self.save(key, content)
        return None

    def open(self, key: str, version: str | None = None) -> bytes:
        del version  # there is but one
        with file_failures():
            try:
                return self.path(key).read_bytes()
            except FileNotFoundError as error:
                raise failure(StorageProblem.FILE_GONE) from error

    def delete(self, key: str) -> None:
        with file_failures():
            self.path(key).unlink(missing_ok=True)

    def remove(self, folder: str, *, dry_run: bool = False) -> Removed:
        """What a crash left half written there goes, too."""
        found = len(self.keys(folder))
        while not dry_run and self.path(folder).is_dir():
            with file_failures(), suppress(FileNotFoundError):  # somebody else deletes the same
                shutil.rmtree(self.path(folder))
        return Removed(found, found)

    def exists(self, key: str) -> bool:
        with file_failures():
            return self.path(key).is_file()

    def keys(self, folder: str) -> tuple[str, ...]:
        with file_failures():
            while True:
                with suppress(FileNotFoundError):  # a folder that somebody deletes meanwhile
                    found = [path for path in self.path(folder).rglob("*") if path.is_file()]
                    break
            names = (path.relative_to(self._root).as_posix() for path in found)
            return tuple(sorted(name for name in names if KEY.fullmatch(name)))

    def folders(self, folder: str) -> tuple[str, ...]:
        with file_failures():
            found = self.path(folder).iterdir() if self.path(folder).is_dir() else ()
            names = (path.relative_to(self._root).as_posix() for path in found if path.is_dir())
            return tuple(sorted(name for name in names if KEY.fullmatch(name)))

    def place(self, key: str) -> str:
        return str(self.path(key))

    def address(self, key: str) -> str:
        return str(self.path(key))

    def path(self, key: str) -> Path:
        """Where the file of `key` lies, whether it is there or not."""
        path = self._root / key
        if not KEY.fullmatch(key) or not path.resolve().is_relative_to(self._root.resolve()):
            raise ValueError("a key stays inside its store")
        return path

"""Knows the shelf that is a folder of this machine, or of a server that it has mounted."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from trunkload.storage.failures import file_failures, inbox_failures
from trunkload.storage.shelves import Lying
from trunkload.whole_files import write_first, write_whole


class LocalShelf:
    """A Shelf. What is no plain file is not seen: no folder, no pipe, no link that leads elsewhere."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()

    def lying(self, folder: str) -> tuple[Lying, ...]:
        with inbox_failures(), file_failures():
            return tuple(self._lying(folder))

    def _lying(self, folder: str) -> Iterator[Lying]:
        with suppress(FileNotFoundError):
            for name in sorted(os.listdir(self._root / folder)):  # noqa: PTH208 - names, not paths
                found = self._seen(folder, name)
                if found is not None:
                    yield found

    def folders(self, folder: str) -> tuple[str, ...]:
        """Not the hidden ones, which programs make for themselves."""
        with inbox_failures(), file_failures():
            try:
                names = sorted(one.name for one in os.scandir(self._root / folder) if one.is_dir(follow_symlinks=False))
            except FileNotFoundError:
                return ()
            return tuple(name for name in names if not name.startswith("."))

    def create(self, folder: str, name: str, content: bytes) -> bool:
        with inbox_failures(), file_failures():
            path = self._path(folder, name)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                write_first(path, content)
            except FileExistsError:
                return False
            return True

    def put(self, folder: str, name: str, content: bytes) -> None:
        with inbox_failures(), file_failures():
            path = self._path(folder, name)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, content)

    def read(self, folder: str, name: str) -> bytes:
        with inbox_failures(), file_failures():
            return self._path(folder, name).read_bytes()

    def exists(self, folder: str, name: str) -> bool:
        with inbox_failures(), file_failures():
            return self._seen(folder, name) is not None

    def take(self, one: Lying, folder: str, to_folder: str, to_name: str) -> bool:
        """Whoever is still writing goes on writing into the moved file: what changed on its way goes back."""
        with inbox_failures(), file_failures():
            seen = self._seen(folder, one.name)
            if seen is None or seen.mark != one.mark or not self._rename(folder, one.name, to_folder, to_name):
                return False
            moved = self._seen(to_folder, to_name)
            if moved is not None and moved.mark == one.mark:
                return True
            self._give_back(to_folder, to_name, folder, one.name)
            return False

    def move(self, folder: str, name: str, to_folder: str, to_name: str) -> None:
        with inbox_failures(), file_failures():
            self._rename(folder, name, to_folder, to_name)

    def delete(self, folder: str, name: str) -> None:
        with inbox_failures(), file_failures():
            self._path(folder, name).unlink(missing_ok=True)

    def place(self, folder: str) -> str:
        return str(self._root / folder)

    def _seen(self, folder: str, name: str) -> Lying | None:
        try:
            told = self._path(folder, name).lstat()
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(told.st_mode):
            return None
        mark = f"{told.st_ino}-{told.st_mtime_ns}-{told.st_size}"
        return Lying(name, told.st_size, mark, datetime.fromtimestamp(max(told.st_mtime, told.st_ctime), UTC))

    def _rename(self, folder: str, name: str, to_folder: str, to_name: str) -> bool:
        target = self._path(to_folder, to_name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._path(folder, name).rename(target)
        except FileNotFoundError:
            return False
        return True

    def _give_back(self, folder: str, name: str, to_folder: str, to_name: str) -> None:
        """Under its name, unless the same name has arrived again: then it stays where it is, lost to nobody."""
        with suppress(FileExistsError):
            self._path(to_folder, to_name).hardlink_to(self._path(folder, name))
            self._path(folder, name).unlink()

    def _path(self, folder: str, name: str) -> Path:
        if name in {"", ".", ".."} or "/" in name or "\0" in name or os.sep in name:
            raise ValueError("a name is no path")
        return self._root / folder / name

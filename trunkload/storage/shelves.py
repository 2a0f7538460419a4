"""Knows the shelf that people and programs lay files on: folders of files under their own names, each moved whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Lying:
    """One file that lies there. `mark` changes with its content; `size` in bytes; `changed_at` is an aware time.
    `whole`: files appear here whole, so that nobody is still writing it."""

    name: str
    size: int
    mark: str
    changed_at: datetime
    whole: bool = False


class Shelf(Protocol):
    """Every method raises InboxError. A `name` is one that was listed, or one of ours: it is no path."""

    def lying(self, folder: str) -> tuple[Lying, ...]:
        """The files of `folder`, none where there is no such folder."""
        ...

    def folders(self, folder: str) -> tuple[str, ...]:
        """Names of folders that lie there themselves, whose files are not seen."""
        ...

    def create(self, folder: str, name: str, content: bytes) -> bool:
        """Lay it there where nothing lies under this name; False where something does: of many, one succeeds."""
        ...

    def put(self, folder: str, name: str, content: bytes) -> None:
        """Lay it there, in the place of what was there."""
        ...

    def read(self, folder: str, name: str) -> bytes: ...

    def exists(self, folder: str, name: str) -> bool: ...

    def take(self, one: Lying, folder: str, to_folder: str, to_name: str) -> bool:
        """Move it as it was seen; False where it is gone or another by now, which then stays where it is."""
        ...

    def move(self, folder: str, name: str, to_folder: str, to_name: str) -> None:
        """Move it, whatever it is; nothing happens where it is gone."""
        ...

    def delete(self, folder: str, name: str) -> None:
        """Deleting what is not there is no error."""
        ...

    def place(self, folder: str) -> str:
        """Where a person finds the folder."""
        ...

"""Knows the folder where orders lie for a person: files and records appear whole or not at all, and survive a crash."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trunkload.portal.handover.failures import HandoverFileError, HandoverProblem
from trunkload.portal.handover.record import FileNote, HandoverRecord, read_record, record_text
from trunkload.portal.handover.sheaf import HandoverFile
from trunkload.whole_files import write_first, write_whole

RECORD_END = ".order.json"
_UNSAFE = re.compile(r"^\.|[^A-Za-z0-9./-]")
"""A dot at the beginning would hide the file, or leave the folder."""


def file_name(reference: str) -> str:
    """`imp-2026-11-23-0001/b01` is `imp-2026-11-23-0001_b01`; two references have two names, within the folder."""
    return _UNSAFE.sub(lambda found: "".join(f"~{one:02X}" for one in found[0].encode()), reference).replace("/", "_")


class Desk:
    """Every method raises HandoverFileError and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, files: tuple[HandoverFile, ...]) -> tuple[FileNote, ...]:
        """Write the files of one order, over those of an earlier try."""
        with _ours(HandoverProblem.UNWRITABLE, self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for one in files:
                write_whole(self.folder / f"{name}{one.end}", one.content)
        return tuple(
            FileNote(f"{name}{one.end}", one.rows, hashlib.sha256(one.content).hexdigest(), one.by_hand)
            for one in files
        )

    def first(self, record: HandoverRecord) -> HandoverRecord:
        """Keep the record of a new order; where somebody was quicker, theirs counts."""
        path = self._path(record.name)
        with _ours(HandoverProblem.UNWRITABLE, path):
            try:
                write_first(path, record_text(record).encode())
            except FileExistsError:
                return self.find(record.name) or record
        return record

    def keep(self, record: HandoverRecord) -> None:
        """Keep what an export told."""
        path = self._path(record.name)
        with _ours(HandoverProblem.UNWRITABLE, path):
            write_whole(path, record_text(record).encode())

    def find(self, name: str) -> HandoverRecord | None:
        path = self._path(name)
        with _ours(HandoverProblem.UNREADABLE, path):
            try:
                text = path.read_text("utf-8")
            except (FileNotFoundError, NotADirectoryError):
                return None
        try:
            return read_record(text)
        except (ValueError, KeyError, TypeError) as other:
            raise HandoverFileError(HandoverProblem.NOT_OURS, str(path)) from other

    def records(self) -> tuple[HandoverRecord, ...]:
        """All of them, the oldest first."""
        with _ours(HandoverProblem.UNREADABLE, self.folder):
            names = sorted(path.name.removesuffix(RECORD_END) for path in self.folder.glob(f"*{RECORD_END}"))
        found = (record for name in names if (record := self.find(name)) is not None)
        return tuple(sorted(found, key=lambda one: (one.handed_over_at, one.name)))

    def clear(self, name: str, *, dry_run: bool = False) -> int:
        """Delete the files of an order, how many; its record stays: it is all that is known of what the carrier has."""
        record = self.find(name)
        paths = [self.folder / one.name for one in (() if record is None else record.files)]
        found = [path for path in paths if path.is_file()]
        with _ours(HandoverProblem.UNWRITABLE, self.folder):
            for path in () if dry_run else found:
                path.unlink(missing_ok=True)
        return len(found)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{RECORD_END}"


@contextmanager
def _ours(problem: HandoverProblem, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as failed:
        raise HandoverFileError(problem, str(path)) from failed

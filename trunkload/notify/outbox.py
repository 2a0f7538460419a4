"""Knows the outbox folder: messages as files that a person can open, instead of sending them."""

import errno
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from trunkload.notify.envelope import eml_bytes, plain_name, sms_bytes
from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.messages import Email, Message
from trunkload.whole_files import written_beside

DEFAULT_SENDER = "trunkload@example.org"
PERMANENT_ERRORS = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG}
)

OF_IMPORT = re.compile(r"imp-\d{4}-\d\d-\d\d-\d+")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class Outbox:
    """Writes .eml and .txt files that only their owner may read: passwords are in some of them."""

    def __init__(self, folder: Path, *, sender: str = DEFAULT_SENDER, now: Callable[[], datetime] = _now) -> None:
        self._folder = folder
        self._sender = sender
        self._now = now

    def tell(self, message: Message) -> Path:
        """Where the message lies now, whole or not at all; the same message again takes the same place.

        Raises NotifyError, which says whether trying again can help.
        """
        if isinstance(message, Email):
            path, content = self._path(message, ".eml"), eml_bytes(message, self._sender, self._now())
        else:
            path, content = self._path(message, ".txt"), sms_bytes(message)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with written_beside(path, content) as unfinished:
                unfinished.replace(path)
        except OSError as cause:
            permanent = cause.errno in PERMANENT_ERRORS
            problem = NotifyProblem.OUTBOX_CLOSED if permanent else NotifyProblem.OUTBOX_BUSY
            raise NotifyError(problem, permanent=permanent, name=message.name) from cause
        return path

    def close(self) -> None:
        """Nothing is open between two messages."""

    def forget(self, import_id: str, *, dry_run: bool = False) -> int:
        """Delete the messages of this import, how many; `dry_run` only counts. Raises OSError."""
        return _deleted([one for one in self._files() if _import_of(one) == import_id], dry_run=dry_run)

    def forget_strays(self, before: datetime, *, dry_run: bool = False) -> int:
        """Delete what is of no import, or half written, and was written before that moment; as `forget`."""
        strays = [one for one in self._files() if _import_of(one) is None and _is_older(one, before)]
        return _deleted(strays, dry_run=dry_run)

    def _files(self) -> list[Path]:
        return [one for one in self._folder.iterdir() if one.is_file()] if self._folder.is_dir() else []

    def _path(self, message: Message, suffix: str) -> Path:
        return self._folder / f"{plain_name(message.name)}{suffix}"


def _import_of(path: Path) -> str | None:
    """A message's file begins with the id of its import."""
    found = OF_IMPORT.match(path.name)
    return None if found is None else found[0]


def _is_older(path: Path, moment: datetime) -> bool:
    """What somebody else has deleted meanwhile is not there to be old."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment
    except FileNotFoundError:
        return False


def _deleted(found: list[Path], *, dry_run: bool) -> int:
    if not dry_run:
        for path in found:
            path.unlink(missing_ok=True)
    return len(found)

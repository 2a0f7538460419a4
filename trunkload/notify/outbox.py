"""Knows the outbox folder: messages as files that a person can open, instead of sending them."""

import errno
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

    def _path(self, message: Message, suffix: str) -> Path:
        return self._folder / f"{plain_name(message.name)}{suffix}"

"""Knows what a reader of strangers' files may use: so much memory and time, no file of its own, no network."""

import os
import resource
import sys

from trunkload.intake.limits import Limits

FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "shutil.")
CHANGING = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
WRITING = frozenset("wax+")
CHANGING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(limits: Limits) -> None:
    """From here on; nothing takes it back."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """A parser that were talked into opening a connection or writing a file ends here."""
    if event == "open":
        _, mode, flags = arguments
        writes = isinstance(mode, str) and not WRITING.isdisjoint(mode)
        if writes or (isinstance(flags, int) and flags & CHANGING_FLAGS):
            raise PermissionError(event)
    elif event.startswith(FORBIDDEN) or event.startswith(CHANGING):
        raise PermissionError(event)

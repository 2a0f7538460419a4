"""Knows what the name of somebody's file is good for: to be shown, to tell that it is unfinished, never as a path."""

from pathlib import PurePosixPath

JOINERS = "\u200c\u200d"
"""Between letters of some scripts, and the parts of some pictures."""

LONGEST = 120
"""Bytes of a name that we lay down; file systems end at 255, and ours goes before it."""

UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".swp", "~")
NEVER = frozenset('/\\:*?"<>|%')
"""Some file system, shell or address takes them for something else."""


def is_unfinished(name: str) -> bool:
    """Whether programs call so what they still write, or have open: `~$staff.xlsx`, `.staff.csv`, `staff.csv.part`."""
    last = name.rpartition("/")[2]
    return last.startswith((".", "~$")) or last.casefold().endswith(UNFINISHED)


def kept_name(name: str) -> str:
    """As it is shown and kept: in one line, with the sign for what cannot be shown or turns the line around."""
    return "".join(letter if letter.isprintable() or letter in JOINERS else "\ufffd" for letter in _readable(name))


def safe_name(name: str) -> str:
    """One file name that means nothing anywhere: no folder, nothing hidden, no line of its own, not too long."""
    shown = "".join("_" if letter in NEVER or not letter.isprintable() else letter for letter in _readable(name))
    suffix = PurePosixPath(shown).suffix[-16:]
    begin = shown.removesuffix(suffix).lstrip(". ") or "file"
    room = LONGEST - len(suffix.encode())
    return begin.encode()[:room].decode("utf-8", "ignore") + suffix


def _readable(name: str) -> str:
    """What is no letter of Unicode, or NUL, becomes the sign for that."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "\ufffd")

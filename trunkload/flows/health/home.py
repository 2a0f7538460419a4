"""Looks at the home folder: is it there, may we write, who else may read; and how much room its disk has."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from trunkload.flows.commands import from_here
from trunkload.flows.health.checks import Check, Sight, seen

EVERYBODYS = 0o007
"""Bits of a folder's mode that are neither the owner's nor the group's."""

LOW_BYTES = 1024**3
FULL_BYTES = 100 * 1024**2
"""Free on the disk of home: below the first somebody should look, below the second an import may break off."""


def look_at_home(home: Path) -> Iterator[Check]:
    shown = str(from_here(home))
    if not home.exists():
        yield seen("home", Sight.HOME_MISSING, path=shown)
    elif not home.is_dir():
        yield seen("home", Sight.HOME_NO_FOLDER, path=shown)
    elif not may_write(home):
        yield seen("home", Sight.HOME_UNWRITABLE, path=shown)
    else:
        sight = Sight.HOME_OPEN if home.stat().st_mode & EVERYBODYS else Sight.HOME_THERE
        yield seen("home", sight, path=shown)


def look_at_disk(home: Path) -> Iterator[Check]:
    free = shutil.disk_usage(_nearest(home)).free
    yield seen("disk", room_sight(free), free=free, low=LOW_BYTES, full=FULL_BYTES)


def room_sight(free: int) -> Sight:
    """What so many free bytes mean."""
    if free < FULL_BYTES:
        return Sight.DISK_FULL
    return Sight.DISK_LOW if free < LOW_BYTES else Sight.DISK_ROOM


def may_write(folder: Path) -> bool:
    """Into this folder, or, where it is not there yet, where it would be made; nothing is written to find out."""
    place = _nearest(folder)
    return place.is_dir() and os.access(place, os.W_OK | os.X_OK)


def _nearest(path: Path) -> Path:
    """The path, or the nearest one above it that is there."""
    whole = path.absolute()
    return next(one for one in (whole, *whole.parents) if one.exists())

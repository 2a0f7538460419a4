"""Knows when the night's work begins: at a time of day in the operator's time zone, once every day."""

import os
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

LOCALTIME = Path("/etc/localtime")
ZONES = "zoneinfo/"


def every_day_at(at: time) -> str:
    """In the words of cron."""
    return f"{at.minute} {at.hour} * * *"


def zone_of(named: str) -> str:
    """The time zone that is set, else the machine's: what TZ or /etc/localtime names; UTC where neither names one."""
    return named or _known(os.environ.get("TZ", "").lstrip(":")) or _known(_linked()) or "UTC"


def _linked() -> str:
    try:
        return str(LOCALTIME.resolve(strict=True)).rpartition(ZONES)[2]
    except OSError:
        return ""


def _known(name: str) -> str:
    try:
        return name and ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        return ""

"""Looks at the clock: does it run, does it agree with those we talk to, is the zone of its time known."""

import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from zoneinfo import ZoneInfo

from trunkload.flows.health.checks import Check, Sight, seen
from trunkload.settings import Settings

PROGRAM_MADE = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock is right that shows an earlier time."""

MOST_SECONDS = 10.0
"""So far two clocks may differ; signatures and tokens of S3 and carriers bear minutes."""

ASKING_SECONDS = 3.0
LOOK_SECONDS = 0.2
JUMP_SECONDS = 1.0
"""So long is looked whether the clock runs, and so much more or less than that is a jump."""


def look_at_clock(settings: Settings, environ: Mapping[str, str] = os.environ) -> Iterator[Check]:
    yield running(time.time, time.monotonic, time.sleep)
    yield zone(environ.get("TZ", ""))
    for name, address in _others(settings).items():
        its = date_told_by(address)
        told = seen(f"clock.{name}", Sight.CLOCK_UNTOLD) if its is None else compared(f"clock.{name}", its)
        yield told


def running(wall: Callable[[], float], steady: Callable[[], float], wait: Callable[[float], None]) -> Check:
    """Is it later than this program, and does a second last a second?"""
    began, steadily = wall(), steady()
    wait(LOOK_SECONDS)
    jump = (wall() - began) - (steady() - steadily)
    if began < PROGRAM_MADE.timestamp():
        return seen("clock", Sight.CLOCK_OLD, now=_text(datetime.fromtimestamp(began, UTC)))
    if abs(jump) > JUMP_SECONDS:
        return seen("clock", Sight.CLOCK_JUMPS, seconds=round(jump, 1))
    return seen("clock", Sight.CLOCK_RUNS, now=_text(datetime.fromtimestamp(began, UTC)))


def zone(named: str) -> Check:
    """The C library takes a name that it does not know for UTC, without a word."""
    name = named.removeprefix(":")
    if name and not name.startswith("/") and not _is_rule(name):
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            return seen("clock.zone", Sight.ZONE_UNKNOWN, zone=name)
    here = datetime.now(UTC).astimezone()
    return seen("clock.zone", Sight.ZONE_KNOWN, zone=name or str(here.tzname()), now=here.strftime("%H:%M %z"))


def _is_rule(name: str) -> bool:
    """As POSIX has it: CET-1CEST,M3.5.0,M10.5.0/3."""
    return name[-1].isdigit() or "," in name


def compared(name: str, its: datetime, ours: datetime | None = None) -> Check:
    """Another's clock beside ours."""
    differs = round((its - (ours or datetime.now(UTC))).total_seconds(), 1)
    sight = Sight.CLOCK_AGREES if abs(differs) <= MOST_SECONDS else Sight.CLOCK_DIFFERS
    return seen(name, sight, seconds=differs)


def date_told_by(address: str) -> datetime | None:
    """From the header Date of whatever this address answers, a refusal too; None where it tells no time."""
    request = urllib.request.Request(address, method="HEAD")  # noqa: S310 - an address of the settings
    try:
        with urllib.request.urlopen(request, timeout=ASKING_SECONDS) as answer:  # noqa: S310 - the same
            told = str(answer.headers.get("Date", ""))
    except urllib.error.HTTPError as refusal:
        told = str(refusal.headers.get("Date", ""))
        refusal.close()
    except (OSError, HTTPException, ValueError):
        return None
    with suppress(ValueError, TypeError):
        its = parsedate_to_datetime(told)
        return its if its.tzinfo else its.replace(tzinfo=UTC)
    return None


def _others(settings: Settings) -> dict[str, str]:
    """Who tells the time with every answer: S3. The carrier's is in the answer that its own room asked for."""
    if settings.files.bucket_and_prefix is None:
        return {}
    region = settings.files.region or "us-east-1"
    return {"files": str(settings.files.endpoint or f"https://s3.{region}.amazonaws.com/")}


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")

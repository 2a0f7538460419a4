"""Knows what can be set about files that arrive by themselves: where, when they are looked for, how patiently."""

from datetime import time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from trunkload.settings.keeping import bucket_and_prefix
from trunkload.settings.section import Section

NO_INBOX = "no_inbox"
NO_ZONE = "no_zone"


def _place(written: str) -> str:
    if "://" in written and bucket_and_prefix(written) is None:
        raise PydanticCustomError(NO_INBOX, "a folder or s3://bucket/prefix expected")
    return written


def _zone(written: str) -> str:
    try:
        return written and ZoneInfo(written).key
    except (KeyError, ValueError, OSError):
        raise PydanticCustomError(NO_ZONE, "a time zone expected") from None


class InboxSettings(Section):
    """`place` holds the folders `inbox`, `working`, `done` and `refused`: a folder, empty the one below `home`, or
    `s3://bucket/prefix`, reached as the section `files` says.

    `settle_seconds`: so long a file has to stay as it is before it counts as whole. `takeover_seconds`: after so long
    another worker goes on with what one of another machine began. `remind_days`: so long an approval may wait.
    `tries`: on so many days a file may fail by itself before it is refused.
    `at`, in `time_zone` (empty: the machine's): when `serve` looks every night.
    """

    place: Annotated[str, AfterValidator(_place)] = ""
    settle_seconds: float = Field(default=5, ge=0)
    takeover_seconds: float = Field(default=3600, ge=0)
    remind_days: int = Field(default=2, ge=1, le=90)
    tries: int = Field(default=5, ge=1, le=90)
    at: time = time(2, 0)
    time_zone: Annotated[str, AfterValidator(_zone)] = ""

    @property
    def bucket_and_prefix(self) -> tuple[str, str] | None:
        """None where it is a folder."""
        return bucket_and_prefix(self.place)

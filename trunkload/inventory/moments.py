"""Knows how a moment is written so that text sorts as time does."""

from datetime import UTC, datetime


def time_text(moment: datetime) -> str:
    """ISO 8601 in UTC, always with microseconds, so that text sorts as time does."""
    if moment.tzinfo is None:
        raise ValueError("a stored time needs its time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

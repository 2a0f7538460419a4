"""Knows how a moment is written in the database, and which texts a query is told about the present one."""

from datetime import UTC, datetime, timedelta


def now() -> datetime:
    return datetime.now(UTC)


def time_text(moment: datetime) -> str:
    """ISO 8601 in UTC, always with microseconds, so that text sorts as time does."""
    if moment.tzinfo is None:
        raise ValueError("a stored time needs its time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def present(at: datetime) -> dict[str, str]:
    """`:now`, and `:tomorrow`, the day before which a day has come, by the calendar of this machine."""
    return {"now": time_text(at), "tomorrow": (at.astimezone().date() + timedelta(days=1)).isoformat()}

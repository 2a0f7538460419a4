"""Knows how a moment is written in the database, and which texts a query is told about the present one."""

from datetime import UTC, datetime, timedelta

from trunkload.inventory.moments import time_text

__all__ = ["now", "present", "time_text"]


def now() -> datetime:
    return datetime.now(UTC)


def present(at: datetime) -> dict[str, str]:
    """`:now`, and `:tomorrow`, the day before which a day has come, by the calendar of this machine."""
    return {"now": time_text(at), "tomorrow": (at.astimezone().date() + timedelta(days=1)).isoformat()}

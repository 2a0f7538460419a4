"""Knows how a moment is written in the database, and which texts a query is told about the present one."""

from datetime import UTC, datetime, timedelta

from trunkload.inventory.moments import time_text

__all__ = ["now", "present", "time_text"]


def now() -> datetime:
    return datetime.now(UTC)


LATELY = timedelta(days=30)
"""How long a refusal of the carrier counts: who has a username today may have left it by then."""


def present(at: datetime) -> dict[str, str]:
    """`:now`; `:tomorrow`, the day before which a day has come, by the calendar of this machine; `:lately`, the moment
    after which something is recent."""
    tomorrow = (at.astimezone().date() + timedelta(days=1)).isoformat()
    return {"now": time_text(at), "tomorrow": tomorrow, "lately": time_text(at - LATELY)}

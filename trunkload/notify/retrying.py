"""Knows when a message that did not get out is tried again, and when it is given up."""

from datetime import timedelta

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)
FACTOR = 4
MOST_ATTEMPTS = 11
"""About three days in all: over a weekend, a mail server is found and mended."""


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts (1 or more) that failed for now; None: give it up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(LONGEST_PAUSE, FIRST_PAUSE * int(FACTOR ** (attempts - 1)))

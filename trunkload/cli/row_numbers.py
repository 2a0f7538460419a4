"""Knows how rows are named on the command line."""

import re


def rows_named(written: str) -> frozenset[int] | None:
    """`7,12` or `7-9`; None for what names no rows."""
    found: set[int] = set()
    for part in written.replace(" ", "").split(","):
        ends = re.fullmatch(r"([0-9]{1,7})(?:[-–]([0-9]{1,7}))?", part)
        if ends is None or int(ends[2] or ends[1]) < int(ends[1]):
            return None
        found.update(range(int(ends[1]), int(ends[2] or ends[1]) + 1))
    return frozenset(found)

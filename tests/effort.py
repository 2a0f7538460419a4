"""Knows how much of the long tests runs: a part with every other test, all of it by `make faults` or IN_FULL=1."""

import os

IN_FULL = bool(os.environ.get("IN_FULL"))


def part(some: int, *, of: int) -> int:
    """`some` of what there is to be tried, and `of` all of it in full."""
    return of if IN_FULL else some

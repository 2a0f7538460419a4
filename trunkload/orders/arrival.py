"""Knows how a file that arrived by itself can end."""

from enum import StrEnum


class ArrivalOutcome(StrEnum):
    """`needs_fixing`: some rows are planned, or none, and others need a person. `same`: just these bytes are an import
    already. `failed`: nothing is wrong with the file; it is tried again."""

    PLANNED = "planned"
    NEEDS_FIXING = "needs_fixing"
    NOTHING_TO_ORDER = "nothing_to_order"
    REFUSED = "refused"
    SAME = "same"
    FAILED = "failed"


DONE = frozenset({ArrivalOutcome.PLANNED, ArrivalOutcome.SAME})
"""Nobody needs to look at the file itself any more."""

"""Knows the words of an account that tables and settings hold; light enough for every program."""

from enum import StrEnum


class NumberState(StrEnum):
    """Life of a number: free → held → assigned → resting → free; the rest cannot be chosen (S-13, R-06, R-07)."""

    FREE = "free"
    HELD = "held"
    ASSIGNED = "assigned"
    RESTING = "resting"
    BLOCKED = "blocked"
    FUNCTION = "function"
    FUTURE = "future"


class Package(StrEnum):
    """Conference packages, smallest first (S-20); the values are those of the carrier's order item."""

    NONE = "none"
    BASIC = "basic"
    PLUS = "plus"
    PREMIUM = "premium"


class Source(StrEnum):
    """Who told us of a block or number: the carrier, or a person who entered it here."""

    CARRIER = "carrier"
    ENTERED = "entered"


class Move(StrEnum):
    """What a person does with numbers."""

    BLOCK = "block"
    RELEASE = "release"
    REMOVE = "remove"


RESERVED, EXTENDED = "reserved", "extended"
"""Kinds of ranges within a block, as they are stored."""

"""The carrier's own faults, each alone and each with each other: ordered, taken up again, and looked at."""

from collections.abc import Iterator
from itertools import combinations

FAULTS: dict[str, dict[str, int | float | bool | str]] = {
    "reject_item": {"order": 1},
    "number_taken": {"order": 2},
    "username_taken": {"order": 1, "item": 2},
    "partial": {"order": 3},
    "answer_lost": {"order": 2},
    "slow": {"seconds": 0.05, "at": "any", "times": 3},
    "too_many": {"order": 1, "times": 2},
    "server_error": {"order": 2, "carried_out": True},
    "maintenance": {"readings": 4, "refuse_orders": True},
    "duplicate_event": {"times": 3},
    "events_out_of_order": {"times": 3},
}
"""Every kind, with where it happens; two of a pair meet the same order where both can."""

LOSES_NOTHING = frozenset(
    {"answer_lost", "slow", "too_many", "server_error", "maintenance", "duplicate_event", "events_out_of_order"}
)
"""After these everything is as if nothing had been."""


def scripts() -> Iterator[tuple[str, ...]]:
    """The kinds of each script: one, then two."""
    yield from ((kind,) for kind in FAULTS)
    yield from combinations(FAULTS, 2)


def script_of(kinds: tuple[str, ...]) -> str:
    """The script in TOML."""
    return "\n".join(f'[[fault]]\nkind = "{kind}"\n{_keys(FAULTS[kind])}' for kind in kinds)


def _keys(told: dict[str, int | float | bool | str]) -> str:
    return "".join(f"{key} = {_word(value)}\n" for key, value in told.items())


def _word(value: float | bool | str) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()

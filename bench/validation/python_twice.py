"""Knows what stands in several rows, in Python made for speed: for every peer that judges row by row."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from bench.validation.oracle import PERSON, Failure
from bench.validation.plain_rules import Cells
from bench.validation.python_rules import internal_codes, wish

_KEYS: Final[dict[str, tuple[str, Callable[[str], str | None]]]] = {
    "employee_id.employee_id_twice": ("employee_id", str.lower),
    "username.username_twice": ("username", str.lower),
    "phone_number.number_twice": ("phone_number", lambda cell: wish(cell)[0]),
    "internal_number.internal_twice": ("internal_number", lambda cell: None if internal_codes(cell) else cell),
    "auth_email.auth_email_repeated": ("auth_email", str.lower),
}
"""A cell that is wrong by itself is compared with no other."""


def twice(rows: Iterable[Cells]) -> Iterator[Failure]:
    """What stands in several rows. Of the same person twice nothing else that is twice is told."""
    persons: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    keys: dict[str, dict[str, list[int]]] = {rule: defaultdict(list) for rule in _KEYS}
    for place, row in enumerate(rows):
        first, last, email = row["first_name"], row["last_name"], row["auth_email"]
        if first and last and email:
            persons[first.lower(), last.lower(), email.lower()].append(place)
        for rule, (field, key_of) in _KEYS.items():
            if cell := row[field]:
                key = key_of(cell)
                if key is not None:
                    keys[rule][key].append(place)
    told = {place for same in persons.values() if len(same) > 1 for place in same}
    yield from ((place, PERSON) for place in told)
    for rule, by_key in keys.items():
        for same in by_key.values():
            if len(same) > 1 and len(others := [place for place in same if place not in told]) > 1:
                yield from ((place, rule) for place in others)

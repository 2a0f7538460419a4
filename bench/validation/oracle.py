"""Knows the failures of a staff sheet: what everyone else is held against before a time counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from bench.validation.plain_rules import Cells, broken_by, dialled, is_internal, is_wish
from bench.validation.staff import TODAY

Failure = tuple[int, str]
"""A row's place, from 0, and the rule that it breaks, named `field.code`."""

PERSON = "last_name.person_twice"


def failures(rows: Iterable[Cells], today: date = TODAY) -> set[Failure]:
    """Every rule that every row breaks."""
    places: dict[str, dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
    found: set[Failure] = set()
    for place, row in enumerate(rows):
        found.update((place, rule) for rule in broken_by(row, today))
        for rule, key in _keys(row):
            places[rule][key].append(place)
    return found | set(_twice(places))


def _keys(row: Cells) -> Iterator[tuple[str, object]]:
    """What must stand in one row only, by the rule that says so."""
    first, last, email = row["first_name"], row["last_name"], row["auth_email"]
    wish, internal = row["phone_number"], row["internal_number"]
    if first and last and email:
        yield PERSON, (first.lower(), last.lower(), email.lower())
    if wish is not None and is_wish(wish):
        yield "phone_number.number_twice", dialled(wish)
    if internal is not None and is_internal(internal):
        yield "internal_number.internal_twice", internal
    for rule, field in (
        ("employee_id.employee_id_twice", "employee_id"),
        ("username.username_twice", "username"),
        ("auth_email.auth_email_repeated", "auth_email"),
    ):
        if (cell := row[field]) is not None:
            yield rule, cell.lower()


def _twice(places: Mapping[str, Mapping[object, list[int]]]) -> Iterator[Failure]:
    """The rows of each key that more than one has. Of the same person twice nothing else that is twice is told."""
    told = {place for same in places[PERSON].values() if len(same) > 1 for place in same}
    yield from ((place, PERSON) for place in told)
    for rule, by_key in places.items():
        for same in by_key.values():
            others = [place for place in same if place not in told]
            if rule != PERSON and len(others) > 1:
                yield from ((place, rule) for place in others)

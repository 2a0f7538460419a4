"""Decides which ordered workplaces can be activated, against what the customer has at that moment; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trunkload.portal.rehearsal.wish import Wish


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """A number as it stands: its trunk and its state."""

    trunk: str
    state: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is taken and what is left. `left` counts contingents by name; one that is absent is not counted."""

    numbers: Mapping[str, NumberFacts]
    usernames: frozenset[str]
    internal_numbers: frozenset[str]
    left: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one wish: activated where `code` is None."""

    wish: Wish
    code: str | None = None
    reason: str | None = None


def decide(wishes: Sequence[Wish], facts: Facts) -> tuple[Outcome, ...]:
    """In the order of the items: what the first one takes, a later one cannot have. One failure stops nobody else."""
    numbers, usernames = set[str](), set(facts.usernames)
    internal_numbers, left = set(facts.internal_numbers), dict(facts.left)
    outcomes = []
    for wish in wishes:
        failure = (
            _number_failure(wish, facts.numbers.get(wish.number), wish.number in numbers)
            or _name_failure(wish, usernames, internal_numbers)
            or _contingent_failure(wish, left)
        )
        outcomes.append(Outcome(wish, *(failure or ())))
        if failure is None:
            numbers.add(wish.number)
            usernames.add(wish.username)
            internal_numbers.add(wish.internal_number)
            left.update({name: left[name] - 1 for name in counted(wish) if name in left})
    return tuple(outcomes)


def counted(wish: Wish) -> tuple[str, ...]:
    """The contingents that a workplace uses (R-14)."""
    return ("workplace",) if wish.package == "none" else ("workplace", wish.package)


def _number_failure(wish: Wish, number: NumberFacts | None, just_taken: bool) -> tuple[str, str] | None:
    """S-13, R-01, R-06, R-07: on this trunk and free."""
    if number is None or number.trunk != wish.trunk:
        return "NUMBER_UNKNOWN", f"{wish.number} is not on {wish.trunk}"
    if number.state == "assigned" or just_taken:
        return "NUMBER_IN_USE", f"{wish.number} is already assigned"
    if number.state != "free":
        return "NUMBER_NOT_AVAILABLE", f"{wish.number} cannot be assigned: {number.state}"
    return None


def _name_failure(wish: Wish, usernames: set[str], internal_numbers: set[str]) -> tuple[str, str] | None:
    """Section 1.3 of the domain's rules: a login name is unique; R-04: an internal number is, company-wide."""
    if wish.username in usernames:
        return "USERNAME_TAKEN", f"the username {wish.username} is taken"
    if wish.internal_number in internal_numbers:
        return "INTERNAL_NUMBER_TAKEN", f"the internal number {wish.internal_number} is taken"
    return None


def _contingent_failure(wish: Wish, left: Mapping[str, int]) -> tuple[str, str] | None:
    """R-14."""
    for name in counted(wish):
        if left.get(name, 1) < 1:
            return "CONTINGENT_EXHAUSTED", f"the contingent of {name} is used up"
    return None

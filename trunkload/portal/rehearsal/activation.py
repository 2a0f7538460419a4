"""Decides which ordered workplaces can be activated, against what the customer has at that moment; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from trunkload.portal.rehearsal.standing import Standing, change_failure, end_failure
from trunkload.portal.rehearsal.wish import End, Wish


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """A number as it stands: its trunk and its state."""

    trunk: str
    state: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is taken and what is left. `left` counts contingents by name; one that is absent is not counted. `standing`:
    the workplaces that the order is about, by id; `day`: ISO date on which it is carried out. `refused`: code and
    reason by item, where somebody at the carrier has decided already."""

    numbers: Mapping[str, NumberFacts]
    usernames: frozenset[str]
    internal_numbers: frozenset[str]
    left: Mapping[str, int]
    standing: Mapping[str, Standing] = field(default_factory=dict)
    day: str = ""
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one wish: activated, changed or ended where `code` is None."""

    wish: Wish | End
    code: str | None = None
    reason: str | None = None


def decide(wishes: Sequence[Wish], facts: Facts) -> tuple[Outcome, ...]:
    """In the order of the items: what the first one takes, a later one cannot have. One failure stops nobody else."""
    numbers, usernames = set[str](), set(facts.usernames)
    internal_numbers, left = set(facts.internal_numbers), dict(facts.left)
    outcomes = []
    for wish in wishes:
        own = facts.standing.get(wish.workplace_id or "")
        there = None if wish.workplace_id is None else change_failure(wish, own, facts.day)
        failure = (
            facts.refused.get(wish.item_id)
            or there
            or (None if _is(own, "number", wish) else _number_failure(wish, facts, wish.number in numbers))
            or (None if _is(own, "username", wish) else _username_failure(wish, usernames))
            or (None if _is(own, "internal_number", wish) else _internal_failure(wish, internal_numbers))
            or _contingent_failure(counted(wish, own), left)
        )
        outcomes.append(Outcome(wish, *(failure or ())))
        if failure is None:
            numbers.add(wish.number)
            usernames.add(wish.username)
            internal_numbers.add(wish.internal_number)
            left.update({name: left[name] - 1 for name in counted(wish, own) if name in left})
    return tuple(outcomes)


def decide_ends(ends: Sequence[End], facts: Facts) -> tuple[Outcome, ...]:
    """Whether each workplace may end; what it used is free after the order, not within it."""
    failures = [
        facts.refused.get(one.item_id) or end_failure(one.workplace_id, facts.standing.get(one.workplace_id), facts.day)
        for one in ends
    ]
    return tuple(Outcome(one, *(failure or ())) for one, failure in zip(ends, failures, strict=True))


def counted(wish: Wish, own: Standing | None = None) -> tuple[str, ...]:
    """The contingents that a wish uses (R-14): a workplace that is there uses no more than another package."""
    new = () if own is not None else ("workplace",)
    same = wish.package == "none" or (own is not None and own.package == wish.package)
    return new if same else (*new, wish.package)


def _is(own: Standing | None, name: str, wish: Wish) -> bool:
    """Nobody takes from itself what it has."""
    return own is not None and getattr(own, name) == getattr(wish, name)


def _number_failure(wish: Wish, facts: Facts, just_taken: bool) -> tuple[str, str] | None:
    """S-13, R-01, R-06, R-07: on this trunk and free."""
    number = facts.numbers.get(wish.number)
    if number is None or number.trunk != wish.trunk:
        return "NUMBER_UNKNOWN", f"{wish.number} is not on {wish.trunk}"
    if number.state == "assigned" or just_taken:
        return "NUMBER_IN_USE", f"{wish.number} is already assigned"
    if number.state != "free":
        return "NUMBER_NOT_AVAILABLE", f"{wish.number} cannot be assigned: {number.state}"
    return None


def _username_failure(wish: Wish, usernames: set[str]) -> tuple[str, str] | None:
    """Section 1.3 of the domain's rules: a login name is unique."""
    return ("USERNAME_TAKEN", f"the username {wish.username} is taken") if wish.username in usernames else None


def _internal_failure(wish: Wish, internal_numbers: set[str]) -> tuple[str, str] | None:
    """R-04: an internal number is unique, company-wide."""
    if wish.internal_number in internal_numbers:
        return "INTERNAL_NUMBER_TAKEN", f"the internal number {wish.internal_number} is taken"
    return None


def _contingent_failure(names: Sequence[str], left: Mapping[str, int]) -> tuple[str, str] | None:
    """R-14."""
    for name in names:
        if left.get(name, 1) < 1:
            return "CONTINGENT_EXHAUSTED", f"the contingent of {name} is used up"
    return None

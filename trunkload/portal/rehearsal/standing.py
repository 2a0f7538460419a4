"""Decides whether a workplace that stands may change or end, by the carrier's own rules; pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from trunkload.inventory.terms import TERM_DAYS
from trunkload.portal.rehearsal.wish import Wish

_SIZES = ("none", "basic", "plus", "premium")
Failure = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A workplace as it is now; days are ISO text."""

    trunk: str
    number: str
    internal_number: str
    username: str
    package: str
    package_since: str
    activated_on: str


def change_failure(wish: Wish, standing: Standing | None, day: str) -> Failure | None:
    """R-13: it cannot move. S-22: its package becomes smaller after the minimum term. The login name stays."""
    if standing is None:
        return "WORKPLACE_UNKNOWN", f"no workplace has the id {wish.workplace_id}"
    if wish.trunk != standing.trunk:
        return "WORKPLACE_CANNOT_MOVE", f"the workplace is on {standing.trunk}"
    if wish.username != standing.username:
        return "USERNAME_STAYS", f"the username is {standing.username}"
    smaller = _SIZES.index(wish.package) < _SIZES.index(standing.package)
    return _term_failure(standing.package_since, day) if smaller else None


def end_failure(workplace_id: str, standing: Standing | None, day: str) -> Failure | None:
    """R-11, S-22: a workplace ends after its minimum term and that of its package."""
    if standing is None:
        return "WORKPLACE_UNKNOWN", f"no workplace has the id {workplace_id}"
    own = standing.activated_on
    return _term_failure(own if standing.package == "none" else max(own, standing.package_since), day)


def _term_failure(since: str, day: str) -> Failure | None:
    first = (date.fromisoformat(since) + timedelta(days=TERM_DAYS)).isoformat()
    return ("TERM_RUNNING", f"possible from {first} on") if day < first else None

"""Knows the faults that the rehearsal carrier can have, and how a script of them is written in TOML."""

import tomllib
from collections import Counter
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from trunkload.portal.rehearsal.faults.script_entry import FaultScriptError, FaultScriptProblem, ScriptEntry


class FaultKind(StrEnum):
    """What can go wrong."""

    REJECT_ITEM = "reject_item"
    NUMBER_TAKEN = "number_taken"
    USERNAME_TAKEN = "username_taken"
    PARTIAL = "partial"
    ANSWER_LOST = "answer_lost"
    SLOW = "slow"
    TOO_MANY = "too_many"
    SERVER_ERROR = "server_error"
    MAINTENANCE = "maintenance"
    DUPLICATE_EVENT = "duplicate_event"
    EVENTS_OUT_OF_ORDER = "events_out_of_order"


class At(StrEnum):
    """Which requests a fault of requests meets."""

    PLACE = "place"
    READ = "read"
    FIND = "find"
    INVENTORY = "inventory"
    ANY = "any"


AT_ACTIVATION = (FaultKind.REJECT_ITEM, FaultKind.NUMBER_TAKEN, FaultKind.USERNAME_TAKEN, FaultKind.PARTIAL)
OF_EVENTS = (FaultKind.DUPLICATE_EVENT, FaultKind.EVENTS_OUT_OF_ORDER)

_KEYS: dict[FaultKind, frozenset[str]] = {
    FaultKind.REJECT_ITEM: frozenset({"item", "times", "code", "reason"}),
    FaultKind.NUMBER_TAKEN: frozenset({"item", "times"}),
    FaultKind.USERNAME_TAKEN: frozenset({"item", "times"}),
    FaultKind.PARTIAL: frozenset({"times", "code", "reason"}),
    FaultKind.ANSWER_LOST: frozenset({"times", "at"}),
    FaultKind.SLOW: frozenset({"times", "at", "seconds"}),
    FaultKind.TOO_MANY: frozenset({"times", "at", "retry_after"}),
    FaultKind.SERVER_ERROR: frozenset({"times", "at", "carried_out"}),
    FaultKind.MAINTENANCE: frozenset({"readings", "seconds", "refuse_orders", "retry_after"}),
    FaultKind.DUPLICATE_EVENT: frozenset({"times"}),
    FaultKind.EVENTS_OUT_OF_ORDER: frozenset({"times"}),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `order`: the how manieth placed, from 1 on, its reference, or None for any; `item`: the how manieth.

    `times`: how often it happens, for maintenance how many requests meet it unless `seconds` say how long it lasts.
    `id` is the same for the same words, so what happened is remembered although the script grows.
    """

    kind: FaultKind
    order: int | str | None = None
    item: int = 1
    times: int = 1
    at: At = At.PLACE
    seconds: float | None = None
    retry_after: int = 1
    carried_out: bool = False
    refuse_orders: bool = False
    code: str = "NOT_POSSIBLE"
    reason: str = "the carrier cannot set up this workplace"
    id: str = ""

    @property
    def lasts(self) -> float | None:
        """Seconds from its first occasion on, for maintenance that is not counted in requests."""
        return self.seconds if self.kind is FaultKind.MAINTENANCE else None

    def means(self, place: int | None, reference: str | None) -> bool:
        """Whether it is about this order; `place` counts from 1 on, None is no order that we know."""
        return self.order is None or self.order in (place, reference)


def read_script(toml_text: str) -> tuple[Fault, ...]:
    """The faults, in the order of the script. Raises FaultScriptError naming the key."""
    try:
        written = tomllib.loads(toml_text)
    except tomllib.TOMLDecodeError as failure:
        raise FaultScriptError(FaultScriptProblem.NOT_TOML, "") from failure
    ScriptEntry(written, "").refuse_others(frozenset({"fault"}))
    listed = written.get("fault", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise FaultScriptError(FaultScriptProblem.FORM, "fault", "[[fault]]")
    return _named([_fault(ScriptEntry(one, f"fault[{place}]")) for place, one in enumerate(listed)])


def read_script_file(path: Path) -> tuple[Fault, ...]:
    """The faults of a file. Raises FaultScriptError."""
    try:
        return read_script(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as failure:
        raise FaultScriptError(FaultScriptProblem.UNREADABLE, str(path)) from failure


def _fault(entry: ScriptEntry) -> Fault:
    kind = FaultKind(entry.choice("kind", tuple(FaultKind)))
    entry.refuse_others(_KEYS[kind] | {"kind", "order"})
    lasting = entry.has("seconds") or kind is FaultKind.SLOW
    fault = Fault(
        kind,
        order=entry.order(),
        item=entry.count("item", 1),
        times=entry.count("readings", 3) if kind is FaultKind.MAINTENANCE else entry.count("times", 1),
        at=At(entry.choice("at", tuple(At), At.PLACE)),
        seconds=entry.seconds("seconds", 1.0) if lasting else None,
        retry_after=round(entry.seconds("retry_after", 1)),
        carried_out=entry.flag("carried_out"),
        refuse_orders=entry.flag("refuse_orders"),
    )
    return replace(fault, code=entry.text("code", fault.code), reason=entry.text("reason", fault.reason))


def _named(faults: list[Fault]) -> tuple[Fault, ...]:
    """Two of the same words are told apart by their order."""
    seen: Counter[str] = Counter()
    named = []
    for fault in faults:
        words = sha256(repr(sorted(asdict(fault).items())).encode()).hexdigest()[:16]
        seen[words] += 1
        named.append(replace(fault, id=f"{words}-{seen[words]}"))
    return tuple(named)

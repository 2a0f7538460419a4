"""Knows how decisions of a person are kept as JSON and come out again as the values that they were."""

from collections.abc import Iterable, Mapping
from typing import Any

from trunkload.intake.choices import Choices, Decision, Origin
from trunkload.validation.receipt import Taken


def decision_of(told: Mapping[str, Any]) -> Decision:
    origin = told.get("origin")
    return Decision(told["field"], told["value"], told["new"], None if origin is None else Origin(**origin))


def decisions_of(told: Iterable[Mapping[str, Any]]) -> tuple[Decision, ...]:
    return tuple(map(decision_of, told))


def taken_of(told: Iterable[Mapping[str, Any]]) -> tuple[Taken, ...]:
    return tuple(Taken(decision_of(one["decision"]), one["cells"]) for one in told)


def choices_of(told: Mapping[str, Any]) -> Choices:
    """Choices of an earlier version lack what could not be chosen then."""
    remembered = told.get("remembered_decisions", {})
    kept = {
        "accept": tuple(told.get("accept", ())),
        "strategies": tuple(told.get("strategies", ())),
        "rows": tuple(told.get("rows", ())),
        "decisions": decisions_of(told.get("decisions", ())),
        "remembered_decisions": {fingerprint: decisions_of(values) for fingerprint, values in remembered.items()},
    }
    return Choices(**{**told, **kept})

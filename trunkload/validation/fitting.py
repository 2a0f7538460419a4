"""Knows whether what a person decided about values fits the sheet at hand, and the rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import islice

from trunkload.intake.choices import Decision
from trunkload.intake.field_names import field_names
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.sheet import Sheet
from trunkload.intake.vocabulary import normalised
from trunkload.inventory.account import Account
from trunkload.validation.deciding import settle
from trunkload.validation.findings import Finding
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules
from trunkload.validation.trying import refused_values

SHOWN = 5
"""So many of a column's own values are shown to somebody whose value is none of them; the most frequent ones."""


class Misfit(StrEnum):
    """Why a decision cannot be taken."""

    FIELD = "field"
    COLUMN = "column"
    VALUE = "value"
    NEW = "new"


class MisfitError(ValueError):
    """`finding` is what the rules tell of the new value; `known`: the names or values that there are."""

    def __init__(
        self, why: Misfit, decision: Decision, known: Sequence[str] = (), finding: Finding | None = None
    ) -> None:
        super().__init__(f"{why}: {decision}")
        self.why = why
        self.decision = decision
        self.known = tuple(known)
        self.finding = finding


def fitted(
    decisions: Sequence[Decision], sheet: Sheet, account: Account | None, rules: Rules, today: date
) -> tuple[Decision, ...]:
    """The decisions by their canonical fields; each names its field as the sheet's header does, or by a usual name.

    Raises MisfitError.
    """
    named = tuple(replace(one, field=_field_of(one, sheet)) for one in decisions)
    settled = {one.decision for one in settle(sheet, named)}
    for one in named:
        if one not in settled:
            raise MisfitError(Misfit.VALUE, one, _values(sheet, one.field))
    for one, finding in refused_values(named, sheet, account, rules, today).items():
        raise MisfitError(Misfit.NEW, one, finding=finding)
    return named


def still_fitting(
    decisions: Sequence[Decision], sheet: Sheet, account: Account | None, rules: Rules, today: date
) -> tuple[Decision, ...]:
    """Of earlier decisions those that are about a value of this sheet and that the rules accept today."""
    about = tuple(one.decision for one in settle(sheet, decisions))
    refused = refused_values(about, sheet, account, rules, today)
    return tuple(one for one in about if one not in refused)


def _field_of(decision: Decision, sheet: Sheet) -> str:
    """The person's own header first, then what fields are called."""
    wanted = normalised(decision.field)
    own = [one.field for one in sheet.columns if one.field and normalised(one.header) == wanted]
    if wanted and own:
        return own[0]
    field = _named(wanted)
    if field is None:
        raise MisfitError(Misfit.FIELD, decision, [one.header for one in sheet.columns if one.field])
    if sheet.column_of(field) is None:
        raise MisfitError(Misfit.COLUMN, decision, [one.header for one in sheet.columns if one.field])
    return field


def _named(wanted: str) -> str | None:
    for names in (dict(zip(STAFF_COLUMNS, STAFF_COLUMNS, strict=True)), *map(field_names, Lang)):
        found = next((field for field, name in names.items() if normalised(name) == wanted), None)
        if found is not None:
            return found
    return None


def _values(sheet: Sheet, field: str) -> list[str]:
    return list(islice(map(str, sheet.staff[field].value_counts().index), SHOWN))

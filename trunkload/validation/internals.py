"""Knows the internal number that each row asks for, and judges it (R-04, S-17 to S-19)."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.allocation import dialled_inside
from trunkload.inventory.arrow_text import among
from trunkload.inventory.number_plan import (
    DIRECTORY_INTERNAL,
    DIRECTORY_SIX_DIGITS,
    EMERGENCY_INTERNAL,
    OUTSIDE_LINE_INTERNAL,
    SPECIAL_FUNCTION_INTERNAL,
)
from trunkload.validation.catalog import severities
from trunkload.validation.codes import Code
from trunkload.validation.findings import Severity
from trunkload.validation.glance.distinct import distinct_of
from trunkload.validation.rules import Rules
from trunkload.validation.telling import Teller
from trunkload.validation.texts import arrow, is_all, series
from trunkload.validation.told import Told

SOURCES = (Field.EXTENSION, Field.PHONE_NUMBER)
"""Where an internal number stands that the row does not give itself."""

REFUSED = {
    Code.INTERNAL_SPECIAL_FUNCTION: SPECIAL_FUNCTION_INTERNAL,
    Code.INTERNAL_DIRECTORY: DIRECTORY_INTERNAL,
    Code.INTERNAL_EMERGENCY: EMERGENCY_INTERNAL,
}
DOUBTFUL = {Code.INTERNAL_DIRECTORY_SIX: DIRECTORY_SIX_DIGITS, Code.INTERNAL_LEADING_ZERO: OUTSIDE_LINE_INTERNAL}
"""S-17 to S-19, N-08: what a telephone system dials otherwise; a doubt is worth telling of a number that can be had."""


def asked_internal(decided: pd.DataFrame, account: Account | None) -> pd.Series:
    """The internal number that the row gives, else its wished number's extension; NA where it wishes none.

    A workplace that is there keeps its internal number unless the row gives another one.
    """
    typed = decided["internal_number"]
    return typed if account is None else typed.fillna(_extensions(_wish_of_new(decided), account))


def _wish_of_new(decided: pd.DataFrame) -> pd.Series:
    return decided["wish"].where(decided["action"] == "add")


def standing_internal(internal: pd.Series, typed: pd.Series, rules: Rules) -> pd.Series:
    """Of `internal` what no rule of its own cell refuses, NA for the rest: only that can clash with other rows."""
    long_enough = f"[0-9]{{{rules.internal_min_digits},{rules.internal_max_digits}}}"
    graveness, column = severities(rules), distinct_of(arrow(internal))
    refusing = [dialled for code, dialled in {**REFUSED, **DOUBTFUL}.items() if graveness[code] is Severity.BLOCKED]
    refused = column.rows(is_all(column.texts, "|".join(refusing)))
    given = distinct_of(arrow(typed))
    refused |= given.rows(~is_all(given.texts, long_enough))
    return internal.mask(refused) if refused.any() else internal


def _extensions(wish: pd.Series, account: Account) -> pd.Series:
    """By what the wished number is dialled inside; NA where it is none of the account."""
    known = among(wish, account.numbers.index)
    extension = account.numbers["extension"].reindex(wish)
    inside = series(dialled_inside(arrow(wish), arrow(extension)), wish.index)
    return inside.where(known)


def judge_internal(decided: pd.DataFrame, account: Account, teller: Teller) -> Iterator[Told]:
    """R-04: company-wide unique. Where the sheet gives none it is the wished number's extension (S-17 to S-19)."""
    used = account.workplaces["internal_number"].dropna()
    typed = decided["internal_number"].dropna()
    yield teller.tell(
        Code.INTERNAL_TAKEN, typed.index[among(typed, used)], Field.INTERNAL_NUMBER, params={"number": typed}
    )
    wish = _wish_of_new(decided).drop(typed.index).dropna()
    derived = _extensions(wish, account).dropna()
    free = _extensions_are_free(wish[derived.index], account)
    clashing = derived.index[among(derived, used) & free]
    yield teller.tell_filled(Code.INTERNAL_TAKEN, clashing, SOURCES, params={"number": derived})
    for codes, numbers in ((REFUSED, derived), (DOUBTFUL, derived[free])):
        for code, dialled_otherwise in codes.items():
            rows = numbers.index[numbers.str.fullmatch(dialled_otherwise)]
            yield teller.tell_filled(code, rows, SOURCES, params={"number": derived})


def _extensions_are_free(wish: pd.Series, account: Account) -> pd.Series:
    """An extension in use is told by its number's state already."""
    state = account.numbers["state"].reindex(wish).set_axis(wish.index)
    return (state == NumberState.FREE).fillna(value=False)

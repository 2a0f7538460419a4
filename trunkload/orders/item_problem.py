"""Knows what a carrier's word for a failed item means to us: what somebody else took meanwhile can be chosen anew."""

from enum import StrEnum


class ItemProblem(StrEnum):
    """Why an item failed, as far as we can do something about it."""

    NUMBER_TAKEN = "number_taken"
    USERNAME_TAKEN = "username_taken"
    OTHER = "other"


USERNAME_TAKEN_CODE = "USERNAME_TAKEN"

PROBLEMS = {
    "NUMBER_IN_USE": ItemProblem.NUMBER_TAKEN,
    "NUMBER_NOT_AVAILABLE": ItemProblem.NUMBER_TAKEN,
    "INTERNAL_NUMBER_TAKEN": ItemProblem.NUMBER_TAKEN,
    USERNAME_TAKEN_CODE: ItemProblem.USERNAME_TAKEN,
}
"""By the carrier's code, those of our TM Forum profile (S-13, R-04, section 1.3 of domain.md)."""

TAKEN = frozenset({ItemProblem.NUMBER_TAKEN, ItemProblem.USERNAME_TAKEN})
"""Judged once more with what is known then, the row may be ordered after all."""


def problem_of(code: str | None) -> ItemProblem:
    return PROBLEMS.get(code or "", ItemProblem.OTHER)

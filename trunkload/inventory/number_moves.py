"""Decides what a person may do with numbers that stand in the ledger, and what hinders it; nobody's is taken away."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from trunkload.inventory.account import NumberState, Source
from trunkload.inventory.account_words import Move


class Obstacle(StrEnum):
    """Why a number cannot be moved."""

    UNKNOWN = "unknown"
    HELD = "held"
    ASSIGNED = "assigned"
    ENTERED = "entered"
    FUNCTION = "function"
    FUTURE = "future"
    RESTING = "resting"
    BLOCKED = "blocked"
    BLOCKED_AT_CARRIER = "blocked_at_carrier"
    FREE = "free"
    NOT_ENTERED = "not_entered"
    RESERVED = "reserved"
    RESERVED_AT_CARRIER = "reserved_at_carrier"


@dataclass(frozen=True, slots=True)
class Obstructed:
    """`count` numbers, the first of them `number`; `holder` holds them (an import, a workplace, a function, a purpose),
    `until` as the ledger has it; empty where there is none."""

    obstacle: Obstacle
    number: str
    count: int
    holder: str = ""
    until: str = ""


MAY = {
    Move.BLOCK: frozenset({NumberState.FREE, NumberState.RESTING}),
    Move.RELEASE: frozenset({NumberState.RESTING, NumberState.BLOCKED}),
    Move.REMOVE: frozenset({NumberState.FREE, NumberState.BLOCKED, NumberState.FUTURE}),
}

TAKEN = frozenset({NumberState.ASSIGNED, NumberState.FUNCTION})
"""Somebody has the number; where a person only entered that, the entry may be removed again."""


def obstructed(numbers: pd.DataFrame, move: Move, workplaces: pd.Index) -> tuple[Obstructed, ...]:
    """`numbers`: index = E.164 of all that are meant, NUMBER_COLUMNS, NA in every cell where the account has it not;
    `workplaces`: ids of those that there are.

    Any of it, and nothing of the move is done. Numbers with the same reason and holder are told together.
    """
    reasons = numbers["state"].mask(numbers["state"].isin([*MAY[move]]))
    entered = (numbers["source"] == Source.ENTERED).fillna(value=False)
    only_entered = entered & numbers["state"].isin([*TAKEN]) & ~numbers["holder"].isin(workplaces)
    reasons = reasons.mask(only_entered, pd.NA if move is Move.REMOVE else str(Obstacle.ENTERED))
    if move is Move.RELEASE:
        by_carrier = (numbers["state"] == NumberState.BLOCKED) & numbers["note"].isna()
        reasons = reasons.mask(by_carrier & (numbers["source"] == Source.CARRIER), Obstacle.BLOCKED_AT_CARRIER)
    if move is Move.REMOVE:
        reasons = reasons.mask(reasons.isna() & ~entered, Obstacle.NOT_ENTERED)
    reasons = reasons.mask(numbers["state"].isna(), Obstacle.UNKNOWN).dropna()
    if not len(reasons):
        return ()
    told = numbers.loc[reasons.index].assign(until=numbers["held_until"].fillna(numbers["available_from"]))
    groups = told.assign(reason=reasons)[["reason", "holder", "until"]].fillna("")
    found = groups.reset_index(names="number").groupby(["reason", "holder", "until"], sort=False)["number"]
    return tuple(
        Obstructed(Obstacle(str(reason)), str(mine.iloc[0]), len(mine), str(holder), str(until))
        for (reason, holder, until), mine in found
    )

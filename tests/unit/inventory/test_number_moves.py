"""What a person may do with numbers, and what stands in the way."""

import pandas as pd
import pytest

from tests.builders import TEXT
from trunkload.inventory.account import NUMBER_COLUMNS
from trunkload.inventory.account_words import Move
from trunkload.inventory.number_moves import Obstacle, Obstructed, obstructed

NUMBER = "+492214710{}"
WORKPLACES = pd.Index(["wp-1"], dtype=TEXT)


def standing(**cells: str | None) -> pd.DataFrame:
    """Three numbers that stand alike; by default free and the carrier's."""
    row = dict.fromkeys(NUMBER_COLUMNS) | {"state": "free", "source": "carrier"} | cells
    index = pd.Index([NUMBER.format(one) for one in ("300", "301", "302")], name="number")
    return pd.DataFrame([row] * 3, index=index, columns=list(NUMBER_COLUMNS)).astype(TEXT)


@pytest.mark.parametrize(
    ("move", "cells"),
    [
        (Move.BLOCK, {}),
        (Move.BLOCK, {"state": "resting", "available_from": "2027-01-01"}),
        (Move.RELEASE, {"state": "resting", "available_from": "2027-01-01"}),
        (Move.RELEASE, {"state": "blocked", "note": "Umzug"}),
        (Move.RELEASE, {"state": "blocked", "source": "entered"}),
        (Move.REMOVE, {"source": "entered"}),
        (Move.REMOVE, {"source": "entered", "state": "blocked"}),
        (Move.REMOVE, {"source": "entered", "state": "future", "available_from": "2027-01-01"}),
        (Move.REMOVE, {"source": "entered", "state": "assigned", "holder": "Fax"}),
        (Move.REMOVE, {"source": "entered", "state": "function", "holder": "Hotline"}),
    ],
)
def test_nothing_stands_in_the_way_of_what_nobody_holds(move: Move, cells: dict[str, str]) -> None:
    assert obstructed(standing(**cells), move, WORKPLACES) == ()


@pytest.mark.parametrize(
    ("move", "cells", "obstacle"),
    [
        *((move, {"state": "assigned", "holder": "wp-1"}, Obstacle.ASSIGNED) for move in Move),
        *((move, {"state": "function", "holder": "Fax"}, Obstacle.FUNCTION) for move in Move),
        *((move, {"state": None}, Obstacle.UNKNOWN) for move in Move),
        (Move.BLOCK, {"state": "blocked"}, Obstacle.BLOCKED),
        (Move.RELEASE, {}, Obstacle.FREE),
        (Move.RELEASE, {"state": "blocked"}, Obstacle.BLOCKED_AT_CARRIER),
        (Move.RELEASE, {"state": "future"}, Obstacle.FUTURE),
        (Move.REMOVE, {}, Obstacle.NOT_ENTERED),
        (Move.REMOVE, {"state": "blocked"}, Obstacle.NOT_ENTERED),
        (Move.REMOVE, {"state": "assigned", "holder": "wp-1", "source": "entered"}, Obstacle.ASSIGNED),
        (Move.RELEASE, {"state": "assigned", "holder": "Fax", "source": "entered"}, Obstacle.ENTERED),
        (Move.BLOCK, {"state": "function", "holder": "Fax", "source": "entered"}, Obstacle.ENTERED),
        (Move.REMOVE, {"state": "resting", "source": "entered"}, Obstacle.RESTING),
    ],
)
def test_numbers_with_the_same_reason_and_holder_are_told_together(
    move: Move, cells: dict[str, str | None], obstacle: Obstacle
) -> None:
    (found,) = obstructed(standing(**cells), move, WORKPLACES)
    assert (found.obstacle, found.number, found.count) == (obstacle, NUMBER.format("300"), 3)
    assert found.holder == (cells.get("holder") or "")


def test_an_import_that_holds_a_number_is_named_with_the_end_of_its_hold() -> None:
    held = standing(state="held", holder="imp-1", held_until="2026-11-30T09:00:00.000000+00:00")
    until = "2026-11-30T09:00:00.000000+00:00"
    assert obstructed(held, Move.RELEASE, WORKPLACES) == (
        Obstructed(Obstacle.HELD, NUMBER.format("300"), 3, "imp-1", until),
    )


def test_each_obstacle_is_told_with_its_first_number() -> None:
    mixed = standing()
    mixed.loc[NUMBER.format("301"), ["state", "holder"]] = ["assigned", "wp-1"]
    found = obstructed(mixed, Move.RELEASE, WORKPLACES)
    assert [(one.obstacle, one.number, one.count) for one in found] == [
        (Obstacle.FREE, NUMBER.format("300"), 2),
        (Obstacle.ASSIGNED, NUMBER.format("301"), 1),
    ]

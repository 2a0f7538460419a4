"""A sheet is judged while others write: who lost a number meanwhile proposes again, and nobody waits for that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.integration.flows.houses import USER, account_of, imported, state_of
from tests.integration.flows.inboxes import empty_house, one_person
from trunkload.flows.changeable import Change
from trunkload.flows.checking_again import check_again
from trunkload.flows.planning import PROPOSALS, QUICK_ROWS
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.database import writing
from trunkload.validation.shares import Ground, Outcome, Piece, Shares, here


@dataclass
class Rivals:
    """As long as there are some, another import is planned while a sheet is judged; it takes the lowest free number."""

    house: House
    left: int
    judged: int = 0
    took: list[str] = field(default_factory=list)

    def __call__(
        self, step: Callable[[Ground, Piece], Outcome], ground: Ground, pieces: Sequence[Piece]
    ) -> list[Outcome]:
        self.judged += 1
        if self.left:
            self.left -= 1
            self.took += numbers_of(self.house, [self.judged])
        return here(step, ground, pieces)


def numbers_of(house: House, people: Sequence[int]) -> list[str]:
    """Planned for them now."""
    path = house.settings.home / f"{people[0]}.csv"
    header, _, _ = one_person(0).partition(b"\n")
    path.write_bytes(b"\n".join([header, *(one_person(at).splitlines()[1] for at in people)]))
    plan = imported(house, path).plan
    assert plan is not None
    return plan.items["number"].tolist()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return empty_house(tmp_path / "home")


@pytest.mark.parametrize(("rows", "rivals"), [(1, 0), (1, 1), (QUICK_ROWS + 1, 2), (QUICK_ROWS + 1, PROPOSALS)])
def test_whoever_loses_a_number_proposes_again_while_others_write_and_at_last_in_turn(
    house: House, rows: int, rivals: int
) -> None:
    others = Rivals(house, rivals)
    ours = numbers_of(replace(house, shares=Shares(over=others)), range(100, 100 + rows))
    assert (others.judged, len(others.took)) == (rivals + 1, rivals)
    taken = [*others.took, *ours]
    held = account_of(house).numbers.query("state == 'held'").index
    assert len(taken) == len(set(taken) & set(held))


def test_a_change_is_judged_while_others_write(house: House) -> None:
    path = house.settings.home / "one.csv"
    path.write_bytes(one_person(0))
    import_id = imported(house, path).import_id

    def beside_others(
        step: Callable[[Ground, Piece], Outcome], ground: Ground, pieces: Sequence[Piece]
    ) -> list[Outcome]:
        with writing(house.ledger):
            return here(step, ground, pieces)

    again = check_again(replace(house, shares=Shares(over=beside_others)), import_id, Change(), USER)
    assert again.plan is not None
    assert state_of(house, import_id) is ImportState.PLANNED

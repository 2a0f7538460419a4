"""Orders are looked at soon after something changed, and later and later where nothing does."""

from dataclasses import replace

from trunkload.flows.polling import Rhythm
from trunkload.orders.states import OrderState
from trunkload.portal.protocol import ItemAnswer, OrderAnswer

ITEM = ItemAnswer("2", OrderState.IN_PROGRESS)
ORDER = OrderAnswer("po-1", "imp-1/b01", OrderState.IN_PROGRESS, (ITEM,))


def pauses(*looks: list[OrderAnswer], first: float = 2, longest: float = 10) -> list[float]:
    """The longest each pause can be, one after every look."""
    rhythm, told = Rhythm.between(first, longest), []
    for look in looks:
        rhythm = rhythm.after(look)
        told.append(rhythm.seconds(lambda: 1.0))
    return told


def test_pauses_double_up_to_the_longest() -> None:
    assert pauses(*[[ORDER]] * 6) == [2, 4, 8, 10, 10, 10]


def test_any_change_brings_the_first_pause_back() -> None:
    other = replace(ORDER, carrier_id="po-2", reference="imp-1/b02")
    moved = replace(ORDER, state=OrderState.HELD)
    item = replace(ORDER, items=(replace(ITEM, state=OrderState.COMPLETED),))
    looks = [[ORDER, other], [ORDER, other], [moved, other], [moved, other], [other], [other, item], [item, other]]
    assert pauses(*looks) == [2, 4, 2, 4, 2, 2, 4]


def test_a_half_is_left_to_chance() -> None:
    rhythm = Rhythm.between(2, 10)
    assert [rhythm.seconds(lambda: 0.0), rhythm.seconds(lambda: 0.5), rhythm.seconds(lambda: 1.0)] == [1.0, 1.5, 2.0]


def test_a_longest_pause_that_is_shorter_than_the_first_changes_nothing() -> None:
    assert pauses(*[[ORDER]] * 3, first=30, longest=10) == [30, 30, 30]


def test_who_does_not_wait_goes_on_not_waiting() -> None:
    assert pauses(*[[ORDER]] * 3, first=0, longest=0) == [0, 0, 0]

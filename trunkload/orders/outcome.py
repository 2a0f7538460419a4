"""Knows an Outcome: what became of the item of one row, by the carrier's answer and by its own record."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trunkload.orders.states import FINAL_ORDER_STATES, OrderState, ReadBack
from trunkload.validation.actions.action import Action


class Standing(StrEnum):
    """Green only where it was read back as ordered (promise 7)."""

    AS_ORDERED = "as_ordered"
    UNDER_WAY = "under_way"
    NOT_AS_ORDERED = "not_as_ordered"


def standing_of(state: OrderState, read_back: ReadBack | None) -> Standing:
    """`state`: the item's."""
    if state is OrderState.COMPLETED and read_back is ReadBack.EQUAL:
        return Standing.AS_ORDERED
    waits = state not in FINAL_ORDER_STATES or (state is OrderState.COMPLETED and read_back is None)
    return Standing.UNDER_WAY if waits else Standing.NOT_AS_ORDERED


@dataclass(frozen=True, slots=True)
class Outcome:
    """`state` is the item's; `reference` is ours, `carrier_order` and `workplace_id` the carrier's; `carrier_code` and
    `carrier_reason` say why it refused; `differing`: characteristics that were read back otherwise than ordered;
    `finished_at`: when the order became final. What is not known yet is None."""

    row: int
    action: Action
    reference: str
    order_state: OrderState
    state: OrderState
    carrier_order: str | None = None
    workplace_id: str | None = None
    carrier_code: str | None = None
    carrier_reason: str | None = None
    read_back: ReadBack | None = None
    differing: tuple[str, ...] = ()
    finished_at: datetime | None = None

    @property
    def as_ordered(self) -> bool:
        """Completed, and read back equal (promise 7)."""
        return self.standing is Standing.AS_ORDERED

    @property
    def standing(self) -> Standing:
        return standing_of(self.state, self.read_back)

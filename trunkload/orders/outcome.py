"""Knows an Outcome: what became of the item of one row, by the carrier's answer and by its own record."""

from dataclasses import dataclass
from datetime import datetime

from trunkload.orders.states import OrderState, ReadBack
from trunkload.validation.actions.action import Action


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
        return self.state is OrderState.COMPLETED and self.read_back is ReadBack.EQUAL

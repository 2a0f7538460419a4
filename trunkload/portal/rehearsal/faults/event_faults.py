"""Knows which events of an order go wrong on their way, as the script says."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine

from trunkload.portal.rehearsal.faults.memory import deciding, happens
from trunkload.portal.rehearsal.faults.request import known_order
from trunkload.portal.rehearsal.faults.script import OF_EVENTS, Fault, FaultKind


class EventFaults:
    """The faults of `script` that are about events."""

    def __init__(self, engine: Engine, script: Sequence[Fault]) -> None:
        self._engine = engine
        self._script = [fault for fault in script if fault.kind in OF_EVENTS]

    def happens(self, kind: FaultKind, order_id: str) -> bool:
        """Whether it happens to this event of the order; it is noted then."""
        meant = [fault for fault in self._script if fault.kind is kind]
        if not meant:
            return False
        with deciding(self._engine) as connection:
            order = known_order(connection, order_id)
            now = datetime.now(UTC)
            return any(
                happens(connection, fault, order.reference, now, once_each=False)
                for fault in meant
                if fault.means(order.place, order.reference)
            )

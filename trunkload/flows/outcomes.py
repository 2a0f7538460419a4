"""Knows what became of every row of an import: of those that were ordered, and of all others."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from trunkload.flows.judged_again import Judged, judged_again
from trunkload.flows.stored import rows_left_out
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading
from trunkload.storage.imports import find_following
from trunkload.storage.items import StoredItem, read_items
from trunkload.storage.message_values import StoredMessage
from trunkload.storage.messages import list_messages
from trunkload.storage.plans import StoredOrder, read_orders

SUBMITTED = frozenset({ImportState.SUBMITTING, ImportState.DONE, ImportState.PARTLY_DONE})
"""From here on something was sent to the carrier, or is being sent."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One ordered row: what was ordered and where it stands, in which order, and what the person was told."""

    item: StoredItem
    order: StoredOrder
    messages: tuple[StoredMessage, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`ordered` by row number; `judged`: what there is to say of all others; `taken_out`: rows that a person took out
    of the plan; `anew`: by row, the import in which it is planned anew."""

    judged: Judged
    ordered: Mapping[int, Outcome]
    taken_out: frozenset[int]
    anew: Mapping[int, str]


def outcomes_of(house: House, import_id: str) -> Outcomes:
    """As it is stored; nobody is asked. Raises Refused, Stopped or StorageError."""
    judged = judged_again(house, import_id)
    with reading(house.ledger) as conn:
        told: dict[int, list[StoredMessage]] = defaultdict(list)
        for one in list_messages(conn, import_id):
            if one.envelope.row is not None:
                told[one.envelope.row].append(one)
        ordered = {
            item.row: Outcome(item, order, tuple(told[item.row]))
            for order in read_orders(conn, import_id)
            for item in read_items(conn, order.reference)
        }
        follow = find_following(conn, import_id)
        again = () if follow is None else read_orders(conn, follow.id)
        anew = {item.row: order.import_id for order in again for item in read_items(conn, order.reference)}
        taken_out = frozenset(rows_left_out(conn, import_id))
    return Outcomes(judged, ordered, taken_out, anew)

"""Knows what became of every row of an import: of those that were ordered, and of all others."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from trunkload.flows.kept_checks import kept_check
from trunkload.flows.stored import known_import, rows_left_out
from trunkload.flows.wiring import House
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord, find_following
from trunkload.storage.items import StoredItem, read_items
from trunkload.storage.message_values import StoredMessage
from trunkload.storage.messages import list_messages
from trunkload.storage.ordered import StoredOrder, read_orders
from trunkload.validation.checked import Checked


@dataclass(frozen=True, slots=True)
class OrderedRow:
    """What was ordered and where it stands, in which order, and what the person was told."""

    item: StoredItem
    order: StoredOrder
    messages: tuple[StoredMessage, ...]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """`ordered` by row number; `checked`: what there is to say of all others; `taken_out`: rows that a person took out
    of the plan; `anew`: by row, the import in which it is planned anew."""

    record: ImportRecord
    checked: Checked
    ordered: Mapping[int, OrderedRow]
    taken_out: frozenset[int]
    anew: Mapping[int, str]


def result_of_import(house: House, import_id: str) -> ImportResult:
    """As it is stored; nobody is asked. Raises Refused, Stopped or StorageError."""
    checked = kept_check(house, import_id).checked
    with reading(house.ledger) as conn:
        told: dict[int, list[StoredMessage]] = defaultdict(list)
        for one in list_messages(conn, import_id):
            if one.envelope.row is not None:
                told[one.envelope.row].append(one)
        ordered = {
            item.row: OrderedRow(item, order, tuple(told[item.row]))
            for order in read_orders(conn, import_id)
            for item in read_items(conn, order.reference)
        }
        follow = find_following(conn, import_id)
        again = () if follow is None else read_orders(conn, follow.id)
        anew = {item.row: order.import_id for order in again for item in read_items(conn, order.reference)}
        record, taken_out = known_import(conn, import_id), frozenset(checked.right_of(rows_left_out(conn, import_id)))
    return ImportResult(record, checked, ordered, taken_out, anew)

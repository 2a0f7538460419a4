"""Reads every ordered workplace again from the carrier and compares it with what was ordered (promise 7)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pandas as pd

from trunkload.flows.change_notes import queue_change_notes
from trunkload.flows.concurrently import concurrently
from trunkload.flows.patience import patiently
from trunkload.flows.wiring import House
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.orders.states import FINAL_ORDER_STATES, OrderState, ReadBack
from trunkload.portal.protocol import NUMBER_FOUND, READ_BACK_COLUMNS, Portal
from trunkload.storage import ordered, settling
from trunkload.storage.database import reading, writing
from trunkload.storage.items import ItemReadBack, StoredItem, read_items, save_read_back
from trunkload.validation.actions.action import Action

COMPARED = tuple(name for name in READ_BACK_COLUMNS if name != "workplace_id")

ADDRESS = ("street", "house_number", "postal_code", "city", "country")
"""Compared where one was ordered; what the carrier takes otherwise is its own."""

DELETED = ("workplace",)
"""What differs of a workplace that was to be gone and is there."""


Found = Mapping[str, Mapping[str, str | None]]
"""Number, characteristic, and what the carrier has there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One characteristic that the carrier has otherwise than it was ordered; None is an empty one."""

    name: str
    ordered: str | None
    found: str | None


def read_back_orders(house: House, import_id: str) -> None:
    """Store per row whether the carrier's record equals the order; numbers then belong to workplaces, or rest."""
    with reading(house.ledger) as conn:
        stored = ordered.read_orders(conn, import_id)
    final = [order.reference for order in stored if order.state in FINAL_ORDER_STATES]
    concurrently(house.settings.carrier.concurrency, partial(_read_back, house, house.open_portal()), final)


def _read_back(house: House, portal: Portal, reference: str) -> None:
    with reading(house.ledger) as conn:
        completed = [one for one in read_items(conn, reference) if one.state is OrderState.COMPLETED]
    found = records_of(patiently(house, partial(portal.read_workplaces, [one.number for one in completed])))
    rested = house.today + timedelta(days=house.settings.holding.rest_days)
    compared = [compare(one, found) for one in completed]
    with writing(house.ledger) as conn:
        save_read_back(conn, reference, compared)
        settling.assign_numbers(conn, reference, house.settings.user)
        settling.rest_numbers(conn, reference, rested, house.settings.user)
        queue_change_notes(conn, house, reference)
    counts = Counter(one.verdict for one in compared)
    tell(
        Event.ORDER_READ_BACK,
        order__reference=reference,
        read_back__equal=counts[ReadBack.EQUAL],
        read_back__different=counts[ReadBack.DIFFERENT],
        read_back__missing=counts[ReadBack.MISSING],
    )


def records_of(found: pd.DataFrame) -> Found:
    """The workplaces as the portal reads them, by number, missing values None."""
    texts = found.astype(object).where(found.notna(), None)
    return {str(number): row for number, row in texts.to_dict("index").items()}  # type: ignore[misc]


def compare(item: StoredItem, found: Found) -> ItemReadBack:
    """Characteristic by characteristic; a workplace that the carrier does not have is `missing`.

    One that was deleted is as ordered when it is gone, whoever has its number now.
    """
    if item.action is Action.DELETE:
        there = item.number in found and found[item.number]["workplace_id"] == item.of_workplace
        return ItemReadBack(item.row, ReadBack.DIFFERENT if there else ReadBack.EQUAL, DELETED if there else ())
    if item.number not in found:
        return ItemReadBack(item.row, ReadBack.MISSING)
    differing = tuple(one.name for one in differences(item, found))
    return ItemReadBack(item.row, ReadBack.DIFFERENT if differing else ReadBack.EQUAL, differing)


def differences(item: StoredItem, found: Found) -> tuple[Difference, ...]:
    """What is compared of a workplace that is there, where it is not as ordered. What the carrier cannot tell is not
    compared."""
    record = found[item.number]
    told_names = [name for name in COMPARED if name in record]
    said = [name for name in told_names if item.street is not None or name not in ADDRESS]
    told = [Difference(name, getattr(item, name), record[name]) for name in said]
    if record.get(NUMBER_FOUND) is not None:
        told.append(Difference("number", item.number, record[NUMBER_FOUND]))
    return tuple(one for one in told if one.ordered != one.found)

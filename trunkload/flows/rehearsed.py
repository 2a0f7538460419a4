"""Knows what must hold after a rehearsal, whatever went wrong in it; pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from trunkload.inventory.account import Account, NumberState
from trunkload.orders.states import FINAL_ORDER_STATES, ImportState
from trunkload.portal.rehearsal.faults import Fault
from trunkload.storage.imports import ImportRecord
from trunkload.storage.items import StoredItem
from trunkload.storage.ordered import StoredOrder


class Promise(StrEnum):
    """What must hold."""

    ALL_MET = "all_met"
    ALL_FINAL = "all_final"
    ONE_ORDER = "one_order"
    ONE_WORKPLACE = "one_workplace"
    ONE_OWNER = "one_owner"
    AS_TOLD = "as_told"


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides at the end. By our references: `items`, and `carrier_ids` of the orders that the carrier
    has, and how often it was sent each of them."""

    record: ImportRecord
    orders: Sequence[StoredOrder]
    items: Mapping[str, Sequence[StoredItem]]
    carrier_ids: Mapping[str, str | None]
    account: Account
    sendings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """How often the submission was started, and the ids of the events that were heard."""

    starts: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """A fault, how often it happened, and the order that met it with its rows; None where nothing met it. `sent`: how
    often that order reached the carrier."""

    fault: Fault
    times: int
    order: StoredOrder | None
    items: tuple[StoredItem, ...]
    sent: int

    @property
    def done(self) -> int:
        return sum(item.as_ordered for item in self.items)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of it. `items` in the order of the sheet; `promises` says of each whether it held."""

    home: Path
    import_id: str
    met: tuple[Met, ...]
    items: tuple[StoredItem, ...]
    promises: Mapping[Promise, bool]
    told: Told

    @property
    def survived(self) -> bool:
        return all(self.promises.values())


def judged(home: Path, happened: Mapping[Fault, Sequence[str | None]], sides: Sides, told: Told) -> Rehearsal:
    """`happened`: the references of the orders that met each fault, one for each time."""
    items = tuple(sorted((item for some in sides.items.values() for item in some), key=lambda item: item.row))
    met = tuple(_met(fault, references, sides) for fault, references in happened.items())
    promises = {
        Promise.ALL_MET: all(one.order is not None for one in met),
        Promise.ALL_FINAL: _all_final(sides),
        Promise.ONE_ORDER: _one_order(sides),
        Promise.ONE_WORKPLACE: _one_workplace(items, sides.account),
        Promise.ONE_OWNER: _one_owner(sides.account),
        Promise.AS_TOLD: _as_told(items, sides.account),
    }
    return Rehearsal(home, sides.record.id, met, items, promises, told)


def _met(fault: Fault, references: Sequence[str | None], sides: Sides) -> Met:
    order = next((one for one in sides.orders if one.reference in references), None)
    if order is None:
        return Met(fault, len(references), None, (), 0)
    items = tuple(sides.items[order.reference])
    return Met(fault, len(references), order, items, sides.sendings.get(order.reference, 0))


def _all_final(sides: Sides) -> bool:
    closed = sides.record.state in {ImportState.DONE, ImportState.PARTLY_DONE}
    return closed and all(order.state in FINAL_ORDER_STATES for order in sides.orders)


def _one_order(sides: Sides) -> bool:
    """Each order of ours is one order there, and it is the one that we know."""
    known = [order.carrier_id for order in sides.orders]
    same = all(order.carrier_id == sides.carrier_ids[order.reference] for order in sides.orders)
    return same and None not in known and len(set(known)) == len(known)


def _one_workplace(items: Sequence[StoredItem], account: Account) -> bool:
    names = account.workplaces[["given_name", "family_name", "email"]].itertuples(index=False, name=None)
    there = Counter(names)
    return all(there[item.given_name, item.family_name, item.email] <= 1 for item in items)


def _one_owner(account: Account) -> bool:
    """What the numbers say of their holders is what the workplaces say of their numbers."""
    numbers = account.numbers
    holders = numbers.loc[numbers["state"] == NumberState.ASSIGNED, "holder"].to_dict()
    owned = account.workplaces["number"]
    return owned.is_unique and holders == {e164: who for who, e164 in owned.items()}


def _as_told(items: Sequence[StoredItem], account: Account) -> bool:
    """Green rows have their workplace, the others have none."""
    there = set(account.workplaces[["username", "number"]].itertuples(index=False, name=None))
    return all(((item.username, item.number) in there) == item.as_ordered for item in items)

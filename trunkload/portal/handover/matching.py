"""Knows which row of a carrier's export is the workplace of an item, and what that says about the item."""

from collections import defaultdict
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from trunkload.intake.formula import harmless
from trunkload.orders.states import FINAL_ORDER_STATES, OrderState
from trunkload.portal.handover.cells import said_as
from trunkload.portal.handover.export import Export, ExportRow
from trunkload.portal.handover.item_texts import PLAIN_FIELDS
from trunkload.portal.handover.mapping import Mapping
from trunkload.portal.handover.record import HandedItem
from trunkload.portal.protocol import WorkplaceItem
from trunkload.validation.actions.action import Action

ADDRESS = frozenset({"street", "house_number", "postal_code", "city", "country"})
"""Counts where one was ordered; what the carrier takes otherwise is its own."""


class NotDone(StrEnum):
    """Why an item failed when a person said that the export is the last word."""

    NOT_SET_UP = "NOT_SET_UP"
    NOT_THERE = "NOT_THERE"
    STILL_THERE = "STILL_THERE"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an export is held against: the mapping's words, the order's trunk, and the words for what failed."""

    mapping: Mapping
    trunk: str
    reasons: Pairs[NotDone, str]
    final: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What the export said of an item: in which of its rows, and where it differs: characteristic, ordered, found."""

    handed: HandedItem
    row: int | None
    differing: tuple[tuple[str, str | None, str | None], ...]


class Finder:
    """Finds the one row of an export by an item's number, else by the mapping's other keys."""

    def __init__(self, export: Export, keys: Sequence[str]) -> None:
        self._export = export
        self._places: dict[str, dict[str, list[int]]] = {key: defaultdict(list) for key in keys}
        for row, cells in export.rows.items():
            for key, places in self._places.items():
                text = cells.get(key)
                if text is not None:
                    places[text].append(row)

    def row_of(self, item: WorkplaceItem) -> int | None:
        """None where no row has it, or several: which of them is meant is not to be guessed."""
        for key, places in self._places.items():
            rows = places.get(str(getattr(item, key)), [])
            if rows:
                return rows[0] if len(rows) == 1 else None
        return None


def tell(handed: HandedItem, finder: Finder, export: Export, asked: Asked, new_id: str) -> Told:
    """The item after the export; `new_id` is that of a workplace that the export gives no id."""
    row = finder.row_of(handed.item)
    if row is None or _is_somebody_else(handed.item, export.rows[row]):
        return Told(_absent(handed, asked), None, ())
    found = characteristics(handed.item, export.rows[row], asked)
    differing = tuple(
        (name, ordered, text)
        for name, text in found.items()
        if text != (ordered := _ordered(handed.item, name, asked.trunk))
        and not (name in ADDRESS and handed.item.street is None)
    )
    there = export.rows[row].get("workplace_id") or handed.item.of_workplace or new_id
    state = _present(handed, asked, whole=not differing)
    after = replace(handed, state=state, found=found)
    if state is OrderState.COMPLETED:
        return Told(replace(after, workplace_id=handed.workplace_id or there), row, differing)
    failed = NotDone.STILL_THERE if state is OrderState.FAILED and handed.state is not state else None
    return Told(_failed(after, asked, failed) if failed else after, row, differing)


def _is_somebody_else(item: WorkplaceItem, row: ExportRow) -> bool:
    """The number of a workplace that has ended may be another one's by now."""
    if item.action is not Action.DELETE:
        return False
    own = {"workplace_id": item.of_workplace, "username": item.username}
    return any(row.get(name) not in {None, text} for name, text in own.items())


def characteristics(item: WorkplaceItem, row: ExportRow, asked: Asked) -> dict[str, str | None]:
    """Of those that the export has: as ordered where it says the same in its own way, else as it stands there."""
    columns = {one.field: one for one in asked.mapping.columns}
    found: dict[str, str | None] = {}
    for name in (*PLAIN_FIELDS, "trunk"):
        if name not in row:
            continue
        ordered, text = _ordered(item, name, asked.trunk), row[name]
        ways = {ordered, harmless(ordered or "") or None}
        if name in columns:
            said = said_as(columns[name], ordered or "") or None
            ways |= {said, harmless(said or "") or None}
        found[name] = ordered if text in ways else text
    return found | _names(item, row)


def _names(item: WorkplaceItem, row: ExportRow) -> dict[str, str | None]:
    """Given and family name in one cell; where neither is as ordered, nobody can say where one ends."""
    if "name" not in row:
        return {}
    both, told = f"{item.given_name} {item.family_name}", row["name"] or ""
    if told in {both, harmless(both)}:
        return {"given_name": item.given_name, "family_name": item.family_name}
    if told.startswith(f"{item.given_name} "):
        return {"given_name": item.given_name, "family_name": told.removeprefix(f"{item.given_name} ")}
    if told.endswith(f" {item.family_name}"):
        return {"given_name": told.removesuffix(f" {item.family_name}"), "family_name": item.family_name}
    return {"given_name": None, "family_name": row["name"]}


def _ordered(item: WorkplaceItem, name: str, trunk: str) -> str | None:
    return trunk if name == "trunk" else getattr(item, name)


def _present(handed: HandedItem, asked: Asked, *, whole: bool) -> OrderState:
    """A change is done when it shows; until then the export may be of a day before it."""
    if handed.state in FINAL_ORDER_STATES:
        return handed.state
    match handed.item.action:
        case Action.ADD:
            return OrderState.COMPLETED
        case Action.MODIFY:
            return OrderState.COMPLETED if whole or asked.final else OrderState.PENDING
    return OrderState.FAILED if asked.final else OrderState.PENDING


def _absent(handed: HandedItem, asked: Asked) -> HandedItem:
    if handed.state in FINAL_ORDER_STATES:
        return replace(handed, found=None)
    if handed.item.action is Action.DELETE:
        return replace(handed, state=OrderState.COMPLETED, workplace_id=handed.item.of_workplace, found=None)
    if not asked.final:
        return handed
    added = handed.item.action is Action.ADD
    return _failed(handed, asked, NotDone.NOT_SET_UP if added else NotDone.NOT_THERE)


def _failed(handed: HandedItem, asked: Asked, why: NotDone) -> HandedItem:
    return replace(handed, state=OrderState.FAILED, code=why.value, reason=asked.reasons[why])

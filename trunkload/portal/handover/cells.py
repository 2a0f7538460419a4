"""Knows the cells of an item's row by a mapping, and why a file cannot say an item."""

from dataclasses import dataclass
from enum import StrEnum

from trunkload.intake.formula import harmless
from trunkload.portal.handover.item_texts import Surroundings, texts_of
from trunkload.portal.handover.mapping import ELSE, Column, Constant, Format, Mapping
from trunkload.portal.protocol import WorkplaceItem


class Unsayable(StrEnum):
    """Why a person has to do it by hand: the file cannot say it, or `all` of the order is for a person."""

    ALL = "all"
    ACTION = "action"
    TOO_LONG = "too_long"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class ByHand:
    """An item that the file cannot say; `header` is the column that has no room or no letters for it."""

    item: WorkplaceItem
    why: Unsayable
    header: str = ""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rows of a file, and what is left for a person; every item is in one of them."""

    rows: tuple[tuple[str, ...], ...]
    by_hand: tuple[ByHand, ...]


def sort_items(mapping: Mapping, around: Surroundings) -> Sorted:
    """Nothing is cut off, nothing is replaced, nothing is left out."""
    rows: list[tuple[str, ...]] = []
    by_hand: list[ByHand] = []
    for item in around.request.items:
        if mapping.format is Format.CHECKLIST:
            by_hand.append(ByHand(item, Unsayable.ALL))
            continue
        cells = cells_of(item, mapping.columns, around)
        found = _unsayable(item, cells, mapping)
        if found is None:
            rows.append(cells)
        else:
            by_hand.append(found)
    return Sorted(tuple(rows), tuple(by_hand))


def cells_of(item: WorkplaceItem, columns: tuple[Column, ...], around: Surroundings) -> tuple[str, ...]:
    """One text for each column, as it is meant: nothing is defused yet."""
    texts = texts_of(item, around)
    return tuple(
        said_as(column, "".join(one.text if isinstance(one, Constant) else texts[one.field] for one in column.parts))
        for column in columns
    )


def said_as(column: Column, text: str) -> str:
    """The carrier's word for our value, where the mapping has one."""
    return column.values.get(text, column.values.get(ELSE, text))


def _unsayable(item: WorkplaceItem, cells: tuple[str, ...], mapping: Mapping) -> ByHand | None:
    if item.action not in mapping.actions:
        return ByHand(item, Unsayable.ACTION)
    for column, cell in zip(mapping.columns, cells, strict=True):
        written = harmless(cell) if mapping.format is Format.CSV else cell
        if column.max_length is not None and len(written) > column.max_length:
            return ByHand(item, Unsayable.TOO_LONG, column.header)
        if mapping.format is Format.CSV and not _has_letters(written, mapping.dialect.encoding):
            return ByHand(item, Unsayable.LETTERS, column.header)
    return None


def _has_letters(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeError:
        return False
    return True

"""Reads a carrier's export back for the orders that were handed over as files; the story then goes on as ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trunkload.flows.checking import limits_of, pick_up
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.reading_back import ADDRESS, COMPARED, Difference
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House, open_handover
from trunkload.intake.choices import Choices
from trunkload.orders.states import OrderState
from trunkload.portal.handover.export import Export, read_export
from trunkload.portal.handover.matching import Told
from trunkload.portal.handover.record import HandoverRecord
from trunkload.storage import audit
from trunkload.storage.database import reading, writing
from trunkload.storage.items import StoredItem
from trunkload.storage.ordered import read_orders
from trunkload.validation.actions.action import Action


@dataclass(frozen=True, slots=True)
class ExportFile:
    """What a person asks for. `final`: what the export does not show was not done, and is not waited for."""

    path: Path
    choices: Choices
    final: bool = False


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One ordered row and what the export said of it; `found_in`: its row there, None where it has none."""

    row: int
    action: Action
    name: str
    number: str
    state: OrderState
    found_in: int | None
    differences: tuple[Difference, ...]

    @property
    def as_ordered(self) -> bool:
        if self.action is Action.DELETE:
            return self.found_in is None
        return self.found_in is not None and not self.differences


@dataclass(frozen=True, slots=True)
class ReadBackFile:
    """`rows` of the export, each ordered row, and the characteristics that the export does not have: they are not
    compared, and nobody says that they are as ordered."""

    rows: int
    told: tuple[ToldRow, ...]
    not_told: tuple[str, ...]


def read_back_file(house: House, import_id: str, wanted: ExportFile) -> ReadBackFile:
    """Keep what the export tells. Raises Refused (the file), PortalError (mapping, folder) and Stopped where nothing of
    the import was handed over."""
    portal = open_handover(house.settings)
    references = [one.reference for one in handed_over(house, import_id)]
    if not references:
        raise Stopped(StopCode.NOTHING_HANDED_OVER, id=import_id)
    upload = pick_up(wanted.path, house.settings)
    export = read_export(upload, wanted.choices, limits_of(house.settings), portal.mapping.back)
    told = portal.read_back(references, export, final=wanted.final)
    rows = sorted(map(_told_row, told), key=lambda one: one.row)
    with writing(house.ledger) as conn:
        counts = {"rows": len(export.rows), "found": sum(one.row is not None for one in told)}
        audit.note(conn, house.settings.user, audit.Deed.EXPORT_READ, import_id, sha256=upload.sha256, **counts)
    return ReadBackFile(len(export.rows), tuple(rows), _not_told(export))


def handed_over(house: House, import_id: str) -> Sequence[HandoverRecord]:
    """The records of the import's orders that lie as files, by batch. Raises Stopped, PortalError."""
    with reading(house.ledger) as conn:
        known_import(conn, import_id)
        references = [order.reference for order in read_orders(conn, import_id)]
    return open_handover(house.settings).records_of(references)


def not_compared(house: House, items: Sequence[StoredItem]) -> tuple[str, ...]:
    """The characteristics that the last exports about these items do not have."""
    there = [one.number for one in items if one.state is OrderState.COMPLETED and one.action is not Action.DELETE]
    known = open_handover(house.settings).read_workplaces(there).columns
    return tuple(name for name in COMPARED if name not in known)


def _told_row(told: Told) -> ToldRow:
    item = told.handed.item
    name = f"{item.given_name} {item.family_name}"
    differences = tuple(Difference(*one) for one in told.differing)
    return ToldRow(int(item.id), item.action, name, item.number, told.handed.state, told.row, differences)


def _not_told(export: Export) -> tuple[str, ...]:
    names = {"given_name", "family_name"} if "name" in export.fields else set()
    missing = [name for name in COMPARED if name not in export.fields | names]
    parts = [name for name in missing if name not in ADDRESS]
    return (*parts, *(name for name in missing if name in ADDRESS))

"""Knows how a carrier without an API is asked: orders become files for a person, its exports are the answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from trunkload.inventory.account import Account, text_frame
from trunkload.orders.states import OrderState
from trunkload.portal.handover.account import account_as_told, customer_of, read_account_rows, said_by_workplace
from trunkload.portal.handover.desk import Desk, file_name
from trunkload.portal.handover.export import Export
from trunkload.portal.handover.failures import HandoverFileError, HandoverProblem
from trunkload.portal.handover.item_texts import Surroundings
from trunkload.portal.handover.mapping import Mapping
from trunkload.portal.handover.matching import Asked, Finder, NotDone, Told, tell
from trunkload.portal.handover.record import HandedItem, HandoverRecord, digest_of, new_record, with_items
from trunkload.portal.handover.sheaf import make_files
from trunkload.portal.handover.words import word
from trunkload.portal.protocol import (
    NUMBER_FOUND,
    READ_BACK_COLUMNS,
    OrderAnswer,
    OrderRequest,
    PortalError,
    PortalProblem,
)
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

Row = dict[str, str | None]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class HandoverPortal:
    """A Portal whose orders stay `pending` until an export tells of them. `account_file` says what the customer has,
    `desk` is where files and records lie, `lang` is the language of checklists."""

    mapping: Mapping
    account_file: Path
    desk: Desk
    lang: Lang
    clock: Callable[[], datetime] = _now

    def read_account(self) -> Account:
        return account_as_told(read_account_rows(self.account_file), self.desk.records(), self.clock())

    def place_order(self, request: OrderRequest) -> OrderAnswer:
        """Files first, the record last: an order without a record was never handed over, and is made anew."""
        rows = read_account_rows(self.account_file)
        if request.customer_id != customer_of(rows):
            detail = f"the order is for {request.customer_id}, the account file is of {customer_of(rows)}"
            raise PortalError(PortalProblem.REFUSED, permanent=True, sent=False, detail=detail)
        name = file_name(request.reference)
        record = self.desk.find(name)
        if record is None:
            extensions = {str(row["e164"]): str(row["extension"]) for row in rows["number"]}
            files = self.desk.put(name, make_files(self.mapping, Surroundings(request, extensions), self.lang))
            record = self.desk.first(new_record(name, request, files, self.clock()))
        if record.digest != digest_of(request):
            raise HandoverFileError(HandoverProblem.OTHER_ORDER, str(self.desk.folder / name))
        return record.answer

    def find_order(self, reference: str) -> OrderAnswer | None:
        record = self.desk.find(file_name(reference))
        return None if record is None else record.answer

    def read_order(self, carrier_id: str) -> OrderAnswer:
        return self._record(carrier_id).answer

    def cancel_order(self, carrier_id: str, reason: str) -> OrderAnswer:
        """Nobody can call back a file that a person may have uploaded: the order stays as it is."""
        del reason
        return self._record(carrier_id).answer

    def read_workplaces(self, numbers: Sequence[str]) -> pd.DataFrame:
        """As the exports told them, and the account file the others. A column is left out where the export of one of
        them does not have it: nobody can say whether that is as ordered."""
        told = self._told(set(numbers))
        rows = {str(row["number"]): row for row in self._in_account(set(numbers) - told.keys())}
        rows |= {number: self._read_back_row(number, handed) for number, handed in told.items()}
        columns = tuple(
            name
            for name in READ_BACK_COLUMNS
            if name == "workplace_id" or all(name in (handed.found or {}) for handed in told.values())
        )
        found = (NUMBER_FOUND,) if any("number" in (handed.found or {}) for handed in told.values()) else ()
        return text_frame(list(rows.values()), index="number", columns=(*columns, *found)).sort_index()

    def read_back(self, references: Sequence[str], export: Export, *, final: bool) -> tuple[Told, ...]:
        """Keep what an export says of these orders' items, and tell it. `final`: what it does not show has failed."""
        said = said_by_workplace(read_account_rows(self.account_file))
        reasons = {why: word(why.value.lower(), self.lang) for why in NotDone}
        finder = Finder(export, self.mapping.back.keys)
        all_told: list[Told] = []
        for reference in references:
            record = self._record(file_name(reference))
            asked = Asked(self.mapping, record.trunk, reasons, final)
            told = [tell(one, finder, export, asked, f"{record.name}-{one.item.id}") for one in record.items]
            kept = tuple(_with_before(one.handed, said.get(one.handed.item.of_workplace or "")) for one in told)
            self.desk.keep(with_items(record, kept, self.clock()))
            all_told += told
        return tuple(all_told)

    def records_of(self, references: Sequence[str]) -> tuple[HandoverRecord, ...]:
        """The records of those of these orders that were handed over."""
        found = (self.desk.find(file_name(one)) for one in references)
        return tuple(record for record in found if record is not None)

    def _record(self, name: str) -> HandoverRecord:
        record = self.desk.find(name)
        if record is None:
            raise HandoverFileError(HandoverProblem.RECORD_GONE, str(self.desk.folder / name))
        return record

    def send_credentials(self, workplace_id: str) -> None:
        detail = f"the login data of {workplace_id} cannot be sent again by a file"
        raise PortalError(PortalProblem.NOT_OFFERED, permanent=True, sent=False, detail=detail)

    def _told(self, numbers: set[str]) -> dict[str, HandedItem]:
        """The last completed item of each number of which an export has told."""
        return {
            handed.item.number: handed
            for record in self.desk.records()
            for handed in record.items
            if handed.state is OrderState.COMPLETED
            and handed.item.action is not Action.DELETE
            and handed.item.number in numbers
            and handed.found is not None
        }

    def _in_account(self, numbers: set[str]) -> list[Row]:
        if not numbers:
            return []
        known = self.read_account().workplaces
        there = known[known["number"].isin(numbers)].reset_index()
        return [{str(name): text for name, text in row.items()} for row in there.to_dict("records")]

    def _read_back_row(self, number: str, handed: HandedItem) -> Row:
        found = dict(handed.found or {})
        elsewhere = found.pop("number", None)
        return {**found, "number": number, NUMBER_FOUND: elsewhere, "workplace_id": handed.workplace_id}


def _with_before(handed: HandedItem, said: dict[str, str | None] | None) -> HandedItem:
    """What the account file said when the change was first seen done."""
    done = handed.state is OrderState.COMPLETED and handed.item.action is Action.MODIFY
    return replace(handed, before=said) if done and handed.before is None else handed

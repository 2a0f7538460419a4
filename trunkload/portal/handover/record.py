"""Knows the record of an order that was handed over: items, files, and what the carrier's exports told since."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from trunkload.orders.states import FINAL_ORDER_STATES, OrderState
from trunkload.portal.protocol import ItemAnswer, OrderAnswer, OrderRequest, WorkplaceItem
from trunkload.validation.actions.action import Action

VERSION = 1


@dataclass(frozen=True, slots=True)
class FileNote:
    """One file as it was written; `sha256` in hex."""

    name: str
    rows: int
    sha256: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class HandedItem:
    """`found`: characteristic → text, as the last export told, of those that it has; None where it told nothing.

    `before`: what the account said of the workplace when the item was completed, where it was there already.
    """

    item: WorkplaceItem
    state: OrderState = OrderState.PENDING
    workplace_id: str | None = None
    code: str | None = None
    reason: str | None = None
    found: Mapping[str, str | None] | None = None
    before: Mapping[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class HandoverRecord:
    """`name` is that of its files; `digest` is that of the request; `told_at`: the last export's time, or None."""

    name: str
    digest: str
    reference: str
    customer_id: str
    trunk: str
    start_date: date | None
    handed_over_at: datetime
    told_at: datetime | None
    files: tuple[FileNote, ...]
    items: tuple[HandedItem, ...]

    @property
    def state(self) -> OrderState:
        """The order is pending until every item is final."""
        states = {one.state for one in self.items}
        if states - FINAL_ORDER_STATES:
            return OrderState.PENDING
        if states == {OrderState.COMPLETED}:
            return OrderState.COMPLETED
        return OrderState.PARTIAL if OrderState.COMPLETED in states else OrderState.FAILED

    @property
    def answer(self) -> OrderAnswer:
        answers = (ItemAnswer(one.item.id, one.state, one.workplace_id, one.code, one.reason) for one in self.items)
        return OrderAnswer(self.name, self.reference, self.state, tuple(answers))


def digest_of(request: OrderRequest) -> str:
    """SHA-256 of all that is asked for: another request under the same reference has another one."""
    return hashlib.sha256(json.dumps(asdict(request), sort_keys=True, default=str).encode()).hexdigest()


def new_record(name: str, request: OrderRequest, files: tuple[FileNote, ...], now: datetime) -> HandoverRecord:
    return HandoverRecord(
        name=name,
        digest=digest_of(request),
        reference=request.reference,
        customer_id=request.customer_id,
        trunk=request.trunk,
        start_date=request.start_date,
        handed_over_at=now,
        told_at=None,
        files=files,
        items=tuple(HandedItem(item) for item in request.items),
    )


def with_items(record: HandoverRecord, items: tuple[HandedItem, ...], now: datetime) -> HandoverRecord:
    """The record after an export was read; an item that was final keeps its state."""
    return replace(record, items=items, told_at=now)


def record_text(record: HandoverRecord) -> str:
    return json.dumps({"version": VERSION, **asdict(record)}, ensure_ascii=False, indent=1, default=str)


def read_record(text: str) -> HandoverRecord:
    """Raises ValueError, KeyError or TypeError where it is none of ours."""
    told: dict[str, Any] = json.loads(text)
    if told.pop("version") != VERSION:
        raise ValueError("a record of another version")
    start, told_at = told["start_date"], told["told_at"]
    return HandoverRecord(
        **told
        | {
            "start_date": None if start is None else date.fromisoformat(start),
            "handed_over_at": datetime.fromisoformat(told["handed_over_at"]),
            "told_at": None if told_at is None else datetime.fromisoformat(told_at),
            "files": tuple(FileNote(**one) for one in told["files"]),
            "items": tuple(_item(one) for one in told["items"]),
        }
    )


def _item(told: dict[str, Any]) -> HandedItem:
    item = WorkplaceItem(**told["item"] | {"action": Action(told["item"]["action"])})
    return HandedItem(**told | {"item": item, "state": OrderState(told["state"])})

"""Knows how the rehearsal carrier answers when things go wrong there, as its script of faults says."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from trunkload.portal.rehearsal.answering import Answering, AnswerLostError
from trunkload.portal.rehearsal.faults.maintenance import hold_back
from trunkload.portal.rehearsal.faults.meddling import can_meddle, meddle
from trunkload.portal.rehearsal.faults.memory import deciding, happens
from trunkload.portal.rehearsal.faults.request import AskedOrder, asked_order, kind_of
from trunkload.portal.rehearsal.faults.script import AT_ACTIVATION, OF_EVENTS, At, Fault, FaultKind
from trunkload.portal.rehearsal.order_form import read_order_form
from trunkload.portal.rehearsal.order_store import FINAL_STATES, OrderRecord, read_order
from trunkload.portal.rehearsal.order_view import order_view
from trunkload.portal.rehearsal.reply import Reply, later

_BEFORE = (FaultKind.TOO_MANY, FaultKind.SERVER_ERROR)


def _now() -> datetime:
    return datetime.now(UTC)


class FaultyCarrier:
    """Answers as `carrier` does, whose database `engine` is, but for the faults of `script`, each as often as it says.

    `wait` lets so many seconds pass. Raises AnswerLostError where the script says so.
    """

    def __init__(
        self,
        carrier: Answering,
        engine: Engine,
        script: Sequence[Fault],
        clock: Callable[[], datetime] = _now,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._carrier = carrier
        self._engine = engine
        self._script = [fault for fault in script if fault.kind not in OF_EVENTS]
        self._clock = clock
        self._wait = wait

    def answer(self, method: str, path: str, query: Mapping[str, str], content: bytes) -> Reply:
        """The reply to one request; what is to happen is noted first, in one transaction."""
        try:
            met, held = self._decided(method, path, query, content)
        except SQLAlchemyError:
            return later("STORAGE_FAILED", "the carrier's file could not be read or written; nothing was changed")
        for fault in met:
            if fault.kind is FaultKind.SLOW:
                self._wait(fault.seconds or 0.0)
        refusal = next((_refusal(fault) for fault in met if fault.kind in {*_BEFORE, FaultKind.MAINTENANCE}), None)
        carried_out = any(fault.carried_out for fault in met)
        if refusal is not None and not carried_out:
            return refusal
        reply = held or self._carrier.answer(method, path, query, content)
        if any(fault.kind is FaultKind.ANSWER_LOST for fault in met):
            raise AnswerLostError
        return refusal or reply

    def _decided(
        self, method: str, path: str, query: Mapping[str, str], content: bytes
    ) -> tuple[list[Fault], Reply | None]:
        at = kind_of(method, path)
        with deciding(self._engine) as connection:
            asked = asked_order(connection, at, path, query, content)
            return self._met(connection, at, asked), self._held(connection, asked) if at is At.READ else None

    def _met(self, connection: Connection, at: At | None, asked: AskedOrder) -> list[Fault]:
        """The faults that this request meets: one that is slow may still be refused, but only by one of them."""
        met: list[Fault] = []
        for fault in self._script:
            if not _meets(fault, at) or not fault.means(asked.place, asked.reference):
                continue
            if any(other.kind is fault.kind or {other.kind, fault.kind} <= {*_BEFORE} for other in met):
                continue
            if happens(connection, fault, asked.reference, self._clock(), once_each=False):
                met.append(fault)
        return met

    def _held(self, connection: Connection, asked: AskedOrder) -> Reply | None:
        """What happens to an order before its next step; a reply where maintenance lets it take none."""
        order = None if asked.id is None else read_order(connection, asked.id)
        if order is None or order.state in FINAL_STATES:
            return None
        self._meddle(connection, order, asked)
        kept = hold_back(connection, order, self._clock()) if self._lasting(connection, asked) else None
        return None if kept is None else Reply(HTTPStatus.OK, order_view(kept))

    def _meddle(self, connection: Connection, order: OrderRecord, asked: AskedOrder) -> None:
        wish = read_order_form(order.body, len(order.items))
        for fault in self._script:
            if fault.kind not in AT_ACTIVATION or not fault.means(asked.place, asked.reference):
                continue
            possible = can_meddle(connection, fault, wish)
            if possible and happens(connection, fault, asked.reference, self._clock(), once_each=True):
                meddle(connection, fault, order.id, wish, self._clock().date())

    def _lasting(self, connection: Connection, asked: AskedOrder) -> bool:
        """Whether maintenance goes on, as far as this order meets it."""
        return any(
            happens(connection, fault, asked.reference, self._clock(), once_each=False)
            for fault in self._script
            if fault.kind is FaultKind.MAINTENANCE and fault.means(asked.place, asked.reference)
        )


def _meets(fault: Fault, at: At | None) -> bool:
    """Whether a request of this kind can meet the fault."""
    if fault.kind is FaultKind.MAINTENANCE:
        return fault.refuse_orders and at is At.PLACE
    return fault.kind not in AT_ACTIVATION and fault.at in {at, At.ANY}


def _refusal(fault: Fault) -> Reply:
    status, code, reason = {
        FaultKind.TOO_MANY: (HTTPStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", "fewer requests expected"),
        FaultKind.SERVER_ERROR: (HTTPStatus.INTERNAL_SERVER_ERROR, "INTERNAL", "something broke at the carrier"),
        FaultKind.MAINTENANCE: (HTTPStatus.SERVICE_UNAVAILABLE, "MAINTENANCE", "maintenance; orders are taken later"),
    }[fault.kind]
    again = {} if fault.kind is FaultKind.SERVER_ERROR else {"Retry-After": str(fault.retry_after)}
    return Reply(status, {"code": code, "reason": reason, "status": str(status.value)}, again)

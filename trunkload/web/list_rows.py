"""Knows how an order, a message and an entry of the trail stand in a list, in words or in codes for machines."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from trunkload.flows.audit_words import deed_words, detail_words
from trunkload.flows.message_words import kind_words, masked, state_words
from trunkload.orders.outcome_words import order_words
from trunkload.reports.masking.looks import HIDDEN
from trunkload.reports.notation import count_text, day_text, moment_text
from trunkload.storage.audit import AuditEntry
from trunkload.storage.imports import ImportRecord
from trunkload.storage.message_values import StoredMessage
from trunkload.storage.ordered import StoredOrder
from trunkload.web.visit import Visit

ORDERS: Final = (
    *("reference", "import_id", "trunk", "start_date", "items", "state", "carrier_id"),
    *("sent_at", "answered_at", "finished_at"),
)
MESSAGES: Final = (
    *("message", "import_id", "row", "kind", "channel", "recipient", "state", "attempts", "problem"),
    *("queued_at", "next_attempt_at", "sent_at"),
)
AUDIT: Final = ("id", "at", "who", "what", "import_id", "details")
IMPORTS: Final = (
    *("id", "state", "file_name", "received_at", "uploaded_by", "rows", "ready", "ready_with_warnings", "blocked"),
    *("monthly", "one_off", "currency", "approved_by", "approved_at", "finished_at"),
)
"""Columns for machines, named as on the command line."""

Row = Sequence[object]


def order_cells(order: StoredOrder, visit: Visit) -> Row:
    moments = (order.sent_at, order.answered_at, order.finished_at)
    start = "" if order.start_date is None else day_text(order.start_date, visit.lang)
    size, state = count_text(order.size, visit.lang), order_words(order.state, visit.lang)
    told = (order.reference, order.import_id, order.trunk, start, size, state, order.carrier_id or "")
    return (*told, *(_moment(one, visit) for one in moments))


def order_record(order: StoredOrder) -> Row:
    start = None if order.start_date is None else order.start_date.isoformat()
    told = (order.reference, order.import_id, order.trunk, start, order.size, order.state.value)
    return (*told, order.carrier_id, *map(_iso, (order.sent_at, order.answered_at, order.finished_at)))


def message_cells(told: StoredMessage, visit: Visit) -> Row:
    envelope = told.envelope
    about = (envelope.import_id or "", "" if envelope.row is None else str(envelope.row))
    state = (state_words(told, visit.lang), _moment(told.queued_at, visit), told.problem is not None)
    return (*about, kind_words(told, visit.lang), _recipient(told, visit), *state)


def message_record(told: StoredMessage, visit: Visit) -> Row:
    envelope = told.envelope
    about = (envelope.name, envelope.import_id, envelope.row, envelope.kind.value, envelope.channel.value)
    state = (_recipient(told, visit), told.state.value, told.attempts, told.problem)
    return (*about, *state, *map(_iso, (told.queued_at, told.next_attempt_at, told.sent_at)))


def _recipient(told: StoredMessage, visit: Visit) -> str:
    return masked(told.envelope.recipient) if visit.sees_people else HIDDEN


def entry_cells(entry: AuditEntry, visit: Visit) -> Row:
    done = (deed_words(entry, visit.lang), entry.import_id or "", detail_words(entry, visit.lang))
    return (_moment(entry.at, visit), entry.who, *done)


def entry_record(entry: AuditEntry) -> Row:
    details = json.dumps(entry.details, ensure_ascii=False, sort_keys=True)
    return (entry.id, entry.at.isoformat(), entry.who, entry.what, entry.import_id, details)


def import_record(record: ImportRecord, visit: Visit) -> Row:
    came = (record.id, record.state.value, visit.file_name_of(record), _iso(record.received_at), record.uploaded_by)
    counts = (record.rows, record.ready, record.ready_with_warnings, record.blocked)
    cost = tuple(None if one is None else str(one) for one in (record.monthly, record.one_off))
    went = (record.approved_by, _iso(record.approved_at), _iso(record.finished_at))
    return (*came, *counts, *cost, record.currency, *went)


def _moment(moment: datetime | None, visit: Visit) -> str:
    return "" if moment is None else moment_text(moment.astimezone(), visit.lang)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()

"""Knows the words for where an import, an order and an item stand; the TM Forum words where the carrier has them."""

from enum import StrEnum


class ImportState(StrEnum):
    """One upload carried through."""

    RECEIVED = "received"
    CHECKED = "checked"
    PLANNED = "planned"
    APPROVED = "approved"
    SUBMITTING = "submitting"
    DONE = "done"
    PARTLY_DONE = "partly_done"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class OrderState(StrEnum):
    """Ours (draft, approved, sending, unknown), then TMF622 v4's; `unknown` is sent, with no answer seen."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    UNKNOWN = "unknown"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "inProgress"
    PENDING = "pending"
    HELD = "held"
    COMPLETED = "completed"
    PARTIAL = "partial"
    FAILED = "failed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class ReadBack(StrEnum):
    """What the carrier's own record said when it was read again afterwards (promise 7)."""

    EQUAL = "equal"
    DIFFERENT = "different"
    MISSING = "missing"


FINAL_ORDER_STATES = frozenset(
    {OrderState.COMPLETED, OrderState.PARTIAL, OrderState.FAILED, OrderState.REJECTED, OrderState.CANCELLED}
)
NOT_ORDERED_STATES = frozenset({OrderState.FAILED, OrderState.REJECTED, OrderState.CANCELLED})
OPEN_IMPORT_STATES = frozenset({ImportState.PLANNED, ImportState.APPROVED, ImportState.SUBMITTING})
SUBMITTED_IMPORT_STATES = frozenset({ImportState.SUBMITTING, ImportState.DONE, ImportState.PARTLY_DONE})
"""Something was sent to the carrier, or is being sent: from here on there is a result."""

FINAL_IMPORT_STATES = frozenset(
    {
        ImportState.DONE,
        ImportState.PARTLY_DONE,
        ImportState.REJECTED,
        ImportState.CANCELLED,
        ImportState.LAPSED,
    }
)

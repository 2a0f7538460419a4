"""Knows the JSON of what became of each ordered row."""

from typing import Any

from trunkload.orders.outcome import Outcome


def outcome_document(one: Outcome) -> dict[str, Any]:
    """States, verdicts and codes as the ledger has them; what is not known yet is null."""
    return {
        "row": one.row,
        "action": one.action.value,
        "order": one.reference,
        "order_state": one.order_state.value,
        "state": one.state.value,
        "carrier_order": one.carrier_order,
        "workplace": one.workplace_id,
        "carrier_code": one.carrier_code,
        "carrier_reason": one.carrier_reason,
        "read_back": None if one.read_back is None else one.read_back.value,
        "differing": list(one.differing),
        "finished_at": None if one.finished_at is None else one.finished_at.isoformat(),
    }

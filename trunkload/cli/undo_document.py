"""Knows the JSON of `undo`, schema trunkload.undo/1: stable for machines, extended, never changed."""

from trunkload.flows.commands import approve_command
from trunkload.flows.importing import Imported
from trunkload.flows.undoing import LookedBack
from trunkload.orders.reversal import Reversal, Standing
from trunkload.storage.items import StoredItem

SCHEMA = "trunkload.undo/1"


def undo_document(looked: LookedBack, imported: Imported | None) -> dict[str, object]:
    """The three lists, row by row, and the plan that was made of the first, null where none was."""
    plan = None if imported is None else imported.plan
    return {
        "schema": SCHEMA,
        "import_id": looked.import_id,
        **{f"{one.value}": [_row_document(*row) for row in looked.of(one)] for one in Standing},
        "not_carried_out": looked.not_done,
        "plan": None
        if imported is None
        else {
            "import_id": imported.import_id,
            "digest": None if plan is None else plan.digest,
            "items": 0 if plan is None else len(plan.items),
            "blocked": imported.checked.receipt.blocked,
            "approve": None if plan is None else approve_command(imported.import_id, plan.digest),
        },
    }


def _row_document(item: StoredItem, reversal: Reversal) -> dict[str, object]:
    return {
        "row": item.row,
        "given_name": item.given_name,
        "family_name": item.family_name,
        "username": item.username,
        "number": item.number,
        "action": item.action.value,
        "ground": reversal.ground.value,
        "changes": [{"name": one.name, "before": one.before, "now": one.now} for one in reversal.changes],
        "until": reversal.until,
        "by": reversal.by,
    }

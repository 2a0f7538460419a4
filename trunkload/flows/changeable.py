"""Knows which imports a person can still change: nothing of them was sent to the carrier, and nobody gave them up."""

from typing import Final

from trunkload.orders.states import ImportState
from trunkload.storage.imports import ImportRecord

CHANGEABLE: Final = frozenset({ImportState.PLANNED, ImportState.APPROVED, ImportState.REJECTED})


def may_change(record: ImportRecord) -> bool:
    """A file that could not be used was not kept, and has no row; what follows another import is that one's sheet."""
    return record.state in CHANGEABLE and record.rows > 0 and record.follows is None

"""Decides which row gets which number and why; pure, deterministic, set-based."""

from trunkload.inventory.allocation.allocate import allocate_numbers
from trunkload.inventory.allocation.at_work import with_kept_numbers
from trunkload.inventory.allocation.proposal import (
    GIVEN_COLUMNS,
    KEPT,
    KEPT_BACK_COLUMNS,
    LOWEST_FREE,
    WISH,
    Allocation,
    Reason,
    Shortage,
    none_kept_back,
)
from trunkload.inventory.allocation.stock import dialled_inside

__all__ = [
    "GIVEN_COLUMNS",
    "KEPT",
    "KEPT_BACK_COLUMNS",
    "LOWEST_FREE",
    "WISH",
    "Allocation",
    "Reason",
    "Shortage",
    "allocate_numbers",
    "dialled_inside",
    "none_kept_back",
    "with_kept_numbers",
]

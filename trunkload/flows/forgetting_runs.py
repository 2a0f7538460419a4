"""Knows where the server of `serve` keeps its runs: those that it deleted are to leave the bytes of its file, too."""

from pathlib import Path

from trunkload.flows.serve import surroundings
from trunkload.flows.wiring import House
from trunkload.storage.scrubbing import PATIENCE, overwrite_deleted_in

FILE = "prefect.db"
"""As Prefect calls it in its home."""


def overwrite_runs(house: House, patience: float = PATIENCE) -> bool:
    """Runs are named by files, and Prefect deletes them as `serve` tells it to; its file keeps the bytes and its size.

    False where the server is in the way for longer than `patience` seconds: the next night does it. Nothing is done
    for a server of its own, whose database is elsewhere.
    """
    if not house.settings.retention.days:
        return True
    return overwrite_deleted_in(Path(surroundings(house.settings)["PREFECT_HOME"]) / FILE, patience)

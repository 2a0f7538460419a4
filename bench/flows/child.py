"""Runs the same import both ways, several times: in this process, and as flows of a Prefect server that is there."""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from trunkload.flows.approving import approve_plan
from trunkload.flows.import_staff import imported_by_flow
from trunkload.flows.importing import Imported, receive_upload
from trunkload.flows.story import import_story, submit_story
from trunkload.flows.submit_orders import submit_orders
from trunkload.flows.wiring import House, open_house
from trunkload.intake.upload import open_upload
from trunkload.settings import read_settings
from trunkload.validation.language import Lang

Halves = tuple[Callable[[House, str], Imported], Callable[[House, str], object]]
WAYS: dict[str, Halves] = {
    "plain": (import_story, submit_story),
    "prefect": (
        lambda _house, import_id: imported_by_flow(import_id),
        lambda _house, import_id: submit_orders(import_id),
    ),
}


def main() -> None:
    """Arguments: a home with an account, a sheet, the number of rounds. Prints medians in seconds, as JSON."""
    clean, sheet, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    taken = [{way: seconds(way, clean, sheet) for way in WAYS} for _ in range(rounds + 1)][1:]
    told = {way: [median(one[way][half] for one in taken) for half in (0, 1)] for way in WAYS}
    print(json.dumps(told))


def seconds(way: str, clean: Path, sheet: Path) -> tuple[float, float]:
    """Of the import, and of the submission; in a home of its own."""
    home = clean.with_name(f"{clean.name}-{way}")
    shutil.rmtree(home, ignore_errors=True)
    os.environ["TRUNKLOAD_HOME"] = str(shutil.copytree(clean, home))
    house = open_house(read_settings())
    first, second = WAYS[way]
    import_id = receive_upload(house, open_upload(sheet), "bench", Lang.EN)
    begin = time.perf_counter()
    imported = first(house, import_id)
    planned = time.perf_counter()
    if imported.plan is None:
        raise ValueError(import_id)
    approve_plan(house, import_id, imported.plan.digest, "bench")
    approved = time.perf_counter()
    second(house, import_id)
    ended = time.perf_counter()
    house.ledger.dispose()
    return planned - begin, ended - approved


if __name__ == "__main__":
    main()

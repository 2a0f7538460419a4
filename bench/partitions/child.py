"""One way from a CSV of very many rows to plan and findings; prints what it took, as JSON."""

import hashlib
import json
import resource
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

from bench.partitions.town import NATIONAL_DIGITS, account
from trunkload.flows.sharing import cluster_of, shares_of
from trunkload.intake.limits import LIMITS
from trunkload.intake.read import read_sheet
from trunkload.intake.upload import open_upload
from trunkload.inventory.strategy import Choosing
from trunkload.orders.build import build_plan
from trunkload.reports.tables import findings_table, written_csv
from trunkload.settings.sections import FlowSettings
from trunkload.validation.check import check_sheet
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules
from trunkload.validation.shares import Shares

TODAY: Final = date(2026, 11, 25)
BATCH: Final = 50
MOST_ROWS: Final = 2_000_000
"""A million people and their header are one row more than is taken unless `limits.rows` says otherwise."""


@dataclass(frozen=True, slots=True)
class Took:
    """Wall and CPU seconds of each step in this process, its peak memory in MiB; `result`: a hash of what came out."""

    steps: dict[str, float]
    cpu: dict[str, float]
    peak_mib: float
    result: str

    @property
    def seconds(self) -> float:
        return sum(self.steps.values())


def carried(path: Path, shares: Shares) -> Took:
    """Read, check and allocate, plan, findings as CSV. The account is there before, as is a cluster."""
    town, limits = account(), LIMITS._replace(upload_bytes=path.stat().st_size, rows=MOST_ROWS)
    rules, choosing = Rules(max_national_digits=NATIONAL_DIGITS), Choosing(max_national_digits=NATIONAL_DIGITS)
    clock = _Clock()
    sheet = read_sheet(open_upload(path, limits=limits), limits=limits)
    clock.ends("read")
    checked = check_sheet(sheet, town, rules, TODAY, choosing=choosing, shares=shares)
    clock.ends("check")
    plan = build_plan("imp-2026-11-25-0001", checked, town.price_list, BATCH)
    clock.ends("plan")
    findings = written_csv(findings_table(checked, Lang.DE))
    clock.ends("export")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Took(clock.wall, clock.cpu, peak, hashlib.sha256(plan.digest.encode() + findings).hexdigest())


class _Clock:
    """What each step took since the one before."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.cpu: dict[str, float] = {}
        self._began = perf_counter(), process_time()

    def ends(self, step: str) -> None:
        now = perf_counter(), process_time()
        self.wall[step], self.cpu[step] = now[0] - self._began[0], now[1] - self._began[1]
        self._began = now


def main(path: Path, workers: int, at_most: int) -> None:
    """Without workers: all in this process."""
    if not workers:
        _print(carried(path, Shares(at_most)))
        return
    with cluster_of(FlowSettings(dask_workers=workers)) as address:
        flows = FlowSettings(partition_rows=at_most, dask_address=address, dask_workers=workers)
        shares = shares_of(flows)
        shares.over(ready, 0, range(2 * workers))
        _print(carried(path, shares))


def ready(_ground: int, _piece: int) -> int:
    """A worker that has loaded what it needs."""
    return len(sys.modules)


def _print(took: Took) -> None:
    sys.stdout.write(json.dumps(asdict(took)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

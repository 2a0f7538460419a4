"""Knows a Checked: a sheet judged, and the receipt that counts every one of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made

import pandas as pd

from trunkload.intake.sheet import Sheet
from trunkload.inventory.allocation import Allocation
from trunkload.validation.findings import Findings, Severity
from trunkload.validation.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Checked:
    """A sheet judged. `decided`: what each row asks for (see `decide.decide_rows`), usernames proposed;
    `repeated`: rows of people for whom just this was planned or ordered before; `allocation` is None where no account
    is known; rows absent from `findings` as blocked and from `repeated` are ready; `accepted`: how many cells were
    taken as suggested, by the finding's code."""

    sheet: Sheet
    decided: pd.DataFrame
    findings: Findings
    repeated: pd.Index
    allocation: Allocation | None
    rule_version: str
    accepted: Mapping[str, int] = made(default_factory=dict)

    @property
    def blocked(self) -> pd.Index:
        return self.findings.rows_with(Severity.BLOCKED).difference(self.repeated)

    @property
    def ready(self) -> pd.DataFrame:
        """`decided` of the rows that can be ordered."""
        return self.decided.drop(self.blocked.union(self.repeated))

    @property
    def receipt(self) -> Receipt:
        warned = self.findings.rows_with(Severity.WARNING).difference(self.blocked).difference(self.repeated)
        skipped = self.sheet.skipped
        left_out = [len(skipped.blank), len(skipped.hidden), len(skipped.example), len(skipped.footer)]
        return Receipt(
            rows=len(self.sheet.staff) + sum(left_out),
            ready=len(self.ready) - len(warned),
            ready_with_warnings=len(warned),
            blocked=len(self.blocked),
            blank=left_out[0],
            hidden=left_out[1],
            example=left_out[2],
            footer=left_out[3],
            repeated=len(self.repeated),
            accepted=self.accepted,
        )

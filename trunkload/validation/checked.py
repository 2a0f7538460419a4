"""Knows a Checked: a sheet judged, and the receipt that counts every one of its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made

import numpy as np
import numpy.typing as npt
import pandas as pd

from trunkload.intake.sheet import Sheet
from trunkload.inventory.allocation import Allocation
from trunkload.validation.codes import Code
from trunkload.validation.findings import Findings, Severity
from trunkload.validation.receipt import Receipt, Taken
from trunkload.validation.rules import Policy
from trunkload.validation.texts import rows_where


@dataclass(frozen=True, slots=True)
class Checked:
    """A sheet judged. `decided`: what each row asks for (see `decide.decide_rows`), usernames proposed;
    `repeated`: rows for which nothing is to be done, because it is so already, planned or ordered; `allocation` is
    None where no account is known; rows absent from `findings` as blocked and from `repeated` are ready; `accepted`:
    how many cells were taken as suggested, by the finding's code; `decisions`: what was decided about values, with how
    many cells each settled; `policy`: what becomes of the ready rows while others are blocked."""

    sheet: Sheet
    decided: pd.DataFrame
    findings: Findings
    repeated: pd.Index
    allocation: Allocation | None
    rule_version: str
    accepted: Mapping[str, int] = made(default_factory=dict)
    decisions: tuple[Taken, ...] = ()
    policy: Policy = Policy.VALID_ROWS

    @property
    def blocked(self) -> pd.Index:
        return self.findings.rows_with(Severity.BLOCKED).difference(self.repeated)

    @property
    def held_back(self) -> pd.Index:
        """Of `blocked` those that are right and wait, because the policy is all or nothing."""
        table = self.findings.table
        return pd.Index(table.loc[(table["code"] == Code.HELD_BACK.value).to_numpy(dtype=bool), "row"].astype("int64"))

    @property
    def ready(self) -> pd.DataFrame:
        """`decided` of the rows that can be ordered."""
        return rows_where(self.decided, self.are_ready)

    @property
    def are_ready(self) -> npt.NDArray[np.bool_]:
        """Which rows of `decided` can be ordered."""
        return ~self.decided.index.isin(self.blocked.union(self.repeated))

    def right_of(self, rows: Iterable[int]) -> tuple[int, ...]:
        """Those of the rows that can be ordered."""
        return tuple(sorted(set(rows).intersection(map(int, self.ready.index))))

    @property
    def left_out(self) -> dict[str, tuple[int, ...]]:
        """Row numbers of the file that are nobody to be ordered, by reason."""
        skipped = self.sheet.skipped
        return {
            "blank": skipped.blank,
            "hidden": skipped.hidden,
            "example": skipped.example,
            "footer": skipped.footer,
            "repeated": tuple(map(int, self.repeated)),
        }

    @property
    def receipt(self) -> Receipt:
        warned = self.findings.rows_with(Severity.WARNING).difference(self.blocked).difference(self.repeated)
        left_out = {reason: len(rows) for reason, rows in self.left_out.items()}
        return Receipt(
            rows=len(self.sheet.staff) + sum(left_out.values()) - left_out["repeated"],
            ready=int(self.are_ready.sum()) - len(warned),
            ready_with_warnings=len(warned),
            blocked=len(self.blocked),
            accepted=self.accepted,
            decisions=self.decisions,
            held_back=len(self.held_back),
            **left_out,
        )

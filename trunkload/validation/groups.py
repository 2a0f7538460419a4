"""Knows what findings have one cause: 212 rows with the same unknown site are one thing to do, not 212."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from trunkload.validation.codes import Code
from trunkload.validation.findings import Finding, Findings, Severity
from trunkload.validation.reading import TRIMMED
from trunkload.validation.shared_causes import shared_causes

Ints = npt.NDArray[np.int64]

VALUE_IS_CAUSE: Final = frozenset(
    {
        Code.ACTIVATION_PAST,
        Code.BLOCK_UNKNOWN,
        Code.CHOICE_UNKNOWN,
        Code.DATE_FORM,
        Code.ENTRY_DATE_FORM,
        Code.ERROR_VALUE,
        Code.ERROR_VALUE_ASIDE,
        Code.MERGED_ACROSS,
        Code.PACKAGE_AMBIGUOUS,
        Code.SITE_UNKNOWN,
        Code.TRUNK_UNKNOWN,
        Code.TRUTH_VALUE,
        Code.TRUTH_VALUE_ASIDE,
    }
)
"""Codes of columns in which many rows hold the same word: each word is a cause of its own."""

MOST: Final = 1_000
"""So many causes are told, the gravest and most frequent ones; nobody reads more of them."""

GRAVITY: Final = {severity.value: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one cause. `finding` is the first of them; `rows` are ascending, each once; `alike`: all of them
    read like the first; `suggested`: how many of the findings have a suggestion; `column`: the letter of the one
    column in which all of them stand, None where they stand in several or in none."""

    finding: Finding
    rows: tuple[int, ...]
    alike: bool
    suggested: int
    column: str | None = None

    @property
    def by_value(self) -> bool:
        """One decision about the value settles all rows."""
        return self.finding.code in VALUE_IS_CAUSE and self.finding.value is not None


@dataclass(frozen=True, slots=True)
class Groups:
    """`told`: blocked before warnings before notes, then the most rows, then the first row. `causes`: how many there
    are, those left out too."""

    told: tuple[Group, ...]
    causes: int


def group_findings(findings: Findings) -> Groups:
    """The findings of rows by their cause; what waits for other rows only is no cause."""
    table = findings.table
    table = table[(table["row"].notna() & (table["code"] != Code.HELD_BACK.value)).to_numpy(dtype=bool)]
    if not len(table):
        return Groups((), 0)
    reads = _reads(table)
    shared = shared_causes(table)
    causes = _ids(table["field"].mask(shared.notna()), table["code"], shared.fillna(reads.where(_by_value(table))))
    members, starts = _members(causes, table["row"].to_numpy(dtype=np.int64))
    firsts = np.unique(causes, return_index=True)[1]
    counts = np.diff(starts)
    gravity = table["severity"].iloc[firsts].map(GRAVITY).to_numpy(dtype=np.int64)
    order = np.lexsort((members[starts[:-1]], -counts, gravity))[:MOST]
    alike = _alike(causes, firsts, _ids(reads, table["suggestion"], table["params"]))
    suggested = np.bincount(causes, table["suggestion"].notna().to_numpy(dtype=np.int64)).astype(np.int64)
    in_column = _alike(causes, firsts, _ids(table["column"]))
    told = Findings(table.iloc[firsts[order]])
    return Groups(
        tuple(
            Group(
                finding,
                tuple(members[starts[at] : starts[at + 1]].tolist()),
                alike[at],
                int(suggested[at]),
                finding.column if in_column[at] else None,
            )
            for finding, at in zip(told, order.tolist(), strict=True)
        ),
        len(firsts),
    )


def _by_value(table: pd.DataFrame) -> pd.Series:
    return table["code"].isin([code.value for code in VALUE_IS_CAUSE])


def _reads(table: pd.DataFrame) -> pd.Series:
    """What the cell reads, where capitals and blanks around a word make no difference to a decision."""
    words = table["value"].str.strip(TRIMMED).str.lower()
    return table["value"].mask(_by_value(table), words)


def _ids(*keys: pd.Series) -> Ints:
    """A whole number from 0 on for each different combination; what is missing is a value, too."""
    ids = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        codes, known = pd.factorize(key, use_na_sentinel=True)
        ids = pd.factorize(ids * (len(known) + 1) + codes + 1)[0].astype(np.int64)
    return ids


def _members(causes: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """The rows of each cause one after another, each once, and where each cause begins; one more for the end."""
    order = np.lexsort((rows, causes))
    causes, rows = causes[order], rows[order]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (causes[1:] != causes[:-1]) | (rows[1:] != rows[:-1])
    counts = np.bincount(causes[fresh])
    return rows[fresh], np.concatenate(([0], np.cumsum(counts))).astype(np.int64)


def _alike(causes: Ints, firsts: Ints, sentences: Ints) -> list[bool]:
    """For each cause whether all its findings have the `sentences` of the first."""
    other = (sentences != sentences[firsts][causes]).astype(np.int64)
    alike: list[bool] = (np.bincount(causes, other) == 0).tolist()
    return alike

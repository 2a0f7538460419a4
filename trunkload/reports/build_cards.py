"""Builds one card for each row of a page: its cells as typed, its findings in words, what is ordered for it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from trunkload.intake.sheet import Sheet
from trunkload.reports.build_ordered import ordered_views
from trunkload.reports.card import CellView, RowCard, RowStatus
from trunkload.reports.kept_view import kept_views
from trunkload.reports.outcome_view import outcome_views
from trunkload.reports.report_on import ReportOn
from trunkload.reports.worded import Worded
from trunkload.validation.findings import Severity


def row_cards(
    about: ReportOn,
    statuses: Mapping[int, RowStatus],
    told: Sequence[Worded],
    with_cells: frozenset[RowStatus] = frozenset(RowStatus),
) -> tuple[RowCard, ...]:
    """In the order of `statuses`, which names the rows. `told` are the findings of these rows; the cells are those of
    the statuses `with_cells`."""
    rows = pd.Index(list(statuses), dtype="int64")
    by_row: dict[int, list[Worded]] = defaultdict(list)
    for one in told:
        if one.row is not None:
            by_row[one.row].append(one)
    ordered = ordered_views(about, rows)
    kept = kept_views(about.checked, about.account, about.held_until, about.lang, rows)
    became = outcome_views(about.outcomes, about.lang)
    full = [row for row, status in statuses.items() if status in with_cells]
    cells, names = _cells(about.checked.sheet, full, by_row), _names(about.checked.sheet.staff.loc[rows])
    return tuple(
        RowCard(
            row=row,
            name=name,
            status=status,
            cells=cells.get(row, ()),
            findings=tuple(one.view for one in by_row[row]) if row in by_row else (),
            ordered=ordered.get(row),
            kept=kept.get(row),
            outcome=became.get(row),
        )
        for (row, status), name in zip(statuses.items(), names, strict=True)
    )


def _names(staff: pd.DataFrame) -> list[str]:
    pairs = zip(*(staff[field].fillna("").str.strip().tolist() for field in ("first_name", "last_name")), strict=True)
    return [" ".join(filter(None, pair)) for pair in pairs]


def _cells(sheet: Sheet, rows: list[int], by_row: Mapping[int, list[Worded]]) -> dict[int, tuple[CellView, ...]]:
    """Every column that is read, in the order of the file; an empty cell is None."""
    read = [(column.letter, column.header, column.field) for column in sheet.columns if column.field]
    staff = sheet.staff.loc[rows, [field for _, _, field in read]]
    values = staff.astype(object).where(staff.notna(), None)
    return {
        row: tuple(
            CellView(f"{letter}{row}", header, value, marks.get(field))
            for (letter, header, field), value in zip(read, line, strict=True)
        )
        for row, line, marks in zip(rows, values.to_numpy().tolist(), _marks(rows, by_row), strict=True)
    }


def _marks(rows: list[int], by_row: Mapping[int, list[Worded]]) -> Iterator[dict[str, Severity]]:
    """For each row the worst finding on each of its cells, by field."""
    gravest = {severity: rank for rank, severity in enumerate(Severity)}
    for row in rows:
        found = [(one.field, one.view.severity) for one in by_row.get(row, ()) if one.field and one.view.cell]
        yield dict(sorted(found, key=lambda mark: -gravest[mark[1]]))

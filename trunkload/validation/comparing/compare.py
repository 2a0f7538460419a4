"""Tells how a sheet stands to the last uploads of its people: a pure function of what was sent then and now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.sheet import Column, Sheet
from trunkload.inventory.arrow_text import Places
from trunkload.validation.checked import Checked
from trunkload.validation.comparing.cells import ChangedCells, changed_cells, typed
from trunkload.validation.comparing.matching import Table, match_people
from trunkload.validation.comparing.people import rows_to_fix
from trunkload.validation.comparing.value import MOST_CELLS, CellChange, Comparison
from trunkload.validation.texts import Mask


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier upload: its import, what was read of it, and the row numbers that needed fixing."""

    import_id: str
    sheet: Sheet
    to_fix: pd.Index


@dataclass(frozen=True, slots=True)
class _Then:
    """People as each was sent last: `table`, and by its places which of the uploads and whether it needed fixing."""

    table: Table
    upload: Places
    to_fix: Mask


def compare(earlier: Sequence[Earlier], checked: Checked) -> Comparison | None:
    """`earlier`: the last upload first; what a later one says of a person counts. None where nobody was in them."""
    if not earlier or not len(checked.sheet.staff):
        return None
    headers = {one: at for at, one in enumerate(dict.fromkeys(one.sheet.facts.fingerprint for one in earlier))}
    then, now = _as_sent_last(earlier, headers), _table(checked.sheet, headers)
    pairs = match_people(then.table, now)
    if not len(pairs):
        return None
    cells = changed_cells(then.table.staff, now.staff, pairs)
    return replace(
        _counted(then, now, pairs, np.isin(now.rows, rows_to_fix(checked)), cells),
        earlier=tuple(one.import_id for one in earlier),
        cells=tuple(_cell_changes([one.sheet for one in earlier], then, checked.sheet, now, cells)),
        cells_changed=len(cells),
    )


def _as_sent_last(earlier: Sequence[Earlier], headers: dict[str, int]) -> _Then:
    """All of the last upload, and of each one before it the people who were not sent again."""
    then = _of_upload(earlier[0], 0, headers)
    for at, one in enumerate(earlier[1:], 1):
        before = _of_upload(one, at, headers)
        again = match_people(then.table, before.table).index.to_numpy()
        alone = np.setdiff1d(np.arange(len(before.to_fix)), again)
        then = _Then(
            Table(
                pd.concat([then.table.staff, before.table.staff.iloc[alone]], ignore_index=True),
                np.concatenate([then.table.rows, before.table.rows[alone]]),
                np.concatenate([then.table.header, before.table.header[alone]]),
            ),
            np.concatenate([then.upload, before.upload[alone]]),
            np.concatenate([then.to_fix, before.to_fix[alone]]),
        )
    return then


def _of_upload(one: Earlier, at: int, headers: dict[str, int]) -> _Then:
    table = _table(one.sheet, headers)
    return _Then(table, np.full(len(table.rows), at), np.isin(table.rows, one.to_fix))


def _table(sheet: Sheet, headers: dict[str, int]) -> Table:
    staff = sheet.staff
    header = headers.get(sheet.facts.fingerprint, -1)
    return Table(staff.reset_index(drop=True), staff.index.to_numpy(dtype=np.int64), np.full(len(staff), header))


def _counted(then: _Then, now: Table, pairs: pd.Series, to_fix: Mask, cells: ChangedCells) -> Comparison:
    """`to_fix`: which places of now need fixing."""
    places = np.arange(len(now.rows))
    known, differs = np.isin(places, pairs.index), np.isin(places, cells.now)
    was = np.zeros(len(places), dtype=bool)
    was[pairs.index.to_numpy()] = then.to_fix[pairs.to_numpy()]
    unseen = ~np.isin(np.arange(len(then.to_fix)), pairs)
    other = known & ~was & ~to_fix
    return Comparison(
        earlier=(),
        fixed=_rows(now, was & ~to_fix),
        left=_rows(now, was & to_fix),
        missing=_rows(then.table, unseen & then.to_fix),
        added=_rows(now, ~known),
        worse=_rows(now, known & ~was & to_fix),
        changed=_rows(now, other & differs),
        unchanged=int((other & ~differs).sum()),
        gone=int((unseen & ~then.to_fix).sum()) if (known & ~was).any() else None,
    )


def _rows(table: Table, places: Mask) -> tuple[int, ...]:
    return tuple(table.rows[places].tolist())


def _cell_changes(
    sheets: Sequence[Sheet], then: _Then, sheet: Sheet, now: Table, cells: ChangedCells
) -> Iterator[CellChange]:
    """`sheets`: those of then, by `then.upload`."""
    shown = cells.first(MOST_CELLS)
    was, is_ = typed(then.table.staff, shown.then, shown.field), typed(now.staff, shown.now, shown.field)
    for at, name in enumerate(STAFF_COLUMNS[field] for field in shown.field):
        column, column_then = sheet.column_of(name), sheets[then.upload[shown.then[at]]].column_of(name)
        row, row_then = int(now.rows[shown.now[at]]), int(then.table.rows[shown.then[at]])
        header = column or column_then
        yield CellChange(
            row=row,
            cell=_address(column, row),
            row_then=row_then,
            cell_then=_address(column_then, row_then),
            field=name,
            header="" if header is None else header.header,
            then=was[at],
            now=is_[at],
        )


def _address(column: Column | None, row: int) -> str | None:
    return None if column is None else f"{column.letter}{row}"

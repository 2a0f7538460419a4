"""Puts all rows together again: what plain cells mean, and what the close look found of the others."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.validation.choices import ACTIONS, PACKAGES, read_countries, read_words
from trunkload.validation.field_kinds import DATES, PHONES
from trunkload.validation.glance.distinct import Distinct
from trunkload.validation.glance.look import Glance
from trunkload.validation.texts import STRINGS, Mask, arrow, series


def whole_reading(staff: pd.DataFrame, seen: Glance, closely: pd.DataFrame) -> pd.DataFrame:
    """The columns of `staff` and what they mean, as in `reading.read_cells`, but only what an order is made of.

    `closely`: the reading of the rows that are `close`. What is wrong or odd with a cell stands there alone.
    """
    meant = dict(_meant(seen, len(staff)))
    columns = {
        **{str(name): staff[name] for name in staff.columns},
        **{k: series(v, staff.index) for k, v in meant.items()},
    }
    found = {name: _with_close(cells, seen.close, closely[name]) for name, cells in columns.items()}
    return pd.DataFrame(found, index=staff.index, copy=False)


def _with_close(cells: pd.Series, close: Mask, closely: pd.Series) -> pd.Series:
    """`cells`, where `closely` says the same of the close rows; else with what it says."""
    new, whole = arrow(closely), arrow(cells)
    if not len(new) or whole.filter(pa.array(close)).equals(new):
        return cells
    return series(pc.replace_with_mask(whole, pa.array(close), new), cells.index)


def _meant(seen: Glance, height: int) -> Iterator[tuple[str, pa.Array]]:
    nothing = pa.nulls(height, STRINGS)

    def typed(name: str) -> pa.Array:
        column = seen.typed.get(name)
        return nothing if column is None else column.spread(column.texts)

    yield "login_email", pc.coalesce(typed(Field.AUTH_EMAIL), typed(Field.EMAIL))
    yield "username.meant", typed(Field.USERNAME)
    yield "phone_number.bare", nothing
    for name in (*PHONES, *DATES):
        column = seen.meant.get(name)
        meant = nothing if column is None else column.spread(column.texts)
        yield f"{name}.{'e164' if name in PHONES else 'meant'}", meant
    mobile = seen.typed[Field.MOBILE].filled if Field.MOBILE in seen.typed else np.zeros(height, dtype=bool)
    yield "delivery.channel", pc.if_else(pa.array(mobile), pa.scalar("sms", STRINGS), pa.scalar("email", STRINGS))
    yield "action.meant", _words(seen.typed.get(Field.ACTION), ACTIONS, nothing)
    yield "conference_package.meant", _words(seen.typed.get(Field.CONFERENCE_PACKAGE), PACKAGES, nothing)
    yield "country.meant", _countries(seen.typed.get(Field.COUNTRY), height)


def _words(column: Distinct | None, meanings: dict[str, str], nothing: pa.Array) -> pa.Array:
    if column is None:
        return nothing
    return column.spread(arrow(read_words(_once(column), meanings)))


def _countries(column: Distinct | None, height: int) -> pa.Array:
    germany = pa.scalar("DE", STRINGS)
    if column is None:
        return pa.repeat(germany, height)
    return pc.if_else(pa.array(column.filled), column.spread(arrow(read_countries(_once(column)))), germany)


def _once(column: Distinct) -> pd.Series:
    return series(column.texts, pd.RangeIndex(len(column.texts)))

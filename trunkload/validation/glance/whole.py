"""Puts all rows together again: what plain cells mean, and what the close look found of the others."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.validation.choices import ACTIONS, PACKAGES, read_countries, read_words
from trunkload.validation.field_kinds import DATES, PHONES
from trunkload.validation.glance.distinct import Distinct
from trunkload.validation.glance.look import Glance
from trunkload.validation.texts import STRINGS, arrow, series

Columns = Iterator[tuple[str, pa.Array | Distinct]]


@dataclass(frozen=True, slots=True)
class Whole:
    """`read`: what all rows mean, as in `reading.read_cells`, but only what an order is made of. `distinct`: those of
    its columns whose distinct values are known already."""

    read: pd.DataFrame
    distinct: Mapping[str, Distinct]


def whole_reading(
    staff: pd.DataFrame, seen: Glance, closely: pd.DataFrame, names: Collection[str] | None = None
) -> Whole:
    """`closely`: the reading of the rows that are `close`; what is wrong or odd with a cell stands there alone.

    `names`: the columns that are wanted, or None for all.
    """
    close = np.flatnonzero(seen.close)
    columns: dict[str, pd.Series] = {}
    distinct: dict[str, Distinct] = {}
    for name, column in _columns(staff, seen):
        if names is not None and name not in names:
            continue
        texts = column.spread(column.texts) if isinstance(column, Distinct) else column
        found = arrow(closely[name])
        if texts.take(pa.array(close)).equals(found):
            known = column if isinstance(column, Distinct) else seen.typed.get(name)
            distinct |= {} if known is None else {name: known}
        else:
            texts = pc.replace_with_mask(texts, pa.array(seen.close), found)
        columns[name] = series(texts, staff.index)
    return Whole(pd.DataFrame(columns, index=staff.index, copy=False), distinct)


def _columns(staff: pd.DataFrame, seen: Glance) -> Columns:
    typed = {str(name): arrow(staff[name]) for name in staff.columns}
    yield from typed.items()
    yield from _addresses(typed, seen)
    yield "username.meant", seen.typed.get(Field.USERNAME, typed[Field.USERNAME])
    yield "phone_number.bare", pa.nulls(len(staff), STRINGS)
    for name in (*PHONES, *DATES):
        yield f"{name}.{'e164' if name in PHONES else 'meant'}", seen.meant.get(name, typed[name])
    filled = typed[Field.MOBILE].is_valid()
    yield "delivery.channel", pc.if_else(filled, pa.scalar("sms", STRINGS), pa.scalar("email", STRINGS))
    yield "action.meant", _words(seen.typed.get(Field.ACTION), ACTIONS, typed[Field.ACTION])
    packages = seen.typed.get(Field.CONFERENCE_PACKAGE)
    yield "conference_package.meant", _words(packages, PACKAGES, typed[Field.CONFERENCE_PACKAGE])
    yield "country.meant", _countries(seen.typed.get(Field.COUNTRY), len(staff))


def _addresses(typed: Mapping[str, pa.Array], seen: Glance) -> Columns:
    """S-10: the login goes to the authentication address, by default the ordinary one."""
    login, ordinary = seen.typed.get(Field.AUTH_EMAIL), seen.typed.get(Field.EMAIL)
    both = login is not None and ordinary is not None
    addresses = pc.coalesce(typed[Field.AUTH_EMAIL], typed[Field.EMAIL]) if both else login or ordinary
    yield "login_email", typed[Field.EMAIL] if addresses is None else addresses


def _words(column: Distinct | None, meanings: dict[str, str], nothing: pa.Array) -> pa.Array:
    return nothing if column is None else column.spread(read_words(column.texts, meanings))


def _countries(column: Distinct | None, height: int) -> pa.Array:
    germany = pa.scalar("DE", STRINGS)
    if column is None:
        return pa.repeat(germany, height)
    return pc.if_else(pa.array(column.filled), column.spread(read_countries(column.texts)), germany)

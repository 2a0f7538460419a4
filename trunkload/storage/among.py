"""Knows how any number of keys is handed to one statement: as one bound parameter, which the database unfolds."""

import json
from collections.abc import Iterable

from sqlalchemy import ARRAY, Column, Connection, Select, Text, func, literal, select


def among(conn: Connection, keys: Iterable[str]) -> Select[tuple[str]]:
    """The keys as the rows of a query, for `column.in_(…)` or to be selected from."""
    if conn.dialect.name == "postgresql":
        return select(func.unnest(literal(list(keys), ARRAY(Text)), type_=Text).column_valued("key"))
    each = func.json_each(literal(json.dumps(list(keys)), Text)).table_valued(Column("value", Text))
    return select(each.c.value)

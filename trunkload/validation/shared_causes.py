"""Knows of findings about several rows together which of them belong together: one pair, one trunk, one package."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.validation.codes import Code
from trunkload.validation.texts import STRINGS, arrow, series

SAME_VALUE: Final = frozenset(
    {
        Code.AUTH_EMAIL_REPEATED,
        Code.EMPLOYEE_ID_TWICE,
        Code.INTERNAL_TWICE,
        Code.NUMBER_TWICE,
        Code.PERSON_TWICE,
        Code.USERNAME_TWICE,
    }
)
"""Told of rows that mean the same, however each of them writes it; their sentence names or counts all the rows."""

SHORT_OF: Final[Mapping[Code, tuple[str, ...]]] = MappingProxyType(
    {
        Code.NO_FREE_NUMBER: ("trunk", "site"),
        Code.NO_FREE_NUMBER_IN_BLOCK: ("block",),
        Code.PACKAGE_EXHAUSTED: ("name",),
    }
)
"""Shortages, and the parameters that say of what; every row of one tells the same figures."""

SHARED: Final = frozenset({*SAME_VALUE, *SHORT_OF, Code.INTERNAL_PREFIX})
"""What is shared is the cause, in whichever column each row says it."""


def shared_causes(table: pd.DataFrame) -> pd.Series:
    """For each finding of SHARED the same text as for those that it belongs with, NA for any other finding.

    `table`: FINDING_COLUMNS; texts are comparable within one code only.
    """
    causes = pd.Series(pd.NA, index=table.index, dtype=pd.StringDtype("pyarrow"))
    for code in table["code"].unique():
        if code in SHARED:
            of_code = (table["code"] == code).to_numpy(dtype=bool)
            causes = causes.mask(of_code, _cause(Code(code), table[of_code]).reindex(causes.index))
    return causes


def _cause(code: Code, told: pd.DataFrame) -> pd.Series:
    params = arrow(told["params"])
    if code in SHORT_OF:
        of_what = [_param(params, name) for name in SHORT_OF[code]]
        return series(pc.binary_join_element_wise(*of_what, pa.scalar("\x1f", STRINGS)), told.index)
    if code is Code.INTERNAL_PREFIX:
        number, other = _param(params, "number"), _param(params, "other")  # the shortest that begins alike
        shorter = pc.if_else(pc.less(pc.binary_length(other), pc.binary_length(number)), other, number)
        return series(shorter, told.index)
    return series(_lowest_row(told["row"], _param(params, "rows")), told.index)


def _lowest_row(own: pd.Series, others: pa.Array) -> pa.Array:
    """`others.others_of` names the lowest of the others first, so it is the same for all that belong together."""
    first = pc.struct_field(pc.extract_regex(others, r"^(?P<first>[0-9]+)"), "first")
    rows = pa.array(own.to_numpy(dtype=np.int64))
    return pc.cast(pc.min_element_wise(rows, pc.cast(first, pa.int64())), STRINGS)


def _param(params: pa.Array, name: str) -> pa.Array:
    """One parameter of many findings as it is written in JSON."""
    found = pc.extract_regex(params, rf'{json.dumps(name)}: "(?P<told>(?:[^"\\]|\\.)*)"')
    return pc.struct_field(found, "told")

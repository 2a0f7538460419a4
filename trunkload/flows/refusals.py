"""Knows how a refusal is kept until somebody is told of it."""

from collections.abc import Mapping
from typing import Any

from trunkload.intake.refusal import RefusalCode, Refused


def written_refusal(refused: Refused) -> dict[str, Any]:
    """As the database keeps it."""
    return {"code": refused.code.value, "row": refused.row, "column": refused.column, "params": refused.params}


def read_refusal(written: Mapping[str, Any]) -> Refused:
    return Refused(
        RefusalCode(written["code"]), row=written["row"], column=written["column"], params=dict(written["params"])
    )

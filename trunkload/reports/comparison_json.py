"""Knows the JSON of a comparison, `comparison` in trunkload.check/1, and reads it again."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from trunkload.validation.comparing.value import CellChange, Comparison


def comparison_document(comparison: Comparison | None) -> dict[str, Any] | None:
    """`with`: the earlier imports, the last one first. Row numbers are those of this file, of `missing` those of the
    file then; `cells` are the first of `cells_changed`."""
    if comparison is None:
        return None
    return {
        "with": list(comparison.earlier),
        "to_fix_then": comparison.to_fix_then,
        "fixed": list(comparison.fixed),
        "left": list(comparison.left),
        "missing": list(comparison.missing),
        "new": {"count": comparison.new, "added": list(comparison.added), "worse": list(comparison.worse)},
        "changed": list(comparison.changed),
        "unchanged": comparison.unchanged,
        "gone": comparison.gone,
        "cells_changed": comparison.cells_changed,
        "cells": [asdict(one) for one in comparison.cells],
    }


def comparison_told(document: Mapping[str, Any]) -> Comparison:
    """The comparison that `comparison_document` wrote."""
    new = document["new"]
    rows = {name: tuple(document[name]) for name in ("fixed", "left", "missing", "changed")}
    return Comparison(
        earlier=tuple(document["with"]),
        **rows,
        added=tuple(new["added"]),
        worse=tuple(new["worse"]),
        unchanged=document["unchanged"],
        gone=document["gone"],
        cells=tuple(CellChange(**one) for one in document["cells"]),
        cells_changed=document["cells_changed"],
    )

"""Knows how remembered decisions are asked for, with SQLAlchemy and without."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from trunkload.intake.choices import Decision
from trunkload.storage.decisions import decisions_of
from trunkload.storage.frames import Ask

REMEMBERED = "SELECT fingerprint, CAST(decided AS TEXT), CAST(decisions AS TEXT) FROM column_mapping"


@dataclass(frozen=True, slots=True)
class Remembered:
    """By fingerprint of a header row: `columns`, a header (or a letter) and its field; `decisions` about values."""

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)


def remembered_told(ask: Ask) -> Remembered:
    rows = [row for piece in ask(REMEMBERED).pieces for row in piece]
    return Remembered(
        {str(row[0]): columns for row in rows if (columns := json.loads(str(row[1])))},
        {str(row[0]): decisions_of(values) for row in rows if (values := json.loads(str(row[2])))},
    )

"""Knows how the remembered decisions about columns are asked for, with SQLAlchemy and without."""

import json
from collections.abc import Mapping

from trunkload.storage.frames import Ask

REMEMBERED = "SELECT fingerprint, CAST(decided AS TEXT) FROM column_mapping"

Remembered = Mapping[str, Mapping[str, str]]
"""By fingerprint of a header row: a header (or a letter) and its field, as `Choices.remembered`."""


def remembered_told(ask: Ask) -> Remembered:
    pieces = ask(REMEMBERED).pieces
    return {str(fingerprint): json.loads(str(decided)) for piece in pieces for fingerprint, decided in piece}

"""Knows how a line below a table begins that sums it up or says where it comes from."""

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.raw import Mask

FOOTER: Final = (
    r"(?i)^\s*(?:summe|zwischensumme|gesamt\w*|anzahl|stand|erstellt|exportiert|gedruckt|druckdatum|seite|quelle|"
    r"total|subtotal|sum|count|number of|as of|created|exported|printed|page|source)(?:\W|$)"
    r"|(?i)^\s*\d+\s+(?:mitarbeiter\w*|personen|eintr(?:ä|ae)ge|datens(?:ä|ae)tze|zeilen|"
    r"employees|people|persons|entries|records|rows)\b"
)


def begins_like_a_footer(texts: pa.Array) -> Mask:
    """For each text whether it begins so; no text does not."""
    found = pc.match_substring_regex(texts, FOOTER)
    answer: Mask = pc.fill_null(found, fill_value=False).to_numpy(zero_copy_only=False)
    return answer

"""Knows the lines of a table that sum it up, say where it comes from, or end it: nobody is ordered for them."""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.below import Below
from trunkload.intake.fields import Field
from trunkload.intake.header import NAMES
from trunkload.intake.raw import Mask, any_filled, filled, plain

CONTACTS: Final = (Field.EMAIL, Field.AUTH_EMAIL, Field.MOBILE, Field.USERNAME)
FOOTER: Final = (
    r"(?i)^\s*(?:summe|zwischensumme|gesamt(?:summe|zahl|anzahl|ergebnis|kosten|betrag)?|anzahl|erstellt|exportiert|"
    r"gedruckt|druckdatum|seite|quelle|"
    r"total|subtotal|sum|count|number of|as of|created|exported|printed|page|source)(?:[^\w-]|$)"
    r"|(?i)^\s*stand(?:\s*:|\s+vom\b|\s+am\b|\s+\d|\s*$)"
    r"|(?i)^\s*\d+\s+(?:mitarbeiter\w*|personen|eintr(?:ä|ae)ge|datens(?:ä|ae)tze|zeilen|"
    r"employees|people|persons|entries|records|rows)\b"
)
LABELLED: Final = (
    r"(?i)^\s*(?:ansprechpartner\w*|r(?:ü|ue)ckfragen|kontakt|hinweise?|legende|anmerkung\w*|"
    r"contact|questions|notes?|legend)\b[^:]{0,40}:"
)
AMOUNT: Final = r"^\s*[0-9.,]+\s*$"
LAST_LINES: Final = 20
"""Lines at the end of a table among which a total may have its figure in a column of names."""


def footers(below: Below) -> Mask:
    """Begins like a footer, or is the one cell below the last name or below a footer that ends the table.

    Never a row with a contact, nor one with a name beside what begins like a footer, unless that is its figure.
    """
    names = [below.has(field) for field in NAMES]
    suspects = _suspects(below, names[0] & names[1])
    mask = np.zeros(below.height, dtype=bool)
    if not len(suspects):
        return mask
    cells = [column.take(pa.array(suspects)) for _, column in sorted(below.cells.items())]
    firsts = pc.coalesce(*(plain(column) for column in cells))
    begins = (_matches(firsts, FOOTER) & ~_named_beside(below, suspects, firsts)) | _matches(firsts, LABELLED)
    lone = sum(filled(column).astype(int) for column in cells) == 1
    people = np.ones(below.height, dtype=bool)
    people[suspects] = False
    ends = suspects[begins & (suspects > _last(people))]
    named = names[0] | names[1]
    named[suspects[begins]] = False
    last = min([_last(named) if named.any() else below.height, *ends.tolist()])
    mask[suspects] = begins | ((suspects > last) & lone)
    return mask


def _suspects(below: Below, complete: Mask) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Rows without a contact that lack a name, and of the last lines those with both."""
    candidates = ~complete
    candidates[-LAST_LINES:] = True
    suspects = np.flatnonzero(candidates)
    contacts = [below.staff[one].take(pa.array(suspects)) for one in CONTACTS if one in below.staff]
    left: np.ndarray[tuple[int], np.dtype[np.int64]] = suspects[~any_filled(contacts, len(suspects))]
    return left


def _named_beside(below: Below, suspects: "np.ndarray[tuple[int], np.dtype[np.int64]]", firsts: pa.Array) -> Mask:
    """Which rows have a name that is neither their first text nor a figure."""
    beside = np.zeros(len(suspects), dtype=bool)
    for field in NAMES:
        if field in below.staff:
            name = plain(below.staff[field].take(pa.array(suspects)))
            other = pc.fill_null(pc.not_equal(name, firsts), fill_value=False).to_numpy(zero_copy_only=False)
            beside |= other & ~_matches(name, AMOUNT)
    return beside


def _matches(texts: pa.Array, pattern: str) -> Mask:
    found = pc.match_substring_regex(texts, pattern)
    answer: Mask = pc.fill_null(found, fill_value=False).to_numpy(zero_copy_only=False)
    return answer


def _last(mask: Mask) -> int:
    """The last place where the mask is set; -1 where it is nowhere."""
    found = np.flatnonzero(mask)
    return int(found[-1]) if len(found) else -1

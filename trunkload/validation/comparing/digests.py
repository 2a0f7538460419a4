"""Knows by which digests a person is found again in another file: never by file name or row number alone."""

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from trunkload.intake.fields import Field
from trunkload.validation.texts import NO_TEXT, arrow, replaced

Digests = NDArray[np.uint64]

NOBODY: Final = np.uint64(0)
"""Where a row does not say it."""

WAYS: Final = ("employee", "name", "given_email", "family_email")
"""What names a person: never an address alone, which may be a mailbox of several. A row that needs fixing may lack some
of it or have it wrong, so each stands for itself."""

BLANKS: Final = r"[\s\x{00A0}\x{2007}\x{202F}]+"
ABROAD_OR_TRUNK: Final = r"^(?:00)?(?:49)?0?"
PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
"""Odd, so that no digest is lost when two are made one."""


def person_digests(staff: pd.DataFrame, key: str) -> dict[str, Digests]:
    """By each of WAYS, one digest a row.

    `key`: 16 characters (SipHash), without which nobody can try out names.
    """
    cells = cell_digests(staff, key)
    given, family, email = cells["given"], cells["family"], cells["email"]
    return {
        "employee": cells["employee"],
        "name": both(given, family),
        "given_email": both(given, email),
        "family_email": both(family, email),
    }


def cell_digests(staff: pd.DataFrame, key: str) -> dict[str, Digests]:
    """Of what WAYS are made of: employee, given, family, email."""
    told = {
        "employee": staff[Field.EMPLOYEE_ID],
        "given": staff[Field.FIRST_NAME],
        "family": staff[Field.LAST_NAME],
        "email": staff[Field.AUTH_EMAIL].fillna(staff[Field.EMAIL]),
    }
    return {name: digest(plain(arrow(column)), key) for name, column in told.items()}


def mobile_digests(staff: pd.DataFrame, key: str) -> Digests:
    """The same number in any notation, as far as finding again needs it; alone it names nobody."""
    digits = replaced(replaced(arrow(staff[Field.MOBILE]), r"\D+", ""), ABROAD_OR_TRUNK, "")
    return digest(pc.if_else(pc.equal(digits, ""), NO_TEXT, digits), key)


def plain(texts: pa.Array) -> pa.Array:
    """A text without what makes no other person of it: capitals, blanks, ways to write an umlaut; null where nothing
    is left."""
    return pc.utf8_lower(spaced(texts, "NFKC"))


def spaced(texts: pa.Array, form: str = "NFC") -> pa.Array:
    """A text as a reader sees it, whatever its blanks; null where nothing is left."""
    text = pc.utf8_trim_whitespace(replaced(pc.utf8_normalize(texts, form), BLANKS, " "))
    return pc.if_else(pc.equal(text, ""), NO_TEXT, text)


def digest(texts: pa.Array, key: str) -> Digests:
    """NOBODY for null."""
    filled = pc.fill_null(texts, "").to_numpy(zero_copy_only=False).astype(object)
    digests = pd.util.hash_array(filled, hash_key=key, categorize=False)
    digests[pc.is_null(texts).to_numpy(zero_copy_only=False)] = NOBODY
    return np.asarray(digests, dtype=np.uint64)


def both(first: Digests, second: Digests) -> Digests:
    """One digest for two, NOBODY where one of them is."""
    joined: Digests = first * PRIME ^ second
    joined[(first == NOBODY) | (second == NOBODY)] = NOBODY
    return joined


def alone(digests: Digests) -> Digests:
    """NOBODY where several rows have the same: what a department shares names nobody."""
    shared = pd.Series(digests).duplicated(keep=False).to_numpy()
    return np.where(shared, NOBODY, digests)

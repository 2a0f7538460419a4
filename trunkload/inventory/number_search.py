"""Knows how a telephone number is sought: from its beginning or anywhere in it, in any notation (R-02)."""

import re

import pandas as pd

NOT_SOUGHT = r"[^0-9+*]"
ZERO_IN_BRACKETS = r"(?<=.)\(0\)"
LETTERS = r"[^\W\d_]"


def search_pattern(typed: str) -> str | None:
    """The regular expression that `+49…` or `0…` of a number has to match from its beginning; None for what has no
    digit, or a letter. `0221 4710`, `+49 221 47` and `0049221` are beginnings; `*12` and `12` stand anywhere."""
    digits = _sought(typed)
    if digits is None:
        return None
    anywhere = "" if digits[0] in "+0" else ".*"
    return anywhere + ".*".join(re.escape(part) for part in digits.split("*"))


def search_like(typed: str) -> str | None:
    """The same numbers, for SQL's LIKE on E.164 alone: no number has a sign that LIKE knows."""
    digits = _sought(typed)
    if digits is None:
        return None
    whole = "+49" + digits[1:] if digits[0] == "0" else digits if digits[0] == "+" else f"*{digits}"
    return whole.replace("*", "%") + "%"


def _sought(typed: str) -> str | None:
    """Digits with a leading `+` or `0` where a beginning is meant, and `*` for what is left open."""
    text = re.sub(ZERO_IN_BRACKETS, "", typed.strip())
    digits = re.sub(r"^(?:00|\++)", "+", re.sub(NOT_SOUGHT, "", text))
    if re.search(LETTERS, text) or not re.search("[0-9]", digits) or "+" in digits[1:]:
        return None
    return re.sub(r"^\+490+", "+49", digits)


def found_by(numbers: pd.Index, pattern: str) -> pd.Series:
    """Which E.164 numbers are meant, in the international or the national notation; indexed by the number."""
    whole = pd.Series(numbers, index=numbers, dtype=pd.StringDtype("pyarrow"))
    national = whole.str.replace(r"^\+49", "0", regex=True)
    return whole.str.match(pattern) | national.str.match(pattern)

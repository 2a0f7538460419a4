"""Knows what a username may look like (S-04 to S-07) and proposes one where the sheet gives none."""

from collections.abc import Collection

import pandas as pd

from trunkload.validation.rules import Rules
from trunkload.validation.texts import arrow

MIN_LENGTH = 5
"""S-04; specials count."""

CHARACTERS = r"[a-z0-9_.-]*"
"""S-05. `\\d` and `str.islower` would accept non-ASCII."""

ADJACENT_SPECIALS = r"[._-]{2}"
"""S-06, also mixed."""

GOOD_ENDS = r"[a-z0-9](?:.*[a-z0-9])?"
"""S-07."""

GOOD_USERNAME = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"
"""S-05 to S-07 together."""

SPELLED_OUT = str.maketrans(
    {
        **dict.fromkeys("äæ", "ae"),
        **dict.fromkeys("öœø", "oe"),
        **dict.fromkeys("đð", "d"),
        "ü": "ue",
        "ß": "ss",
        "å": "a",
        "ł": "l",
        "ı": "i",
        "þ": "th",
        **dict.fromkeys("’'‘`´", ""),
    }
)
"""NFKD alone handles none of ß æ ø ł đ ı (domain.md section 7)."""


def spelled_out(names: pd.Series) -> pd.Series:
    """Names in lower-case a-z and 0-9 with single hyphens: `Müller-Lüdenscheidt` → `mueller-luedenscheidt`."""
    codes, distinct = pd.factorize(names)
    spelled = _spelled_out(pd.Series(distinct, dtype=names.dtype))
    return pd.Series(spelled.array.take(codes, allow_fill=True), index=names.index)


def _spelled_out(names: pd.Series) -> pd.Series:
    lower = names.str.lower().str.normalize("NFC").str.translate(SPELLED_OUT).str.normalize("NFKD")
    plain = lower.str.replace(r"[\u0300-\u036f]", "", regex=True)
    return plain.str.replace(r"[^a-z0-9]+", "-", regex=True).str.strip("-").astype(pd.StringDtype("pyarrow"))


def propose_usernames(
    given: pd.Series, family: pd.Series, taken: Collection[str], rules: Rules | None = None
) -> pd.Series:
    """`vorname.nachname` for each row, made unique in row order against `taken` and among themselves by 2, 3, …

    Too short a name is lengthened by `01` (S-04), and so is one without a digit where `rules` want one; too long a one
    is cut. NA where a name has no Latin letter or digit.
    """
    most, require_digit = (rules.username_max_length, rules.require_digit) if rules else (None, False)
    if given.empty:
        return given
    first, last = spelled_out(given), spelled_out(family)
    base = (first + "." + last).where((first != "") & (last != ""))
    lacking = (base.str.len() < MIN_LENGTH) | (require_digit & ~base.str.contains("[0-9]"))
    base = _cut(base, most).mask(lacking, _cut(base, most, len("01")) + "01")
    free = ~base.isin(_at_hand(base, taken)) & ~base.duplicated(keep="first")
    proposed = base.where(free)
    clashing = base[base.notna() & ~free]
    numbered = _numbered(clashing.tolist(), {*taken, *proposed.dropna()}, most)
    return proposed.fillna(pd.Series(numbered, index=clashing.index, dtype=base.dtype))


def _at_hand(names: pd.Series, taken: Collection[str]) -> list[str]:
    """Of `names` those that are taken: who asks for a few names asks nothing of a million others."""
    return [name for name in arrow(names).unique().to_pylist() if name in taken]


def _cut(names: pd.Series, most: int | None, room: int = 0) -> pd.Series:
    """`room`: characters that are still to be put behind."""
    return names if most is None else names.str.slice(0, most - room).str.rstrip("._-")


def _numbered(bases: list[str], used: set[str], most: int | None) -> list[str]:
    """Each base with the lowest number that is free; `used` grows. One pass over plain text, in row order: a number
    that one base gets can make another base's name (`max.m` and `max.m2`)."""
    numbers: dict[str, int] = {}
    names = []
    for base in bases:
        number = numbers.get(base, 2)
        while (name := _with_number(base, number, most)) in used:
            number += 1
        numbers[base] = number + 1
        names.append(name)
        used.add(name)
    return names


def _with_number(base: str, number: int, most: int | None) -> str:
    name = f"{base}{number}"
    return name if most is None or len(name) <= most else f"{base[: most - len(str(number))].rstrip('._-')}{number}"

"""Knows which known name an unknown word is nearest to: a suggestion for each distinct word, never taken silently."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from trunkload.intake.vocabulary import UMLAUTS

ALIKE: Final = 85
"""From this likeness on (0 to 100, rapidfuzz's ratio) a name may be meant."""

APART: Final = 5
"""So much less alike must every name of another meaning be: two that are as near leave it open."""

LEAST: Final = 3
"""Shorter words are like everything."""

MOST: Final = 1_000
"""More different unknown words in one column are no slips: the column holds something else."""

TEXT = pd.StringDtype("pyarrow")


def folded(name: str) -> str:
    """The word without what people vary: capitals, umlauts and their two letters, blanks, hyphens, punctuation."""
    text = unicodedata.normalize("NFKC", name).casefold().translate(UMLAUTS)
    return "".join(filter(str.isalnum, text))


def suggest_names(typed: pd.Series, known: Mapping[str, str]) -> pd.Series:
    """For each filled cell the known name that it is nearest to, as that name is written; NA where none clearly is.

    `known`: a name, and what it means; two names of one meaning are no rivals.
    """
    plain = {name: folded(name) for name in known}
    nearest = {word: _nearest(word, known, plain) for word in typed.dropna().unique()[:MOST]}
    found = {word: name for word, name in nearest.items() if name is not None}
    return typed.map(found).astype(TEXT) if found else pd.Series(pd.NA, index=typed.index, dtype=TEXT)


def nearest_name(word: str, known: Mapping[str, str]) -> str | None:
    """The same word written otherwise, else the only one that is as like as this; digits must be the same ones."""
    return _nearest(word, known, {name: folded(name) for name in known})


def _nearest(word: str, known: Mapping[str, str], plain: Mapping[str, str]) -> str | None:
    """`plain`: each known name folded."""
    wanted = folded(word)
    same = [name for name, one in plain.items() if wanted and one == wanted]
    if same:
        return same[0] if len({known[name] for name in same}) == 1 else None
    return _likest(wanted, known, plain) if len(wanted) >= LEAST else None


def _likest(wanted: str, known: Mapping[str, str], plain: Mapping[str, str]) -> str | None:
    from rapidfuzz import fuzz  # noqa: PLC0415 - most sheets have no unknown name

    digits = _digits(wanted)
    scores = {name: fuzz.ratio(wanted, one) for name, one in plain.items() if _digits(one) == digits}
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is None or scores[best] < ALIKE:
        return None
    rivals = [score for name, score in scores.items() if known[name] != known[best]]
    return best if all(score <= scores[best] - APART for score in rivals) else None


def only_block_with(number: str, bases: Iterable[str]) -> str | None:
    """The one base number that a number ends, begins or is begun by; digits are no words, and one more is another."""
    digits = "".join(filter(str.isdecimal, number.replace("(0)", "")))
    plain = "49" + digits[1:] if digits.startswith("0") and not digits.startswith("00") else digits.removeprefix("00")
    near = [base for base in bases if plain and _belongs(plain, base.removeprefix("+"))]
    return near[0] if len(near) == 1 else None


def _belongs(number: str, base: str) -> bool:
    if len(number) <= LEAST:
        return False
    return base.endswith(number) or number.startswith(base) or base.startswith(number)


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))

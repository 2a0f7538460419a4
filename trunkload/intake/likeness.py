"""Knows which known word a header resembles, where it is none itself: a slip of the pen, or a longer form."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from trunkload.intake.fields import Field
from trunkload.intake.vocabulary import vocabulary

TAKEN: Final = 95
"""From this likeness on (0 to 100, rapidfuzz's ratio) a header is taken for the field, if nothing else is as like."""

ALIKE: Final = 85
"""From this likeness on it is shown as what the header may mean, and not used."""

ONLY_BY_ITS_WORDS: Final = frozenset({Field.AUTH_WITHOUT_MOBILE})
"""With and without a mobile number are 95 of 100 alike in English, and the opposite of each other."""

FEW: Final = 10
"""So many headers are looked at before the library is loaded; more of them are quicker with it."""


class Likeness(NamedTuple):
    """How much the header of a column is like a field's likeliest word; `same_digits`: it has that word's digits."""

    score: float
    place: int
    field: Field
    same_digits: bool


def likenesses(words: Mapping[int, str], fields: Collection[Field]) -> list[Likeness]:
    """Every pair of a normalised header and a field that are alike at all, the likeliest first."""
    wanted = set(fields) - ONLY_BY_ITS_WORDS
    known = {word: field for word, field in vocabulary().certain.items() if field in wanted}
    if len(words) <= FEW and not any(_may_be_alike(word, one) for word in words.values() for one in known):
        return []
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # most files have no header that it is needed for

    best: dict[tuple[int, Field], Likeness] = {}
    for place, word in words.items():
        for like, score, _ in process.extract(word, list(known), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None):
            pair = place, known[like]
            if pair not in best or score > best[pair].score:
                best[pair] = Likeness(score, *pair, _digits(word) == _digits(like))
    return sorted(best.values(), key=lambda one: (-one.score, one.place))


def taken(found: Collection[Likeness]) -> dict[int, Field]:
    """The columns that are like enough to one field, where no other column and no other field is."""
    enough = [one for one in found if one.score >= TAKEN]
    places, fields = [one.place for one in enough], [one.field for one in enough]
    return {
        one.place: one.field
        for one in enough
        if one.same_digits and places.count(one.place) == 1 and fields.count(one.field) == 1
    }


def _may_be_alike(one: str, other: str) -> bool:
    """Never wrongly False, and told without the library: characters in common, in whatever order."""
    enough = ALIKE * (len(one) + len(other))
    return 200 * min(len(one), len(other)) >= enough and 200 * (Counter(one) & Counter(other)).total() >= enough


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))

"""Knows which columns a person decided about: for this file, or before for a header row just like it."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from trunkload.intake.choices import Choices
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.own_marks import own_columns
from trunkload.intake.sheet import Column
from trunkload.intake.vocabulary import in_one_line, normalised
from trunkload.intake.workbooks.grid import place_of

LEFT_OUT = ""
"""Decided instead of a field: the column is not read."""

LETTERS = re.compile(r"[A-Z]{1,3}")


def fingerprint_of(texts: Mapping[int, str]) -> str:
    """SHA-256 in hex of the header row: its normalised texts from column A on, blank ones too, in their order. A
    sheet that we marked has the one that it had before."""
    theirs = texts.keys() - own_columns(texts)
    width = max(theirs, default=-1) + 1
    words = [normalised(texts[place]) if place in theirs else "" for place in range(width)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def decisions(texts: Mapping[int, str], choices: Choices, all_texts: Mapping[int, str]) -> dict[int, str]:
    """By column: its decided field, or LEFT_OUT. `texts` are those of visible columns, `all_texts` make the print."""
    if not choices.columns and not choices.remembered:
        return {}
    remembered = choices.remembered.get(fingerprint_of(all_texts), {})
    found: dict[int, str] = {}
    for named in (remembered, choices.columns):
        for name, field in named.items():
            if field == LEFT_OUT or field in STAFF_COLUMNS:
                found.update(dict.fromkeys(places_of(name, texts), field))
    return found


def places_of(name: str, texts: Mapping[int, str]) -> tuple[int, ...]:
    """The columns whose header is `name`, to the letter or as people vary it; where none is, the column so lettered."""
    shown = in_one_line(name)
    exactly = tuple(place for place, text in texts.items() if in_one_line(text) == shown)
    plain = normalised(name)
    alike = tuple(place for place, text in texts.items() if plain and normalised(text) == plain)
    if exactly or alike:
        return exactly or alike
    letters = shown.upper()
    return (place_of(letters),) if LETTERS.fullmatch(letters) else ()


def decided_columns(columns: Iterable[Column]) -> dict[str, str]:
    """What was decided, to be remembered: by header, and by letter where a header alone would say something else."""
    alike: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        alike[normalised(column.header)].append(column)
    found: dict[str, str] = {}
    for word, ones in alike.items():
        one_way = bool(word) and len({(one.how, one.field) for one in ones}) == 1
        named = {one.header if one_way else one.letter: one for one in ones if one.how == "decided"}
        found |= {name: one.field or LEFT_OUT for name, one in named.items()}
    return found

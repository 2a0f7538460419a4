"""Knows the words by which people name our columns, from synonyms.toml."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trunkload.intake.fields import Field

MANDATORY_MARK = re.compile(r"\((?:pflicht|pflichtfeld|pflichtangabe|required|mandatory|optional)\)")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class ContextWord:
    """A word that means `field` only beside other columns (domain.md section 7: "Name", "Mail" …)."""

    field: Field
    headers: tuple[str, ...]
    needs: frozenset[Field]
    without: frozenset[Field]
    right_of: Field | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Normalised words: `certain` ones with their field, ambiguous ones by context, and those of password columns."""

    certain: Mapping[str, Field]
    context: tuple[ContextWord, ...]
    password: tuple[str, ...]


def normalised(header: str) -> str:
    """The header without what makes no difference; "E-Mail *" and "e mail" are one word (domain.md section 7)."""
    text = unicodedata.normalize("NFKC", header).casefold().translate(UMLAUTS)
    return "".join(filter(str.isalnum, MANDATORY_MARK.sub("", text)))


@cache
def vocabulary() -> Vocabulary:
    """Read once; a word that stands for two fields would be a mistake of ours, which a test looks for."""
    data = tomllib.loads(files("trunkload.intake").joinpath("synonyms.toml").read_text(encoding="utf-8"))
    certain = {normalised(field.value): field for field in Field}
    for name, words in data["certain"].items():
        certain.update({normalised(word): Field(name) for word in words})
    context = tuple(
        ContextWord(
            field=Field(entry["field"]),
            headers=tuple(map(normalised, entry["headers"])),
            needs=frozenset(map(Field, entry["needs"])),
            without=frozenset(map(Field, entry.get("without", ()))),
            right_of=Field(entry["right_of"]) if "right_of" in entry else None,
        )
        for entry in data["context"]
    )
    return Vocabulary(certain, context, tuple(map(normalised, data["password"]["words"])))

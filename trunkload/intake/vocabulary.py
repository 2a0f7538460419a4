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
WORD = re.compile(r"[^\W_]+")
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
    """Normalised words: `certain` ones with their field, ambiguous ones by context, and those of other columns.

    A header with one of `password` anywhere, or of `password_whole` as a word of its own, is a column of passwords;
    one with `somebody_else` anywhere is about somebody else, or not about work. What is `ambiguous` is like no word.
    """

    certain: Mapping[str, Field]
    context: tuple[ContextWord, ...]
    password: tuple[str, ...]
    password_whole: frozenset[str]
    somebody_else: tuple[str, ...]
    ambiguous: frozenset[str]


def in_one_line(header: str) -> str:
    """A header as it is shown: people break long ones."""
    return " ".join(header.split())


def normalised(header: str) -> str:
    """The header without what makes no difference; "E-Mail *" and "e mail" are one word (domain.md section 7)."""
    return "".join(filter(str.isalnum, _plain(header)))


def single_words(header: str) -> frozenset[str]:
    """The normalised words that the header is made of, each by itself."""
    return frozenset(WORD.findall(_plain(header)))


def _plain(header: str) -> str:
    text = unicodedata.normalize("NFKC", header).casefold().translate(UMLAUTS)
    return MANDATORY_MARK.sub("", text)


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
    return Vocabulary(
        certain=certain,
        context=context,
        password=tuple(map(normalised, data["password"]["words"])),
        password_whole=frozenset(map(normalised, data["password"]["whole_words"])),
        somebody_else=tuple(map(normalised, data["somebody_else"]["words"])),
        ambiguous=frozenset(map(normalised, data["ambiguous"]["words"])),
    )

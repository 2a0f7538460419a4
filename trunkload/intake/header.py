"""Knows which row is the header and which column carries which field; it never guesses."""

from collections.abc import Mapping
from dataclasses import dataclass

from trunkload.intake.fields import Field
from trunkload.intake.limits import Limits
from trunkload.intake.raw import RawTable, texts_by_row, texts_of
from trunkload.intake.vocabulary import Vocabulary, normalised, vocabulary

NAMES = (Field.FIRST_NAME, Field.LAST_NAME)
ENOUGH = 2
"""So many known words make a header; one alone does when it is a name."""


@dataclass(frozen=True, slots=True)
class Match:
    """Columns (from 0) that carry a field. `how` is `synonym` or `context`; a field may stand there twice."""

    fields: Mapping[int, Field]
    how: Mapping[int, str]

    @property
    def found(self) -> frozenset[Field]:
        return frozenset(self.fields.values())

    @property
    def has_names(self) -> bool:
        return self.found.issuperset(NAMES)

    @property
    def is_header(self) -> bool:
        return len(self.found) >= ENOUGH or not self.found.isdisjoint(NAMES)


@dataclass(frozen=True, slots=True)
class Header:
    """The header row as the person counts it, its texts by column, and what they mean."""

    row: int
    texts: Mapping[int, str]
    match: Match


def match_header(texts: Mapping[int, str], words: Vocabulary | None = None) -> Match:
    """Which field each column carries; certain words first, then those that need other columns beside them."""
    words = words or vocabulary()
    plain = {place: normalised(text) for place, text in texts.items()}
    fields = {place: words.certain[word] for place, word in plain.items() if word in words.certain}
    how = dict.fromkeys(fields, "synonym")
    for rule in words.context:
        taken = set(fields.values())
        if rule.field in taken or not rule.needs <= taken or rule.without & taken:
            continue
        by_word = [[place for place, word in plain.items() if word == header] for header in rule.headers]
        places = next((found for found in by_word if found), [])
        if rule.right_of:
            places = [place for place in places if fields.get(place - 1) is rule.right_of]
        fields.update(dict.fromkeys(places, rule.field))
        how.update(dict.fromkeys(places, "context"))
    return Match(fields, how)


def best_header(table: RawTable, limits: Limits) -> Header | None:
    """The row among the first ones that names most of our columns, both names before all; the upper one of equals."""
    headers = []
    for row, found in texts_by_row(table, table.first_row, limits.header_rows):
        texts = {place: text for place, text in found.items() if place not in table.hidden_columns}
        match = match_header(texts)
        if match.is_header and row not in table.hidden_rows:
            headers.append(Header(row, texts, match))
    return max(headers, key=lambda header: (header.match.has_names, len(header.match.found)), default=None)


def header_texts(header: Header, table: RawTable) -> dict[int, str]:
    """The header row's texts, those of hidden columns included."""
    return texts_of(table, header.row)


def in_one_line(header: str) -> str:
    """A header as it is shown: people break long ones."""
    return " ".join(header.split())

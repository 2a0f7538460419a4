"""Knows which row is the header and which column carries which field by its words; it never guesses."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.decided import LEFT_OUT, decisions
from trunkload.intake.fields import Field
from trunkload.intake.limits import Limits
from trunkload.intake.raw import RawTable, texts_by_row, texts_of
from trunkload.intake.vocabulary import Vocabulary, normalised, vocabulary

NAMES = (Field.FIRST_NAME, Field.LAST_NAME)
ENOUGH = 2
"""So many known words make a header; one alone does when it is a name."""


@dataclass(frozen=True, slots=True)
class Match:
    """Columns (from 0) that carry a field; a field may stand there twice.

    `how` as in sheet.Column; a column that has a `how` and no field is left out. `suggestions`: what a column without
    a field may mean, the likeliest first.
    """

    fields: Mapping[int, Field]
    how: Mapping[int, str]
    suggestions: Mapping[int, Field] = field(default_factory=dict)

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


def match_header(texts: Mapping[int, str], decided: Mapping[int, str] | None = None) -> Match:
    """Which field each column carries: as decided, then by certain words, then by those that need others beside them.

    `decided`: by column a field's name, or LEFT_OUT.
    """
    decided, words = decided or {}, vocabulary()
    plain = {place: normalised(text) for place, text in texts.items() if place not in decided}
    fields = {place: Field(name) for place, name in decided.items() if name != LEFT_OUT}
    how = dict.fromkeys(decided, "decided")
    certain = {place: words.certain[word] for place, word in plain.items() if word in words.certain}
    fields |= certain
    how |= dict.fromkeys(certain, "synonym")
    _add_by_context(plain, fields, how, words)
    return Match(fields, how)


def _add_by_context(plain: Mapping[int, str], fields: dict[int, Field], how: dict[int, str], words: Vocabulary) -> None:
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, word in plain.items():
        by_word[word].append(place)
    for rule in words.context:
        taken = set(fields.values())
        if rule.field in taken or not rule.needs <= taken or rule.without & taken:
            continue
        places = next((by_word[header] for header in rule.headers if header in by_word), [])
        if rule.right_of:
            places = [place for place in places if fields.get(place - 1) is rule.right_of]
        fields.update(dict.fromkeys(places, rule.field))
        how.update(dict.fromkeys(places, "context"))


def best_header(table: RawTable, limits: Limits, choices: Choices = AS_ASKED) -> Header | None:
    """The row among the first ones that names most of our columns, both names before all; the upper one of equals.

    Decided columns count where something stands in them. The row that a person chose is the header whatever it says.
    """
    if choices.header_row is not None:
        return _header_in(table, choices, choices.header_row, texts_of(table, choices.header_row))
    headers = []
    for row, found in texts_by_row(table, table.first_row, limits.header_rows):
        header = _header_in(table, choices, row, found)
        if header.match.is_header and row not in table.hidden_rows:
            headers.append(header)
    return max(headers, key=lambda header: (header.match.has_names, len(header.match.found)), default=None)


def _header_in(table: RawTable, choices: Choices, row: int, found: Mapping[int, str]) -> Header:
    texts = {place: text for place, text in found.items() if place not in table.hidden_columns}
    decided = decisions(texts, choices, found)
    return Header(row, texts, match_header(texts, {place: name for place, name in decided.items() if place in texts}))


def header_texts(header: Header, table: RawTable) -> dict[int, str]:
    """The header row's texts, those of hidden columns included."""
    return texts_of(table, header.row)

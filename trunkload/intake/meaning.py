"""Knows what the columns of a sheet mean: by its header's words first, then by what stands below, then by likeness."""

from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa

from trunkload.intake.choices import Choices
from trunkload.intake.content import holds_addresses, holds_mobile_numbers
from trunkload.intake.decided import decisions
from trunkload.intake.fields import Field
from trunkload.intake.header import Header, Match, header_texts, match_header
from trunkload.intake.likeness import likenesses, taken
from trunkload.intake.own_marks import OWN, own_columns
from trunkload.intake.raw import RawTable
from trunkload.intake.vocabulary import normalised, vocabulary

ADDRESSES = frozenset({Field.EMAIL, Field.AUTH_EMAIL})


def with_meaning(header: Header, table: RawTable, choices: Choices) -> Header:
    """The header with everything that its columns say; a column without any text counts where it was decided."""
    decided = decisions(header.texts, choices, header_texts(header, table))
    visible = {place: name for place, name in decided.items() if place not in table.hidden_columns}
    match = _without_ours(match_header(header.texts, visible), header)
    return replace(header, match=_by_likeness(_by_content(match, header, table), header))


def _without_ours(match: Match, header: Header) -> Match:
    ours = own_columns(header.texts) - match.how.keys()
    return replace(match, how={**match.how, **dict.fromkeys(ours, OWN)})


def _by_content(match: Match, header: Header, table: RawTable) -> Match:
    """The one column of addresses is the e-mail; of mobile numbers it is only said, for "Telefon" may be a desk's."""
    below = table.below(header.row)
    columns = {place: below[place] for place in _unknown(match, header) if place in below}
    mails = _holding_addresses(columns) if match.found.isdisjoint(ADDRESSES) else []
    if len(mails) == 1 and not _about_somebody_else(header.texts[mails[0]]):
        match = _with(match, {mails[0]: Field.EMAIL}, "content")
        mails = []
    suggestions = dict.fromkeys(mails, Field.EMAIL)
    if Field.MOBILE not in match.found:
        mobile = [place for place, cells in columns.items() if holds_mobile_numbers(cells)]
        suggestions |= dict.fromkeys(mobile, Field.MOBILE)
    return replace(match, suggestions=suggestions)


def _holding_addresses(columns: Mapping[int, pa.Array]) -> list[int]:
    return [place for place, cells in columns.items() if holds_addresses(cells)]


def _by_likeness(match: Match, header: Header) -> Match:
    plain = {place: normalised(header.texts[place]) for place in _unknown(match, header)}
    words = {place: word for place, word in plain.items() if word not in vocabulary().ambiguous}
    wanted = set(Field) - match.found
    if not words or not wanted:
        return match
    found = likenesses(words, wanted)
    sure = {place: field for place, field in taken(found).items() if not _about_somebody_else(header.texts[place])}
    match = _with(match, sure, "fuzzy")
    suggestions = dict(match.suggestions)
    for one in found:
        if one.place not in match.how and one.field not in match.found:
            suggestions.setdefault(one.place, one.field)
    return replace(match, suggestions=suggestions)


def _unknown(match: Match, header: Header) -> list[int]:
    return [place for place in header.texts if place not in match.how]


def _with(match: Match, fields: Mapping[int, Field], how: str) -> Match:
    return replace(match, fields={**match.fields, **fields}, how={**match.how, **dict.fromkeys(fields, how)})


def _about_somebody_else(header: str) -> bool:
    plain = normalised(header)
    return any(word in plain for word in vocabulary().somebody_else)

"""Knows which headers make a file unusable, and what to show the person who has to change them."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd

from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.decided import places_of
from trunkload.intake.fields import Field
from trunkload.intake.header import NAMES, Header, header_texts
from trunkload.intake.raw import RawTable, filled, letter_of
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.vocabulary import in_one_line, normalised, single_words, vocabulary

WHOLE_NAMES = frozenset({"name", "namevorname", "mitarbeiter", "mitarbeitername", "vollername", "fullname", "employee"})
"""Headers, normalised, under which first and last names often stand together."""

OTHER_NAMES = (Field.EMPLOYEE_ID, Field.USERNAME, Field.PHONE_NUMBER)
"""What a workplace that is there can be known by."""


def refuse_unusable(header: Header, table: RawTable, choices: Choices = AS_ASKED) -> None:
    """Raises Refused for passwords, a decision about no column, two columns of one field, a missing name column."""
    refuse_passwords(header, table)
    _refuse_unknown_choices(header, table, choices)
    _refuse_doubles(header)
    _refuse_missing(header, table)


def refuse_passwords(header: Header, table: RawTable) -> None:
    """Promise 10: no password is read. A hidden column of passwords is one too."""
    words = vocabulary()
    for place, text in header_texts(header, table).items():
        plain = normalised(text)
        if plain in words.certain:
            continue
        if any(word in plain for word in words.password) or words.password_whole & single_words(text):
            params = {"header": in_one_line(text)}
            raise Refused(RefusalCode.PASSWORD_COLUMN, row=header.row, column=letter_of(place), params=params)


def _refuse_unknown_choices(header: Header, table: RawTable, choices: Choices) -> None:
    """Only a decision about this very file has to fit it; what is remembered belongs to a header row like this."""
    texts = header_texts(header, table)
    width = max((*texts, *table.columns), default=-1) + 1
    for name in choices.columns:
        places = [place for place in places_of(name, texts) if place < width]
        if any(place not in table.hidden_columns for place in places):
            continue
        what = "hidden_column" if places else "column"
        found = ", ".join(in_one_line(text) for place, text in texts.items() if place not in table.hidden_columns)
        letter = letter_of(places[0]) if places else None
        params = {"what": what, "header": in_one_line(name), "found": found}
        raise Refused(RefusalCode.HEADER_NOT_FOUND, row=header.row, column=letter, params=params)


def refuse_blank_headers(header: Header, table: RawTable, people: pd.Index) -> None:
    """Raises Refused for a column within the header that has no text over it and content in a row of `people`.

    What stands right of the last header is only listed; a column about which a person decided is known. A sheet without
    any header has none that is blank.
    """
    if not header.texts:
        return
    below = table.below(header.row)
    for place in range(min(header.texts), max(header.texts)):
        if place in header.texts or place in header.match.how or place in table.hidden_columns or place not in below:
            continue
        rows = people.intersection(pd.Index(np.flatnonzero(filled(below[place])) + header.row + 1))
        if len(rows):
            params = {"first": str(rows[0])}
            raise Refused(RefusalCode.BLANK_HEADER, row=int(rows[0]), column=letter_of(place), params=params)


def _refuse_doubles(header: Header) -> None:
    places = defaultdict(list)
    for place, field in sorted(header.match.fields.items()):
        places[field].append(place)
    for field, doubles in places.items():
        if len(doubles) > 1:
            params = {
                "field": field.value,
                "columns": ", ".join(map(letter_of, doubles)),
                "headers": ", ".join(in_one_line(header.texts.get(place) or "–") for place in doubles),
                "last": letter_of(doubles[-1]),
            }
            raise Refused(RefusalCode.DUPLICATE_HEADER, row=header.row, column=letter_of(doubles[0]), params=params)


def _refuse_missing(header: Header, table: RawTable) -> None:
    """S-02: without first and last name nobody can be ordered; every other gap is told row by row.

    A sheet of workplaces that are there, with what is to be done with them, may know them by something else.
    """
    found = header.match.found
    missing = [field for field in NAMES if field not in found]
    if not missing or (Field.ACTION in found and not found.isdisjoint(OTHER_NAMES)):
        return
    suggestion, field = _closest(missing, header)
    hidden = _hidden_columns(missing, header, table)
    whole = _whole_names(header) if len(missing) == len(NAMES) else ""
    params = {
        "what": "whole_name" if whole else "alike" if suggestion else "hidden" if hidden else "",
        "missing": ",".join(missing),
        "found": " | ".join(map(in_one_line, header.texts.values())),
        "header": whole,
        "suggestion": suggestion,
        "first": field,
        "hidden": hidden,
        "sheet": table.sheet or "",
    }
    raise Refused(
        RefusalCode.MISSING_COLUMN, row=header.row, params={key: text for key, text in params.items() if text}
    )


def _whole_names(header: Header) -> str:
    """The header of a column that seems to hold first and last names together."""
    known = vocabulary().certain
    for place, text in header.texts.items():
        fields = {known.get(word) for word in single_words(text)}
        if place not in header.match.fields and (fields.issuperset(NAMES) or normalised(text) in WHOLE_NAMES):
            return in_one_line(text)
    return ""


def _hidden_columns(missing: Sequence[Field], header: Header, table: RawTable) -> str:
    """The letters of hidden columns that would have carried a missing field."""
    known = vocabulary().certain
    texts = header_texts(header, table)
    hidden = [place for place in texts if place in table.hidden_columns]
    return ", ".join(letter_of(place) for place in hidden if known.get(normalised(texts[place])) in missing)


def _closest(missing: Sequence[Field], header: Header) -> tuple[str, str]:
    """The header without a meaning that looks most like a missing field's word, and the field; only shown, not used."""
    suggested = ((place, field) for place, field in header.match.suggestions.items() if field in missing)
    return next(((in_one_line(header.texts[place]), field.value) for place, field in suggested), ("", ""))

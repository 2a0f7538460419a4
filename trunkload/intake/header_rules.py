"""Knows which headers make a file unusable, and what to show the person who has to change them."""

from collections import defaultdict
from collections.abc import Sequence

from trunkload.intake.fields import Field
from trunkload.intake.header import NAMES, Header, header_texts, in_one_line
from trunkload.intake.raw import RawTable, letter_of
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.vocabulary import normalised, vocabulary

ALIKE = 80
"""From this likeness on (0 to 100, rapidfuzz's ratio) a header is shown as "did you mean"."""


def refuse_unusable(header: Header, table: RawTable) -> None:
    """Raises Refused for a column of passwords, for two columns of one field, and for a missing name column."""
    _refuse_passwords(header, table)
    _refuse_doubles(header)
    _refuse_missing(header, table)


def _refuse_passwords(header: Header, table: RawTable) -> None:
    """Promise 10: no password is read. A hidden column of passwords is one too."""
    words = vocabulary()
    for place, text in header_texts(header, table).items():
        plain = normalised(text)
        if plain not in words.certain and any(word in plain for word in words.password):
            params = {"header": in_one_line(text)}
            raise Refused(RefusalCode.PASSWORD_COLUMN, row=header.row, column=letter_of(place), params=params)


def _refuse_doubles(header: Header) -> None:
    places = defaultdict(list)
    for place, field in sorted(header.match.fields.items()):
        places[field].append(place)
    for field, doubles in places.items():
        if len(doubles) > 1:
            params = {
                "field": field.value,
                "columns": ", ".join(map(letter_of, doubles)),
                "headers": ", ".join(in_one_line(header.texts[place]) for place in doubles),
            }
            raise Refused(RefusalCode.DUPLICATE_HEADER, row=header.row, column=letter_of(doubles[0]), params=params)


def _refuse_missing(header: Header, table: RawTable) -> None:
    """S-02: without first and last name nobody can be ordered; every other gap is told row by row."""
    missing = [field for field in NAMES if field not in header.match.found]
    if not missing:
        return
    params = {
        "missing": ",".join(missing),
        "found": ", ".join(map(in_one_line, header.texts.values())),
        "suggestion": _closest(missing, header),
        "hidden": _hidden_columns(missing, header, table),
        "sheet": table.sheet or "",
    }
    raise Refused(
        RefusalCode.MISSING_COLUMN, row=header.row, params={key: text for key, text in params.items() if text}
    )


def _hidden_columns(missing: Sequence[Field], header: Header, table: RawTable) -> str:
    """The letters of hidden columns that would have carried a missing field."""
    known = vocabulary().certain
    texts = header_texts(header, table)
    hidden = [place for place in texts if place in table.hidden_columns]
    return ", ".join(letter_of(place) for place in hidden if known.get(normalised(texts[place])) in missing)


def _closest(missing: Sequence[Field], header: Header) -> str:
    """The header without a meaning that looks most like a missing field's word; only shown, never used."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # loaded only when the file is refused anyway

    known = [word for word, field in vocabulary().certain.items() if field in missing]
    best, likeness = "", float(ALIKE)
    for place, text in header.texts.items():
        match = process.extractOne(normalised(text), known, scorer=fuzz.ratio, score_cutoff=likeness)
        if match and place not in header.match.fields:
            best, likeness = in_one_line(text), match[1]
    return best

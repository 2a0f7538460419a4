"""Knows how a carrier's export is read: its rows by spreadsheet row number, its words and notations made ours."""

import re
from collections.abc import Mapping as Pairs
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pandas as pd
import pyarrow as pa

from trunkload.intake.choices import Choices
from trunkload.intake.fields import Field
from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Upload
from trunkload.intake.vocabulary import normalised, vocabulary
from trunkload.intake.worded_table import Wording, read_worded_table
from trunkload.inventory.number_plan import MAX_INTERNATIONAL_DIGITS
from trunkload.portal.handover.mapping import Back
from trunkload.validation.choices import PACKAGES
from trunkload.validation.phones import read_phones
from trunkload.validation.texts import STRINGS

WHAT: Final = "export"
"""The refusals of such a file have sentences of their own."""

OUR_WORDS: Final[Pairs[Field, str]] = MappingProxyType(
    {
        Field.FIRST_NAME: "given_name",
        Field.LAST_NAME: "family_name",
        Field.STREET: "street",
        Field.HOUSE_NUMBER: "house_number",
        Field.POSTAL_CODE: "postal_code",
        Field.CITY: "city",
        Field.COUNTRY: "country",
        Field.EMAIL: "email",
        Field.AUTH_EMAIL: "email",
        Field.MOBILE: "mobile",
        Field.USERNAME: "username",
        Field.TRUNK: "trunk",
        Field.PHONE_NUMBER: "number",
        Field.INTERNAL_NUMBER: "internal_number",
        Field.CONFERENCE_PACKAGE: "package",
    }
)
"""Columns of a staff sheet that mean the same in an export, where the mapping names none."""

_WITHOUT_PLUS = re.compile(r"[1-9][0-9]{9,14}")
_IN_BRACKETS = re.compile(r".*<([^<>]+)>\s*")
ExportRow = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Export:
    """`rows`: spreadsheet row number → field → text, None where the cell is empty; `fields`: the columns it has."""

    rows: Pairs[int, ExportRow]
    fields: frozenset[str]


def read_export(upload: Upload, choices: Choices, limits: Limits, back: Back) -> Export:
    """Raises Refused where the file as a whole cannot be used; a list of nothing would end every workplace."""
    headers = back.columns or _own_headers()
    words = {normalised(header): name for header, name in headers.items()}
    examples = ", ".join(header for header, name in headers.items() if name in back.keys) if back.columns else ""
    wording = Wording(words, frozenset(back.keys), WHAT, examples or "Rufnummer, Benutzername, number, username")
    table = read_worded_table(upload, choices, limits, wording)
    if table.entries.empty:
        raise Refused(RefusalCode.NO_ROWS, params={"what": WHAT})
    columns = {name: _ours(_trimmed(table.entries[name]), name, back) for name in table.letters}
    rows = {
        int(str(row)): {name: texts[place] for name, texts in columns.items()}
        for place, row in enumerate(table.entries.index)
    }
    return Export(rows, frozenset(table.letters))


def _own_headers() -> dict[str, str]:
    known = vocabulary().certain
    return {word: OUR_WORDS[field] for word, field in known.items() if field in OUR_WORDS}


def _trimmed(cells: pd.Series) -> list[str | None]:
    return [None if pd.isna(cell) else str(cell).strip() or None for cell in cells]


def _ours(texts: list[str | None], name: str, back: Back) -> list[str | None]:
    """By the carrier's words for our values, numbers in E.164 where they can be read."""
    if name in {"number", "mobile"}:
        return _numbers(texts)
    known = back.words.get(name, {})
    if name == "package":
        return [one if one is None else known.get(one, PACKAGES.get(one.casefold(), one)) for one in texts]
    return [one if one is None else known.get(one, one) for one in texts]


def _numbers(texts: list[str | None]) -> list[str | None]:
    """A caller's name in front, as in `"Anna" <+49…>`, is left out; digits without a prefix are taken as E.164."""
    bare = ["" if one is None else _IN_BRACKETS.sub(r"\1", one) for one in texts]
    whole = [f"+{one}" if _WITHOUT_PLUS.fullmatch(one) else one or None for one in bare]
    read = read_phones(pa.array(whole, STRINGS), MAX_INTERNATIONAL_DIGITS).e164.to_pylist()
    return [e164 or typed for e164, typed in zip(read, texts, strict=True)]

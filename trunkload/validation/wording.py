"""Makes the sentences: the one place where a finding becomes German or English (promise 8)."""

import re
import tomllib
from collections import UserDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from trunkload.intake.field_names import field_name, field_names
from trunkload.intake.refusal import Refused
from trunkload.inventory.phone_text import phone_text
from trunkload.validation.counted import Counted
from trunkload.validation.language import Lang
from trunkload.validation.named_rows import named_rows

if TYPE_CHECKING:
    from trunkload.validation.findings import Finding

E164 = re.compile(r"\+[0-9]{5,15}")
ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")

REFUSAL_PARAMS = (
    *("name", "format", "size", "limit", "looked_at", "missing", "found"),
    *("columns", "headers", "field", "header", "cells", "expected", "hidden", "sheet", "sheets", "count", "first"),
    *("last", "suggestion"),
)
"""What a refusal's sentence may name; a reader that stopped early cannot always say it."""

TYPED_PARAMS = frozenset({"found", "headers", "header", "sheet", "sheets", "first", "last", "suggestion", "hidden"})
"""Those of them that are words of the file's own."""

COUNTS = frozenset({"asked", "free", "count", "blocked", "more"})
"""Parameters of findings that are counts, and are told with a plural."""

LISTS = frozenset({"blocks"})
"""Parameters of findings that name several things, with commas between them."""

REFUSAL_COUNTS = frozenset({"limit", "size", "cells", "expected", "count", "hidden"})
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Surface(StrEnum):
    """Where a person reads: beside a command line with its options, or on a page with lists to choose from."""

    COMMANDS = "commands"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Words:
    """`message`: what is so. `fix`: what to do, in the imperative."""

    message: str
    fix: str


def words_of(finding: "Finding", header: str | None, lang: Lang, headers: Mapping[str, str] = NO_HEADERS) -> Words:
    """A finding in words. `header` is the person's own, `headers` are those of all fields; where the file has no such
    column, the field's usual name counts."""
    ours = {"suggestion": finding.suggestion or "", **finding.params}
    known: dict[str, object] = {name: _told(name, text, lang) for name, text in ours.items()}
    known["header"] = header or ("" if finding.field is None else field_name(finding.field, lang))
    known["value"] = finding.value or known.get("number", "")
    if "more" in finding.params:
        known["places"] = named_rows(finding, lang)
    return _words("sentences.toml", finding.code.value, _WithHeaders(known, headers, lang), lang)


def words_of_refusal(refused: Refused, lang: Lang, surface: Surface = Surface.COMMANDS) -> Words:
    """Why the whole file is not used, and what to do about it there."""
    unsaid = dict.fromkeys(REFUSAL_PARAMS, "?")
    known = {**unsaid, "row": str(refused.row or ""), "column": refused.column or "", **refused.params}
    variant = f"{refused.code.value}_{refused.params.get('what')}"
    key = variant if variant in _table("refusals.toml") else refused.code.value
    named = _with_field_names(known, lang)
    told = {name: Counted(text, lang) if name in REFUSAL_COUNTS else text for name, text in named.items()}
    words = _words("refusals.toml", key, told, lang)
    if surface is Surface.COMMANDS or key not in _fixes_on_page():
        return words
    return replace(words, fix=_fixes_on_page()[key][lang.value].format_map(told))


def reason_words(reason: str, base: str | None, lang: Lang) -> str:
    """Why a row gets just this number; `base`: the base number of its block, None of a single number."""
    code, _, detail = reason.partition(":")
    dated = f"{code}_since"
    key = dated if detail and dated in _table("reasons.toml") else code
    block = phone_text(base) if base else _words("reasons.toml", "no_block", {}, lang).message
    return _words("reasons.toml", key, {"base": block, "detail": shown(detail, lang)}, lang).message


class _WithHeaders(UserDict[str, object]):
    """What fills a sentence; `header_of_mobile` is the person's own header of that column, else its usual name."""

    def __init__(self, known: Mapping[str, object], headers: Mapping[str, str], lang: Lang) -> None:
        super().__init__(known)
        self._headers = headers
        self._lang = lang

    def __missing__(self, name: str) -> str:
        field = name.removeprefix("header_of_")
        if field == name:
            raise KeyError(name)
        return self._headers.get(field) or field_name(field, self._lang)


def _told(name: str, text: str, lang: Lang) -> object:
    if name in COUNTS:
        return Counted(text, lang)
    return ", ".join(shown(one, lang) for one in text.split(", ")) if name in LISTS else shown(text, lang)


def shown(text: str, lang: Lang) -> str:
    """Numbers by DIN 5008, days as the language writes them; any other text as it is."""
    if E164.fullmatch(text):
        return phone_text(text)
    return ISO_DAY.sub(r"\3.\2.\1", text) if lang is Lang.DE else text


def _with_field_names(params: Mapping[str, str], lang: Lang) -> dict[str, str]:
    fields = field_names(lang)
    named = {
        name: ", ".join(fields.get(one, one) for one in value.split(","))
        for name, value in params.items()
        if name in {"missing", "field"}
    }
    return {**params, **named}


def _words(table: str, key: str, known: Mapping[str, object], lang: Lang) -> Words:
    message, fix = _table(table)[key][lang.value]
    return Words(message.format_map(known), fix.format_map(known))


@cache
def _table(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("trunkload.validation").joinpath(name).read_text("utf-8"))


@cache
def _fixes_on_page() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("trunkload.validation").joinpath("refusals_on_page.toml").read_text("utf-8"))

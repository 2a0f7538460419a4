"""Makes the sentences: the one place where a finding becomes German or English (promise 8)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from trunkload.intake.refusal import Refused
from trunkload.inventory.phone_text import phone_text
from trunkload.validation.findings import Finding
from trunkload.validation.language import Lang

E164 = re.compile(r"\+[0-9]{5,15}")

REFUSAL_PARAMS = (
    *("name", "format", "size", "limit", "looked_at", "missing", "found"),
    *("columns", "headers", "field", "header", "cells", "expected"),
)
"""What a refusal's sentence may name; a reader that stopped early cannot always say it."""


@dataclass(frozen=True, slots=True)
class Words:
    """`message`: what is so. `fix`: what to do, in the imperative."""

    message: str
    fix: str


def words_of(finding: Finding, header: str | None, lang: Lang) -> Words:
    """A finding in words. `header` is the person's own; where the file has no such column, the field's usual name."""
    ours = {"suggestion": finding.suggestion or "", **finding.params}
    known = {name: phone_text(text) if E164.fullmatch(text) else text for name, text in ours.items()}
    known["header"] = header or field_name(finding.field, lang)
    known["value"] = finding.value or known.get("number", "")
    return _words("sentences.toml", finding.code.value, known, lang)


def words_of_refusal(refused: Refused, lang: Lang) -> Words:
    """Why the whole file is not used, and what to do about it."""
    unsaid = dict.fromkeys(REFUSAL_PARAMS, "?")
    known = {**unsaid, "row": str(refused.row or ""), "column": refused.column or "", **refused.params}
    variant = f"{refused.code.value}_{refused.params.get('what')}"
    key = variant if variant in _table("refusals.toml") else refused.code.value
    return _words("refusals.toml", key, _with_field_names(known, lang), lang)


def reason_words(reason: str, base: str, lang: Lang) -> str:
    """Why a row gets just this number."""
    return _words("reasons.toml", reason, {"base": base}, lang).message


def field_name(field: str | None, lang: Lang) -> str:
    """What people call a canonical column."""
    return "" if field is None else _table("fields.toml")[field][lang.value][0]


def _with_field_names(params: Mapping[str, str], lang: Lang) -> dict[str, str]:
    fields = _table("fields.toml")
    named = {
        name: ", ".join(field_name(one, lang) if one in fields else one for one in value.split(","))
        for name, value in params.items()
        if name in {"missing", "field"}
    }
    return {**params, **named}


def _words(table: str, key: str, known: Mapping[str, str], lang: Lang) -> Words:
    message, fix = _table(table)[key][lang.value]
    return Words(message.format_map(known), fix.format_map(known))


@cache
def _table(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("trunkload.validation").joinpath(name).read_text("utf-8"))

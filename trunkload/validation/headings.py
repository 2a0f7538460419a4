"""Makes the heading of a cause: what is to be done about it, in the imperative and counted."""

import tomllib
from functools import cache
from importlib import resources
from textwrap import shorten
from typing import Any, Final

from trunkload.intake.field_names import field_name
from trunkload.validation.counting import count_text
from trunkload.validation.findings import Severity
from trunkload.validation.groups import Group
from trunkload.validation.language import Lang

VALUE_SHOWN: Final = 60
"""Characters of a typed word that a heading repeats; the sentence below it has all of them."""


def heading_of(group: Group, header: str | None, lang: Lang) -> str:
    """`Fix 2 mobile numbers`. `header` is the person's own; where the file has no such column, the field's usual name
    counts."""
    finding, several = group.finding, len(group.rows) != 1
    things = _table()["things"]
    known = {
        "n": count_text(len(group.rows), lang),
        "header": header or ("" if finding.field is None else field_name(finding.field, lang)),
        "value": shorten((finding.value or "").strip(), VALUE_SHOWN, placeholder="…"),
        "thing": things[finding.field or "row"][lang.value][several],
    }
    told: str = _table()["families"][_family(group)][lang.value][several]
    return told.format_map(known)


def _family(group: Group) -> str:
    named = _families().get(group.finding.code.value)
    if named is not None:
        return named
    verb = "fix" if group.finding.severity is Severity.BLOCKED else "check"
    return f"{verb}_word" if group.by_value else verb


@cache
def _families() -> dict[str, str]:
    """The family of each code that one names."""
    return {code: name for name, family in _table()["families"].items() for code in family.get("codes", ())}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("trunkload.validation").joinpath("headings.toml").read_text("utf-8"))

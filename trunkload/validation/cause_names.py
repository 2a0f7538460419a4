"""Knows the name of each cause in a few words, where a whole sentence has no room."""

import tomllib
from functools import cache
from importlib import resources

from trunkload.intake.field_names import field_name
from trunkload.validation.findings import Finding
from trunkload.validation.groups import Group
from trunkload.validation.language import Lang

QUOTED = {Lang.DE: "{name}: „{value}“", Lang.EN: "{name}: “{value}”"}


def cause_name(group: Group, header: str | None, lang: Lang) -> str:
    """`header`: the person's own, or None where the file has no such column. A word that is the cause is named."""
    name = name_of_code(group.finding, header, lang)
    if not group.by_value:
        return name
    return QUOTED[lang].format(name=name, value=(group.finding.value or "").strip())


def name_of_code(finding: Finding, header: str | None, lang: Lang) -> str:
    usual = "" if finding.field is None else field_name(finding.field, lang)
    return cause_names()[finding.code.value][lang.value].format(header=header or usual)


@cache
def cause_names() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("trunkload.validation").joinpath("cause_names.toml").read_text("utf-8"))

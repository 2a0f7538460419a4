"""Knows how it is worded what a workplace has: its package, and whether it is at work, planned or about to change."""

from collections.abc import Mapping

from trunkload.flows.number_words import Cells, local_day
from trunkload.flows.words import say
from trunkload.inventory.account_words import Package
from trunkload.validation.language import Lang

STATES = ("active", "planned", "changing")


def package_names(lang: Lang) -> dict[str, str]:
    """What each package is called."""
    return {one.value: say(f"package_{one.value}", lang) for one in Package}


def workplace_states(lang: Lang) -> dict[str, str]:
    return {one: say(f"workplace_{one}", lang) for one in STATES}


def package_text(one: Cells, names: Mapping[str, str], lang: Lang) -> str:
    """The package and since when, and the other one that an open import of ours asks for."""
    package, planned, since = one["package"], one["planned_package"], local_day(one["package_since"], lang)
    if package == Package.NONE and not planned:
        return ""
    text = say("package_since", lang, package=names[package], date=since) if since else names[package]
    return f"{text} → {names[planned]}" if planned else text

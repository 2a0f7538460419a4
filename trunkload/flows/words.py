"""Knows what the command line and the page say alike, in German and in English; the sentences stand in words.toml."""

import tomllib
from functools import cache
from importlib import resources

from trunkload.reports.notation import count_text
from trunkload.reports.typed_text import visible_text
from trunkload.validation.language import Lang


def say(key: str, lang: Lang, /, **params: object) -> str:
    """The text called `key` with its blanks filled; what a person typed moves no cursor of a terminal (promise 9)."""
    return filled(shared_texts()[key], lang, **params)


def say_count(key: str, count: int, lang: Lang, /, **params: object) -> str:
    """`key_one` for one thing, `key` for any other number of them, with `{n}` filled."""
    return say(f"{key}_one" if count == 1 else key, lang, n=count_text(count, lang), **params)


def filled(text: dict[str, str], lang: Lang, /, **params: object) -> str:
    """The text of one language with its blanks filled."""
    shown = {name: visible_text(given) if isinstance(given, str) else given for name, given in params.items()}
    return text[lang.value].format_map(shown)


@cache
def shared_texts() -> dict[str, dict[str, str]]:
    """By key, then by language."""
    return tomllib.loads(resources.files("trunkload.flows").joinpath("words.toml").read_text("utf-8"))

"""Knows what the command line says, in German and in English; the sentences stand in texts.toml."""

import tomllib
from functools import cache
from importlib import resources

from trunkload.reports.notation import count_text
from trunkload.reports.typed_text import visible_text
from trunkload.validation.language import Lang


def say(key: str, lang: Lang, /, **params: object) -> str:
    """The text called `key` with its blanks filled; what a person typed moves no cursor of a terminal (promise 9)."""
    shown = {name: visible_text(text) if isinstance(text, str) else text for name, text in params.items()}
    return _texts()[key][lang.value].format_map(shown)


def say_count(key: str, count: int, lang: Lang, /, **params: object) -> str:
    """`key_one` for one thing, `key` for any other number of them, with `{n}` filled."""
    return say(f"{key}_one" if count == 1 else key, lang, n=count_text(count, lang), **params)


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("trunkload.cli").joinpath("texts.toml").read_text("utf-8"))

"""Knows what the command line says, in German and in English; what the page says too stands in flows/words.toml."""

import tomllib
from functools import cache
from importlib import resources

from trunkload.flows.words import filled, shared_texts
from trunkload.reports.notation import count_text
from trunkload.validation.language import Lang


def say(key: str, lang: Lang, /, **params: object) -> str:
    """The text called `key` with its blanks filled; what a person typed moves no cursor of a terminal (promise 9)."""
    return filled(_texts()[key], lang, **params)


def say_count(key: str, count: int, lang: Lang, /, **params: object) -> str:
    """`key_one` for one thing, `key` for any other number of them, with `{n}` filled."""
    return say(f"{key}_one" if count == 1 else key, lang, n=count_text(count, lang), **params)


@cache
def _texts() -> dict[str, dict[str, str]]:
    own = tomllib.loads(resources.files("trunkload.cli").joinpath("texts.toml").read_text("utf-8"))
    return shared_texts() | own

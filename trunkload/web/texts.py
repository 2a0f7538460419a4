"""Knows what the page says, in German and in English; the sentences stand in texts.toml."""

import tomllib
from functools import cache
from importlib import resources

from trunkload.reports.notation import count_text
from trunkload.validation.language import Lang


def say(key: str, lang: Lang, /, **params: object) -> str:
    """The text called `key` with its blanks filled; whoever shows it escapes it."""
    return texts_in(lang)[key].format_map(params)


@cache
def texts_in(lang: Lang) -> dict[str, str]:
    """All texts of a language by their keys."""
    written = resources.files("trunkload.web").joinpath("texts.toml").read_text("utf-8")
    return {key: text[lang.value] for key, text in tomllib.loads(written).items()}


def say_count(key: str, count: int, lang: Lang, /, **params: object) -> str:
    """`key_one` for one thing, `key` for any other number of them, with `{n}` filled."""
    return say(f"{key}_one" if count == 1 else key, lang, n=count_text(count, lang), **params)

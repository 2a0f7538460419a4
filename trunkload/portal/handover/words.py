"""Knows the sentences of a checklist, German and English; they stand in words.toml."""

import tomllib
from functools import cache
from importlib.resources import files

from trunkload.validation.language import Lang


def word(key: str, lang: Lang, /, **params: str) -> str:
    """The text called `key` with its blanks filled."""
    return _words()[key][lang.value].format_map(params)


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("trunkload.portal.handover").joinpath("words.toml").read_text("utf-8"))

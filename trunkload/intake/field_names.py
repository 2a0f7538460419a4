"""Knows what people call the canonical columns, in German and in English."""

import tomllib
from functools import cache
from importlib.resources import files


def field_name(field: str, lang: str) -> str:
    """The usual name of a field, `lang` being `de` or `en`."""
    return field_names(lang)[field]


@cache
def field_names(lang: str) -> dict[str, str]:
    """Every field's usual name."""
    table = tomllib.loads(files("trunkload.intake").joinpath("field_names.toml").read_text("utf-8"))
    return {field: names[lang] for field, names in table.items()}


@cache
def option_name(field: str) -> str:
    """The field in a command, the same in every language: its usual English name where that is one shorter word."""
    english = field_name(field, "en").lower()
    return english if len(english) < len(field) and " " not in english else field

"""Knows which settings name a place that is another one wherever somebody else stands."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from trunkload.settings.sections import Settings

FILE_URL = "sqlite:///"


def relative_places(settings: Settings) -> tuple[str, ...]:
    """The keys, as they stand in trunkload.toml, whose folders or files are no whole paths."""
    return tuple(_relative(settings, ""))


def _relative(section: BaseModel, before: str) -> Iterator[str]:
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            yield from _relative(value, f"{before}{name}.")
        elif _is_relative(f"{before}{name}", value):
            yield f"{before}{name}"


def _is_relative(key: str, value: object) -> bool:
    match key, value:
        case _, Path():
            return not value.is_absolute()
        case "inbox.place", str():
            return bool(value) and "://" not in value and not Path(value).is_absolute()
        case "database_url", str():
            return value.startswith(FILE_URL) and not Path(value.removeprefix(FILE_URL)).is_absolute()
        case _:
            return False

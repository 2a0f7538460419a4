"""Knows where settings are written: trunkload.toml and the environment, which wins; a wrong one is named."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from trunkload.settings.failures import SettingsError, SettingsProblem, place_of, problem_of
from trunkload.settings.sections import PREFIX, Settings
from trunkload.validation.rules import DefaultAddress, Rules

CONFIG_VARIABLE = "TRUNKLOAD_CONFIG"
OUTSIDE_SETTINGS = frozenset({CONFIG_VARIABLE, "TRUNKLOAD_TMF_DOCUMENTS"})
"""Variables with our prefix that are no settings: where the file lies, and where tests find official documents."""


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises SettingsError, which names the key, and knows what else is wrong."""
    path = _path(environ)
    if CONFIG_VARIABLE in environ and not path.is_file():
        raise SettingsError(CONFIG_VARIABLE, SettingsProblem.NO_SUCH_FILE, str(path))
    written = _toml(path) if path.is_file() else {}
    wrong = {name: SettingsError(name, SettingsProblem.UNKNOWN) for name in _unknown(environ)}
    try:
        settings = Settings(**written)
    except ValidationError as error:
        for one in error.errors():
            key = _key(place_of(one), environ, path)
            wrong.setdefault(key, SettingsError(key, *problem_of(one)))
    if wrong:
        first, *others = wrong.values()
        first.others = tuple(others)
        raise first from None
    return settings


def settings_file(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The file that the settings are read from; None where there is none, so that only the environment counts."""
    path = _path(environ)
    return path if path.is_file() else None


def _path(environ: Mapping[str, str]) -> Path:
    return Path(environ.get(CONFIG_VARIABLE, "trunkload.toml"))


def _toml(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = place[1] if place else str(text.count("\n") + 1)
        raise SettingsError(str(path), SettingsProblem.NOT_TOML, line) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(str(path), SettingsProblem.UNREADABLE) from None


def _unknown(environ: Mapping[str, str]) -> list[str]:
    """A misspelt variable would otherwise change nothing and say nothing."""
    known = set(_variables(Settings, PREFIX)) | OUTSIDE_SETTINGS
    return [name for name in environ if name.startswith(PREFIX) and name.upper() not in known]


def _variables(model: type[BaseModel], prefix: str) -> Iterator[str]:
    """One for each key; a whole section has none."""
    for name, field in model.model_fields.items():
        key = f"{prefix}{name}".upper()
        kinds = [kind for kind in (field.annotation, *get_args(field.annotation)) if isinstance(kind, type)]
        section = next((kind for kind in kinds if issubclass(kind, BaseModel)), None)
        if section is not None:
            yield from _variables(section, f"{key}__")
        elif Rules in kinds:
            yield from (f"{key}__{one}".upper() for one in _names(Rules))
        else:
            yield key


def _names(section: type[Rules | DefaultAddress]) -> Iterator[str]:
    """The keys of a section that is no model, those of its own section too."""
    for one in fields(section):
        inner = _names(DefaultAddress) if one.type is DefaultAddress else None
        yield from [one.name] if inner is None else (f"{one.name}__{name}" for name in inner)


def _key(place: tuple[int | str, ...], environ: Mapping[str, str], path: Path) -> str:
    """The key as the person wrote it: a variable's name if one is set for it or within it, else the file and the
    dotted key."""
    parts = [str(part) for part in place]
    within = PREFIX + "__".join([*parts, ""]).upper()
    for length in range(len(parts), 0, -1):
        variable = PREFIX + "__".join(parts[:length]).upper()
        if variable in environ:
            return variable
    inner = next((name for name in environ if name.startswith(within)), None)
    return inner or f"{'.'.join(parts)} in {path}"

"""Knows the settings of one command, with the language that the person asked for."""

from trunkload.settings import Settings, read_settings
from trunkload.validation.language import Lang


def settings_in(lang: str | None) -> Settings:
    """The settings, read once; `--lang` wins over them. Raises SettingsError."""
    settings = read_settings()
    return settings if lang is None else settings.model_copy(update={"lang": Lang(lang)})

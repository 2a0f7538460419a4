"""What an installation chooses: read once from trunkload.toml and the environment, failing loudly."""

from trunkload.settings.failures import SettingsError, SettingsProblem
from trunkload.settings.reading import read_settings
from trunkload.settings.sections import Settings, language_in

__all__ = ["Settings", "SettingsError", "SettingsProblem", "language_in", "read_settings"]

"""Looks at the settings: are all of them read, which are still made up, and who may read the secrets among them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from trunkload.flows.health.checks import Check, Sight, seen
from trunkload.settings import Settings
from trunkload.settings.reading import settings_file
from trunkload.settings.sections import NotifySettings

SECRETS = (
    ("carrier", "api_key"),
    ("carrier", "client_secret"),
    ("notify", "smtp_password"),
)
FOR_OTHERS = 0o077
"""Bits of a file's mode that are anybody's but the owner's."""


def look_at_settings(settings: Settings) -> Iterator[Check]:
    file = settings_file()
    if file is None:
        yield seen("settings", Sight.SETTINGS_WITHOUT_FILE)
    else:
        yield seen("settings", Sight.SETTINGS_IN_FILE, file=str(file))
        yield from _secrets(file)
    made_up = [f"notify.{key}" for key in ("admin_email", "sender") if _is_made_up(settings.notify, key)]
    sight = Sight.SENDER_MADE_UP if made_up else Sight.SENDER_SET
    yield seen("settings.addresses", sight, keys=", ".join(made_up))


def _is_made_up(notify: NotifySettings, key: str) -> bool:
    return bool(getattr(notify, key) == NotifySettings.model_fields[key].default)


def _secrets(file: Path) -> Iterator[Check]:
    """Which keys hold one is said, never what it is."""
    written = tomllib.loads(file.read_text("utf-8"))
    keys = ", ".join(f"{section}.{key}" for section, key in SECRETS if key in written.get(section, {}))
    if keys:
        readable = bool(file.stat().st_mode & FOR_OTHERS)
        sight = Sight.SECRETS_READABLE if readable else Sight.SECRETS_KEPT
        yield seen("settings.secrets", sight, file=str(file), keys=keys)

"""Knows all that is looked at when somebody asks whether the house is in order."""

from functools import partial

from trunkload.flows.health.carrier import look_at_carrier, look_at_certificates
from trunkload.flows.health.checks import Check, Sight, failed_with, seen
from trunkload.flows.health.choices import look_at_settings
from trunkload.flows.health.clock import look_at_clock
from trunkload.flows.health.database import look_at_database
from trunkload.flows.health.files import look_at_files
from trunkload.flows.health.home import look_at_disk, look_at_home
from trunkload.flows.health.inbox import look_at_inbox
from trunkload.flows.health.messages import look_at_mail, look_at_sms
from trunkload.flows.health.orchestration import look_at_prefect, served_at
from trunkload.flows.health.restored import look_at_imports
from trunkload.flows.health.side_by_side import PROBE_SECONDS, Probe, side_by_side
from trunkload.flows.health.waiting import look_at_waiting, look_at_workers
from trunkload.settings import Settings, SettingsError, read_settings

NEED_SETTINGS = (
    *("home", "disk", "database", "files", "imports", "inbox", "carrier", "certificate", "mail", "sms", "clock"),
    *("waiting", "workers"),
)


def examine(seconds: float = PROBE_SECONDS) -> tuple[Check, ...]:
    """All rooms at the same time; nothing is changed but the file store's probe, which is gone afterwards."""
    try:
        settings = read_settings()
    except SettingsError as failure:
        prefect = side_by_side({"prefect": look_at_prefect}, seconds)
        rest = (seen(name, Sight.SETTINGS_FIRST) for name in NEED_SETTINGS)
        return (*(failed_with("settings", one) for one in (failure, *failure.others)), *prefect, *rest)
    return _in_order(side_by_side(probes_of(settings), seconds))


def probes_of(settings: Settings) -> dict[str, Probe]:
    """Each room by its name."""
    return {
        "settings": partial(look_at_settings, settings),
        "home": partial(look_at_home, settings.home),
        "disk": partial(look_at_disk, settings.home),
        "database": partial(look_at_database, settings),
        "files": partial(look_at_files, settings),
        "imports": partial(look_at_imports, settings),
        "inbox": partial(look_at_inbox, settings),
        "carrier": partial(look_at_carrier, settings),
        "certificate": partial(look_at_certificates, settings),
        "mail": partial(look_at_mail, settings),
        "sms": partial(look_at_sms, settings),
        "prefect": partial(look_at_prefect, served=served_at(settings)),
        "clock": partial(look_at_clock, settings),
        "waiting": partial(look_at_waiting, settings),
        "workers": partial(look_at_workers, settings),
    }


def _in_order(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """What one room saw of another's stands with the others there."""
    rooms = list(dict.fromkeys(one.name.partition(".")[0] for one in checks))
    return tuple(sorted(checks, key=lambda one: rooms.index(one.name.partition(".")[0])))

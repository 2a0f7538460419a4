"""Turns a failure that we know into its sentence; an unknown one is a defect and keeps its traceback."""

import os
from datetime import date

from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say
from trunkload.flows.failures import Stopped
from trunkload.flows.plan_change_words import change_lines
from trunkload.flows.plan_changes import PlanChanged
from trunkload.intake.failures import ReaderError
from trunkload.notify.errors import NotifyError
from trunkload.portal.handover.failures import HandoverFileError
from trunkload.portal.protocol import PortalError
from trunkload.portal.rehearsal.faults.script_entry import FaultScriptError
from trunkload.portal.rehearsal.file_entry import AccountFileError
from trunkload.reports.notation import day_text
from trunkload.settings import SettingsError, language_in, read_settings
from trunkload.storage.failures import StorageError
from trunkload.validation.language import Lang


def sentence_of(failed: Exception, lang: str | None) -> str | None:
    """What is so and what to do, or None for what nobody foresaw."""
    spoken = language_of(lang)
    found = _text_of(failed, spoken)
    if found is None:
        return None
    lines = change_lines(failed.changes, spoken) if isinstance(failed, PlanChanged) else ()
    return "\n  ".join((say(found[0], spoken, **found[1]), *lines))


def _text_of(failed: Exception, lang: Lang) -> tuple[str, dict[str, str]] | None:
    """The text of the command line that tells this failure, and what fills it."""
    found: tuple[str, dict[str, str]] | None = None
    match failed:
        case SettingsError():
            found = f"settings_{failed.problem.value}", {"key": failed.key, "detail": failed.detail}
        case Stopped():
            found = failed.code.value, _with_day(failed.params, lang)
        case PortalError():
            found = _portal_text(failed)
        case StorageError():
            found = f"storage_{failed.problem.value}", {}
        case NotifyError():
            found = f"notify_{failed.problem.value}", {"name": failed.name}
        case ReaderError() | AccountFileError() | FaultScriptError():
            found = _text_of_file(failed)
        case Refusal():
            found = failed.key, failed.params
        case OSError() if failed.filename is not None:
            found = "no_such_path", {"path": str(failed.filename)}
    return found


def _with_day(params: dict[str, str], lang: Lang) -> dict[str, str]:
    """A day that a sentence names is written as people write it."""
    return params if "day" not in params else params | {"day": day_text(date.fromisoformat(params["day"]), lang)}


def _text_of_file(failed: ReaderError | AccountFileError | FaultScriptError) -> tuple[str, dict[str, str]]:
    """About a file that the person gave."""
    match failed:
        case ReaderError():
            return f"reader_{failed.problem.value}", {}
        case AccountFileError():
            return f"account_file_{failed.problem.value}", {"key": failed.key}
        case FaultScriptError():
            return f"fault_script_{failed.problem.value}", {"key": failed.key, "detail": failed.detail}


def _portal_text(failed: PortalError) -> tuple[str, dict[str, str]]:
    """Files of a carrier without an API are a person's to put right, and named."""
    if isinstance(failed, HandoverFileError):
        params = {"place": failed.place, "key": failed.key, "takes": failed.takes}
        return f"handover_file_{failed.file_problem.value}", params
    return f"portal_{failed.problem.value}", {"detail": failed.detail or "–"}


def language_of(lang: str | None) -> Lang:
    """The one that was asked for, else that of the settings, as far as they can be read."""
    if lang is not None:
        return Lang(lang)
    try:
        return read_settings().language
    except SettingsError:
        wished = os.environ.get("TRUNKLOAD_LANG", "")
        return Lang(wished) if wished in list(Lang) else language_in(os.environ)

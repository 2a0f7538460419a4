"""Knows what Prefect learns of a failure: the codes of ours, and of a defect its type and where it happened."""

import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, TypeVar

from trunkload.flows.failures import Stopped
from trunkload.intake.failures import ReaderError
from trunkload.intake.refusal import Refused
from trunkload.notify.errors import NotifyError
from trunkload.portal.protocol import PortalError
from trunkload.settings import SettingsError
from trunkload.storage.failures import ClaimLost, StorageError

Given = ParamSpec("Given")
Outcome = TypeVar("Outcome")

OURS = (Refused, PortalError, StorageError, Stopped, ReaderError, ClaimLost, NotifyError, SettingsError)
"""Their texts are made of codes, of keys of the settings, and of names of messages."""

PROGRAM = Path(__file__).parents[1]


class Defect(Exception):  # noqa: N818 - the house's word: it says that it is no failure of the outside
    """What nobody foresaw, without its text, which may name somebody or quote a row."""

    def __init__(self, kind: str, place: str) -> None:
        super().__init__(kind, place)
        self.kind = kind
        self.place = place

    def __str__(self) -> str:
        return f"a defect, {self.kind} at {self.place}"


def codes_only(work: Callable[Given, Outcome]) -> Callable[Given, Outcome]:
    """The same function; what it raises leaves without what it came from, and what is none of ours as a Defect.

    Prefect keeps the text of a failure in the state of the run, and its traceback with all causes in the log. Whoever
    looks for the defect has its place and the lines of code that led there.
    """

    @wraps(work)
    def told(*args: Given.args, **kwargs: Given.kwargs) -> Outcome:
        try:
            return work(*args, **kwargs)
        except (*OURS, Defect) as failed:
            raise failed from None
        except Exception as failed:  # noqa: BLE001 - whatever it is
            raise _defect(failed).with_traceback(failed.__traceback__) from None

    return told


def _defect(failed: Exception) -> Defect:
    return Defect(type(failed).__name__, _place(failed.__traceback__))


def _place(trace: TracebackType | None) -> str:
    """The innermost line of the program's own, else the innermost of all."""
    lines = traceback.extract_tb(trace)
    own = [one for one in lines if Path(one.filename).is_relative_to(PROGRAM) and one.filename != __file__]
    last = (own or lines)[-1]
    path = Path(last.filename)
    return f"{path.relative_to(PROGRAM.parent) if own else path.name}:{last.lineno}"

"""Knows which failures are a file's own, on how many days it met them, and when that was often enough."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from trunkload.flows.failures import StopCode, Stopped
from trunkload.intake.failures import ReaderError
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.portal.protocol import PortalError
from trunkload.storage.failures import InboxError, StorageError, StorageProblem

KINDS: Mapping[type[Exception], str] = {
    InboxError: "inbox",
    PortalError: "carrier",
    StorageError: "storage",
    ReaderError: "reader",
    Stopped: "stopped",
}
"""The first that fits."""

DEFECT = "defect"
"""What nobody foresaw."""

OF_ONE_FILE = frozenset(
    {
        *(StorageProblem.FILE_GONE, StorageProblem.FILE_DAMAGED, StorageProblem.NOT_THERE, StorageProblem.DAMAGED),
        *(StorageProblem.READ_ONLY, StorageProblem.FILES_NOT_ALLOWED),
    }
)
"""How one file of the inbox can fail while others do not: before any was claimed, the inbox could be written."""


def kind_of(failed: Exception) -> str:
    return next((kind for known, kind in KINDS.items() if isinstance(failed, known)), DEFECT)


def is_the_files_own(failed: Exception) -> bool:
    """Whether this file would fail again while others are imported.

    What every file would meet, an absent carrier, wrong credentials, a full disk, never counts against one of them,
    however long it lasts: it is told every night, and nothing is refused for it.
    """
    match failed:
        case InboxError():
            return failed.permanent and failed.problem in OF_ONE_FILE
        case StorageError():
            return failed.problem in {StorageProblem.FILE_GONE, StorageProblem.FILE_DAMAGED}
        case Stopped():
            return failed.code is StopCode.UPLOAD_CHANGED
        case PortalError() | ReaderError():
            return False
    return True


def noted_failure(before: Mapping[str, Any], failed: Exception, today: date) -> dict[str, Any]:
    """As the database keeps it: what it was, and on how many days the file itself was the reason; `before`: what was
    noted of its last failure. However often somebody looks on one day, it counts once."""
    days, day = int(before.get("days", 0)), before.get("day")
    if is_the_files_own(failed) and day != today.isoformat():
        days, day = days + 1, today.isoformat()
    return {"kind": kind_of(failed), "days": days, "day": day}


def refused_after(noted: Mapping[str, Any], tries: int) -> Refused | None:
    """Why the file is not tried any more, once it failed on `tries` days; None before."""
    if noted["days"] < tries:
        return None
    return Refused(RefusalCode.TRIED_TOO_OFTEN, params={"what": noted["kind"], "count": str(noted["days"])})

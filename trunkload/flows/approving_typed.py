"""Knows what becomes of a digest and a name that somebody typed into a form: an approval, or the reason why not."""

from trunkload.flows.approving import approve_plan
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.wiring import House
from trunkload.storage.audit import Deed

TO_TYPE_AGAIN = frozenset({StopCode.DIGEST_WRONG, StopCode.FOUR_EYES})
"""The plan stands as it was: another digest, or another person, may approve it."""


def approve_typed(house: House, import_id: str, digest: str, approver: str) -> Stopped | None:
    """None where the plan is approved now; a refusal is an answer here, no failure. Raises PortalError, StorageError.

    Whoever may open the form can type any name: the trail says beside the approval that it came from there.
    """
    try:
        approve_plan(house, import_id, digest, approver.strip(), way=Deed.APPROVED_AT_PREFECT)
    except Stopped as stopped:
        return stopped
    return None

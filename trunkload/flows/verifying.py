"""Looks any day whether an import's workplaces are at the carrier as they were ordered; corrects nothing."""

from dataclasses import dataclass
from datetime import datetime

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.reading_back import Difference, Found, compare, differences, records_of
from trunkload.flows.stored import items_of_import, known_import
from trunkload.flows.wiring import House
from trunkload.orders.states import OrderState, ReadBack
from trunkload.storage import audit
from trunkload.storage.database import reading, writing
from trunkload.storage.items import StoredItem, changed_since
from trunkload.validation.actions.action import Action


@dataclass(frozen=True, slots=True)
class Verified:
    """One ordered row against the carrier's record of now. `changed_by`: the later import of ours that is the last to
    have changed this workplace; then it is not compared, and `verdict` is None."""

    item: StoredItem
    verdict: ReadBack | None
    differences: tuple[Difference, ...] = ()
    changed_by: str | None = None

    @property
    def has_drifted(self) -> bool:
        return self.verdict in {ReadBack.DIFFERENT, ReadBack.MISSING}


@dataclass(frozen=True, slots=True)
class Verification:
    """All completed rows of one import, as the carrier had them at `looked_at`."""

    import_id: str
    looked_at: datetime
    rows: tuple[Verified, ...]

    @property
    def drifted(self) -> tuple[Verified, ...]:
        return tuple(one for one in self.rows if one.has_drifted)

    @property
    def compared(self) -> int:
        return sum(one.verdict is not None for one in self.rows)


def verify_import(house: House, import_id: str) -> Verification:
    """Read every completed workplace again and compare it; what was stored at the read-back stays as it was.

    Raises Stopped where nothing of the import was completed, PortalError where the carrier cannot be asked.
    """
    with reading(house.ledger) as conn:
        known_import(conn, import_id)
        completed = [one for one in items_of_import(conn, import_id) if one.state is OrderState.COMPLETED]
        changed = changed_since(conn, import_id)
    if not completed:
        raise Stopped(StopCode.NOTHING_TO_VERIFY, id=import_id)
    found = records_of(house.open_portal().read_workplaces([one.number for one in completed]))
    rows = tuple(_verified(one, found, changed) for one in completed)
    verification = Verification(import_id, house.clock(), rows)
    with writing(house.ledger) as conn:
        counts = {"compared": verification.compared, "drifted": len(verification.drifted)}
        audit.note(conn, house.settings.user, audit.Deed.VERIFIED, import_id, **counts)
    return verification


def _verified(item: StoredItem, found: Found, changed: dict[str, str]) -> Verified:
    by = changed.get(item.of_workplace or item.workplace_id or "")
    if by is not None:
        return Verified(item, None, changed_by=by)
    verdict = compare(item, found).verdict
    told = verdict is ReadBack.DIFFERENT and item.action is not Action.DELETE
    return Verified(item, verdict, differences(item, found) if told else ())

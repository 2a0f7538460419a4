"""Looks back at an ordered import: what of it can be taken back now, and the sheet that asks for just that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.importing import receive_upload
from trunkload.flows.stored import items_of_import, known_import
from trunkload.flows.syncing import sync_account
from trunkload.flows.wiring import House
from trunkload.intake.sheet import Upload
from trunkload.intake.written_rows import upload_of_rows
from trunkload.inventory.account import Account
from trunkload.inventory.terms import end_days, first_days
from trunkload.inventory.workplace_record import Record
from trunkload.orders.reversal import Now, NumberNow, Reversal, Standing
from trunkload.orders.states import ImportState, OrderState
from trunkload.orders.undoing import number_wanted, undo_row
from trunkload.storage.database import reading
from trunkload.storage.items import StoredItem, changed_since
from trunkload.validation.language import Lang

ORDERED = frozenset({ImportState.DONE, ImportState.PARTLY_DONE})
STOPS = {
    ImportState.PLANNED: StopCode.UNDO_BEFORE_ORDER,
    ImportState.APPROVED: StopCode.UNDO_BEFORE_ORDER,
    ImportState.SUBMITTING: StopCode.UNDO_STILL_OPEN,
}
"""Why an import in this state cannot be undone; of all others nothing was ordered."""


@dataclass(frozen=True, slots=True)
class LookedBack:
    """Every completed row of an import with what can be done about it; `not_done`: how many rows the carrier did not
    carry out, so that nothing of them is to be taken back."""

    import_id: str
    rows: tuple[tuple[StoredItem, Reversal], ...]
    not_done: int

    def of(self, standing: Standing) -> tuple[tuple[StoredItem, Reversal], ...]:
        return tuple(one for one in self.rows if one[1].standing is standing)


def look_back(house: House, import_id: str) -> LookedBack:
    """Against what the carrier has now.

    Raises PortalError, and Stopped where nothing was ordered or not all of it is final.
    """
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
        items = items_of_import(conn, import_id)
        changed = changed_since(conn, import_id)
    completed = [one for one in items if one.state is OrderState.COMPLETED]
    if record.state not in ORDERED or not completed:
        raise Stopped(STOPS.get(record.state, StopCode.NOTHING_TO_UNDO), id=import_id)
    account = sync_account(house)
    rows = tuple(zip(completed, _decided(completed, account, changed, house.today), strict=True))
    return LookedBack(import_id, rows, len(items) - len(completed))


def undo_upload(looked: LookedBack) -> Upload:
    """The sheet of what can be reversed now, in the order of the import's rows."""
    cells = [one.cells for _, one in looked.of(Standing.NOW) if one.cells is not None]
    return upload_of_rows(f"undo-of-{looked.import_id}.csv", cells)


def receive_undo(house: House, looked: LookedBack, user: str, lang: Lang) -> str:
    """The id of an import that asks for just that, received and not read yet. Raises Stopped where nothing can be taken
    back now."""
    if not looked.of(Standing.NOW):
        raise Stopped(StopCode.NOTHING_TO_UNDO, id=looked.import_id)
    return receive_upload(house, undo_upload(looked), user, lang, undoes=looked.import_id)


def _decided(items: Sequence[StoredItem], account: Account, changed: Mapping[str, str], today: date) -> list[Reversal]:
    there = _Here.of(account)
    return [undo_row(one, there.now(one, changed), today) for one in items]


@dataclass(frozen=True, slots=True)
class _Here:
    """The account, by what a row asks for it: ids, numbers, usernames, people."""

    records: dict[str, Record]
    ends: dict[str, str]
    package_ends: dict[str, str]
    numbers: pd.DataFrame
    usernames: dict[str, str]

    @classmethod
    def of(cls, account: Account) -> "_Here":
        places = account.workplaces
        told = places.astype(object).where(places.notna(), None).to_dict("index")
        records: dict[str, Record] = {
            str(one): {str(name): value for name, value in record.items()} for one, record in told.items()
        }
        known = ((person, str(record["username"])) for record in records.values() for person in _people(record))
        ends, package_ends = end_days(places)[0], first_days(places["package_since"])
        return cls(records, _days(ends), _days(package_ends), account.numbers, dict(known))

    def now(self, item: StoredItem, changed: Mapping[str, str]) -> Now:
        place = item.of_workplace or item.workplace_id or ""
        people = _people({name: getattr(item, name) for name in ("username", "given_name", "family_name", "email")})
        return Now(
            record=self.records.get(place),
            changed_by=changed.get(place),
            ends_on=self.ends.get(place),
            package_ends_on=self.package_ends.get(place),
            number=self._number(number_wanted(item)),
            again=next((self.usernames[one] for one in people if one in self.usernames), None),
        )

    def _number(self, e164: str | None) -> NumberNow:
        if e164 is None or e164 not in self.numbers.index:
            return NumberNow(None)
        state, free_on = self.numbers["state"][e164], self.numbers["available_from"][e164]
        return NumberNow(str(state), free_on if isinstance(free_on, str) else None)


def _days(days: pd.Series) -> dict[str, str]:
    return {str(place): str(day) for place, day in days.dropna().items()}


def _people(record: Record) -> tuple[str, ...]:
    """What makes a workplace that of the same person: the username, or names with address."""
    person = [record[name] for name in ("given_name", "family_name", "email")]
    by_name = () if None in person else ("\x1f".join(str(one).casefold() for one in person),)
    return (*(() if record["username"] is None else (record["username"].casefold(),)), *by_name)

"""Asks the carrier what the customer has now; everything is judged and allocated against this answer."""

from dataclasses import dataclass

from sqlalchemy import Connection

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.lapsing import lapse_what_is_over
from trunkload.flows.wiring import House
from trunkload.inventory.account import Account
from trunkload.inventory.account_changes import AccountDiff, Conflict
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.storage import accounts, audit, conflicts
from trunkload.storage.database import reading, writing
from trunkload.storage.lapsing import lapse_numbers


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync found. `diff` is None where a later snapshot was stored already; `conflicts` are those of the diff
    and those that earlier syncs met and nobody has looked at."""

    account: Account
    diff: AccountDiff | None
    conflicts: tuple[Conflict, ...]


def sync_account(house: House, import_id: str | None = None) -> Account:
    """Ask the carrier what the customer has now, and keep it beside what our own imports hold."""
    told = _ask_carrier(house)
    with writing(house.ledger) as conn:
        _keep(house, conn, told, import_id)
        account = accounts.read_account(conn, house.clock())
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    return account


def sync_with_carrier(house: House) -> Synced:
    """The same for a person who looks at what changed; the conflicts count as seen afterwards."""
    told = _ask_carrier(house)
    with writing(house.ledger) as conn:
        earlier = conflicts.unseen_conflicts(conn)
        diff = _keep(house, conn, told, None)
        found = _together(earlier, diff)
        conflicts.note_shown(conn, house.settings.user, found)
        return Synced(accounts.read_account(conn, house.clock()) or told, diff, found)


def look_at_carrier(house: House) -> Synced:
    """What a sync would change; nothing is written."""
    told = _ask_carrier(house)
    with reading(house.ledger) as conn:
        diff = accounts.diff_account(conn, told, rest_days=house.settings.holding.rest_days)
        found = _together(conflicts.unseen_conflicts(conn), diff)
        return Synced(accounts.read_account(conn, house.clock()) or told, diff, found)


def sync_ordered(house: House, import_id: str) -> None:
    """Read the account again when orders have changed it, so that what is looked at or checked next is so.

    What was ordered is stored and read back already: a carrier that does not answer now is noted, and stops nothing.
    """
    try:
        sync_account(house, import_id)
    except (PortalError, Stopped) as failed:
        with writing(house.ledger) as conn:
            audit.note(conn, house.settings.user, audit.Deed.NOT_READ_AGAIN, import_id, why=str(failed))


def _together(earlier: tuple[Conflict, ...], diff: AccountDiff | None) -> tuple[Conflict, ...]:
    """Each once; an entry of the audit trail names only so many, the diff all."""
    new = () if diff is None else diff.conflicts
    return tuple(dict.fromkeys((*earlier, *new)))


def _ask_carrier(house: House) -> Account:
    portal = house.open_portal()
    try:
        return portal.read_account()
    except PortalError as failed:
        if failed.problem is PortalProblem.REFUSED and house.settings.carrier.kind == "rehearsal":
            raise Stopped(StopCode.ACCOUNT_MISSING) from failed
        raise


def _keep(house: House, conn: Connection, told: Account, import_id: str | None) -> AccountDiff | None:
    """Nobody loses to the carrier what is over already; what it tells may be over by now, too."""
    lapse_what_is_over(conn, house)
    diff = accounts.save_account(conn, told, rest_days=house.settings.holding.rest_days)
    if diff is not None:
        conflicts.note_sync(conn, house.settings.user, diff, import_id)
        lapse_numbers(conn, house.clock())
    return diff

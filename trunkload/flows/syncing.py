"""Asks the carrier what the customer has now; everything is judged and allocated against this answer."""

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.wiring import House
from trunkload.inventory.account import Account
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.storage import accounts, audit
from trunkload.storage.database import writing


def sync_account(house: House) -> Account:
    """Ask the carrier what the customer has now, and keep it beside what our own imports hold."""
    portal = house.open_portal()
    try:
        told = portal.read_account()
    except PortalError as failed:
        if failed.problem is PortalProblem.REFUSED and house.settings.carrier.kind == "rehearsal":
            raise Stopped(StopCode.ACCOUNT_MISSING) from failed
        raise
    with writing(house.ledger) as conn:
        accounts.save_account(conn, told)
        account = accounts.read_account(conn)
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    return account


def sync_ordered(house: House, import_id: str) -> None:
    """Read the account again when orders have changed it, so that what is looked at or checked next is so.

    What was ordered is stored and read back already: a carrier that does not answer now is noted, and stops nothing.
    """
    try:
        sync_account(house)
    except (PortalError, Stopped) as failed:
        with writing(house.ledger) as conn:
            audit.note(conn, house.settings.user, audit.Deed.NOT_READ_AGAIN, import_id, why=str(failed))

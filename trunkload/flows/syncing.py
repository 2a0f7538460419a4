"""Asks the carrier what the customer has now; everything is judged and allocated against this answer."""

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.wiring import House
from trunkload.inventory.account import Account
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.storage import accounts
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

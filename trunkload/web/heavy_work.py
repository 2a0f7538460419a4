"""Knows what a worker process of the page does: it has what is heavy, the page itself does not."""

from trunkload.flows.arriving import FAILURES
from trunkload.flows.carrying import go_on_with_upload
from trunkload.flows.checking import known_account
from trunkload.flows.reporting import masked_again
from trunkload.flows.wiring import House, open_house
from trunkload.intake.refusal import Refused
from trunkload.intake.template import write_template
from trunkload.inventory.account_words import Package
from trunkload.settings import Settings

_HOUSES: list[House] = []


def begin_work(settings: Settings) -> None:
    """Once in each process."""
    _HOUSES[:] = [open_house(settings)]


def house() -> House:
    """Of this process."""
    return _HOUSES[0]


def carry(import_id: str) -> None:
    """What stood against it is kept with the job."""
    try:
        go_on_with_upload(_HOUSES[0], import_id)
    except (Refused, *FAILURES):
        return


def mask(import_id: str) -> None:
    masked_again(_HOUSES[0], import_id)


def make_template(lang: str) -> bytes:
    """With the customer's own trunks and sites, where an account was read."""
    account = known_account(_HOUSES[0].settings)
    trunks = [] if account is None else [one.id for one in account.trunks]
    sites = [] if account is None else [one.name for one in account.sites]
    return write_template(lang, trunks, sites, [one.value.title() for one in Package if one is not Package.NONE])

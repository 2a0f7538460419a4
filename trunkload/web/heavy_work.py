"""Knows what a worker process of the page does: it has what is heavy, the page itself does not."""

import contextlib
from typing import Final

from trunkload.flows.checking import known_account
from trunkload.flows.going_on import go_on_with_all
from trunkload.flows.patience import patient
from trunkload.flows.story import submit_story
from trunkload.flows.taking_up import FAILURES, go_on_with_upload
from trunkload.flows.wiring import House, open_house
from trunkload.intake.template import write_template
from trunkload.inventory.account_words import Package
from trunkload.settings import Settings
from trunkload.web import desk_work

_HOUSES: list[House] = []

FOLLOWED: Final = 60.0
"""Seconds that one import is followed while others may wait to be sent; whoever looks after all goes on then."""


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
    except FAILURES:
        return


def make_template(lang: str) -> bytes:
    """With the customer's own trunks and sites, where an account was read."""
    account = known_account(_HOUSES[0].settings)
    trunks = [] if account is None else [one.id for one in account.trunks]
    sites = [] if account is None else [one.name for one in account.sites]
    return write_template(lang, trunks, sites, [one.value.title() for one in Package if one is not Package.NONE])


def order(import_id: str) -> None:
    """Send, follow, read back and tell; what the carrier did not take now is tried again by whoever looks after all."""
    house = _HOUSES[0]
    with contextlib.suppress(*FAILURES):
        submit_story(patient(house, follow=FOLLOWED), import_id)


def look_after_all() -> None:
    """A defect of ours is raised after the last."""
    with contextlib.suppress(*FAILURES):
        go_on_with_all(_HOUSES[0], uploads=False)


def at_desk(task: str, *told: object) -> object:
    return desk_work.do(_HOUSES[0], task, *told)

"""What a carrier answers to each row becomes what a person is told; what meets every row ends the command."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.flows.fakes import FailingPortal
from tests.integration.flows.houses import approved, first_import, house_at
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.sending_credentials import Sending, send_credentials_again
from trunkload.flows.stored import items_of_import
from trunkload.flows.story import submit_story
from trunkload.flows.wiring import House
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading


class Refusing(FailingPortal):
    """Answers every wish for credentials with one failure."""

    def __init__(self, house: House, failure: PortalError) -> None:
        super().__init__(house.open_portal(), {})
        self._failure = failure

    def send_credentials(self, workplace_id: str) -> None:
        assert workplace_id.startswith("wp-")
        raise self._failure


@pytest.fixture(scope="module")
def ordered(planned_house: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house whose first import is ordered and read back; no test here sends anything."""
    house = house_at(shutil.copytree(planned_house, tmp_path_factory.mktemp("ordered") / "home"))
    submit_story(house, approved(house))
    return house


def failing(house: House, failure: PortalError) -> House:
    portal = Refusing(house, failure)
    return replace(house, open_portal=lambda: portal)


def a_row(house: House) -> int:
    with reading(house.ledger) as conn:
        return items_of_import(conn, first_import(house).id)[0].row


@pytest.mark.parametrize(
    ("failure", "sending"),
    [
        (PortalError(PortalProblem.REFUSED, permanent=True, detail="WORKPLACE_UNKNOWN no"), Sending.GONE),
        (PortalError(PortalProblem.REFUSED, permanent=True, detail="ORDER_UNDER_WAY po-1"), Sending.UNDER_WAY),
        (PortalError(PortalProblem.REFUSED, permanent=True, detail="LOCKED by law"), Sending.REFUSED),
        (PortalError(PortalProblem.BUSY, permanent=False, detail="CREDENTIALS_LIMIT", retry_after=60), Sending.LIMIT),
        (PortalError(PortalProblem.BUSY, permanent=False, detail="HTTP 429"), Sending.BUSY),
        (PortalError(PortalProblem.UNREACHABLE, permanent=False, sent=False), Sending.NOT_REACHED),
        (PortalError(PortalProblem.NO_ANSWER, permanent=False), Sending.NO_ANSWER),
        (PortalError(PortalProblem.NONSENSE, permanent=False), Sending.NO_ANSWER),
    ],
    ids=str,
)
def test_each_answer_of_the_carrier_has_its_own_word(ordered: House, failure: PortalError, sending: Sending) -> None:
    now = ordered.clock()
    house = replace(failing(ordered, failure), clock=lambda: now)
    (told,) = send_credentials_again(house, first_import(house).id, [a_row(house)])
    assert (told.sending, told.detail) == (sending, failure.detail)
    at = now + timedelta(seconds=60) if sending is Sending.LIMIT else None
    assert told.possible_at == at
    with reading(house.ledger) as conn:
        assert read_audit(conn, first_import(house).id)[-1].what == "credentials asked for"


@pytest.mark.parametrize("problem", [PortalProblem.NOT_OFFERED, PortalProblem.NOT_ALLOWED])
def test_what_meets_every_row_ends_it(ordered: House, problem: PortalProblem) -> None:
    house = failing(ordered, PortalError(problem, permanent=True, sent=False))
    with pytest.raises(PortalError) as raised:
        list(send_credentials_again(house, first_import(house).id, [a_row(house)]))
    assert raised.value.problem is problem


def test_rows_of_no_order_are_refused_before_any_other_is_looked_at(ordered: House) -> None:
    with pytest.raises(Stopped) as raised:
        send_credentials_again(ordered, first_import(ordered).id, [a_row(ordered), 999])
    assert (raised.value.code, raised.value.params["rows"]) == (StopCode.ROWS_NOT_ORDERED, "999")

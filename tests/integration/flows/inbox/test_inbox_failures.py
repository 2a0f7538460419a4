"""What fails in the inbox is tried again every night; what fails by itself is refused in the end, and nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.integration.flows.houses import days_later
from tests.integration.flows.inboxes import (
    arrivals_of,
    arrive,
    imports_of,
    lying,
    one_person,
    outcomes,
    with_inbox,
)
from trunkload.flows.import_inbox import import_inbox, sweep_inbox, take_up_claims
from trunkload.flows.running import Outcome
from trunkload.flows.wiring import House
from trunkload.notify.night import NightFile
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.orders.states import ImportState
from trunkload.portal.protocol import Portal, PortalError, PortalProblem
from trunkload.storage.failures import InboxError, StorageError, StorageProblem

FAILED, PLANNED, REFUSED = ArrivalOutcome.FAILED, ArrivalOutcome.PLANNED, ArrivalOutcome.REFUSED


class Failing:
    """Runs the story; the step of this name fails, always or the first time only."""

    def __init__(self, at: str, failed: Exception, *, first_only: bool = False) -> None:
        self._at, self._failed, self._first_only, self._times = at, failed, first_only, 0

    def __call__(self, step: Callable[..., Outcome], /, *args: object) -> Outcome:
        if step.__name__ == self._at and not (self._first_only and self._times):
            self._times += 1
            raise self._failed
        return step(*args)


def without_carrier(house: House, problem: PortalProblem, *, permanent: bool) -> House:
    def away() -> Portal:
        raise PortalError(problem, permanent=permanent, sent=False)

    return replace(house, open_portal=away)


def test_a_carrier_that_is_away_keeps_the_file_for_the_next_night(house: House) -> None:
    """Nothing is wrong with the file; the rejected import is not gone on with."""
    arrive(house, "neue.csv", one_person(0))
    swept = import_inbox(without_carrier(house, PortalProblem.NO_ANSWER, permanent=False))
    assert [(one.outcome, one.why) for one in swept.night.files] == [
        (FAILED, "the carrier could not be reached or refused")
    ]
    assert [name for name, _ in swept.failures] == ["neue.csv"]
    assert lying(house, "inbox") == lying(house, "done") == []
    assert outcomes(house) == {"neue.csv": PLANNED}
    assert [one.state for one in imports_of(house)] == [ImportState.REJECTED, ImportState.PLANNED]
    assert lying(house, "working") == []


@pytest.mark.parametrize(
    ("problem", "permanent"), [(PortalProblem.NO_ANSWER, False), (PortalProblem.NOT_ALLOWED, True)]
)
def test_a_week_without_the_carrier_refuses_nothing_and_is_told_every_night_since_when(
    house: House, problem: PortalProblem, *, permanent: bool
) -> None:
    """Be it away or not taking our credentials: every file would meet it."""
    arrive(house, "neue.csv", one_person(0))
    told: list[NightFile] = []
    for day in range(8):
        away = without_carrier(days_later(house, day), problem, permanent=permanent)
        told += import_inbox(away).night.files
    assert {one.outcome for one in told} == {FAILED}
    assert (len(told), len({one.since for one in told})) == (8, 1)
    assert outcomes(days_later(house, 8)) == {"neue.csv": PLANNED}


def test_a_defect_about_one_file_is_raised_after_the_others_are_imported(house: House) -> None:
    for at, name in enumerate(("a.csv", "b.csv")):
        arrive(house, name, one_person(at))
    swept = sweep_inbox(house, Failing("plan_import", ZeroDivisionError(), first_only=True))
    assert [(name, type(failed)) for name, failed in swept.failures] == [("a.csv", ZeroDivisionError)]
    assert {one.name: one.outcome for one in swept.night.files} == {"a.csv": FAILED, "b.csv": PLANNED}
    with pytest.raises(ZeroDivisionError):
        swept.or_defect()
    assert {name: one.outcome for name, one in arrivals_of(house).items()} == {"a.csv": FAILED, "b.csv": PLANNED}
    assert outcomes(house) == {"a.csv": PLANNED}


def test_a_file_that_always_fails_is_refused_after_its_days_with_a_report_that_says_why(house: House) -> None:
    """However often somebody looks on one day, it counts once; its import and its numbers are given up."""
    house = with_inbox(house, tries=3)
    arrive(house, "neue.csv", one_person(0))
    for day in (0, 0, 1):
        with pytest.raises(ZeroDivisionError):
            import_inbox(days_later(house, day), Failing("plan_import", ZeroDivisionError()))
        assert arrivals_of(house)["neue.csv"].outcome is FAILED
    with pytest.raises(ZeroDivisionError):
        import_inbox(days_later(house, 2), Failing("plan_import", ZeroDivisionError()))
    assert arrivals_of(house)["neue.csv"].outcome is REFUSED
    assert [one.state for one in imports_of(house)] == [ImportState.REJECTED]
    assert lying(house, "inbox") == lying(house, "working") == lying(house, "done") == []
    report, sent = lying(house, "refused")
    assert (report.endswith("-report.html"), sent.endswith("-sent-neue.csv")) == (True, True)
    page = (house.settings.home / "arrivals" / "refused" / report).read_text("utf-8")
    assert "On 3 days the import of this file broke off" in page
    arrive(house, "neue.csv", one_person(0))
    assert outcomes(days_later(house, 3)) == {"neue.csv": PLANNED}


def test_a_file_that_nobody_may_read_is_refused_after_its_days(house: House) -> None:
    """The night tells it as refused, and as nothing that waits to be tried again."""
    house = with_inbox(house, tries=2)
    arrive(house, "neue.csv", one_person(0))
    closed = Failing("begin_arrival", InboxError(StorageProblem.READ_ONLY, permanent=True))
    assert [len(import_inbox(days_later(house, day), closed).failures) for day in (0, 1)] == [1, 0]
    assert [name.rpartition("-")[2] for name in lying(house, "refused")] == ["report.html", "neue.csv"]


def test_a_full_disk_refuses_nothing(house: House) -> None:
    house = with_inbox(house, tries=1)
    arrive(house, "neue.csv", one_person(0))
    for failed in (StorageError, InboxError):
        full = Failing("begin_arrival", failed(StorageProblem.DISK_FULL, permanent=True))
        assert [one.outcome for one in import_inbox(house, full).night.files] == [FAILED]
    assert outcomes(house) == {"neue.csv": PLANNED}


def test_what_failed_while_it_was_planned_is_told_again_when_it_is_done(house: House) -> None:
    """Its import went on where it was; the summary of the failure does not stand for its end."""
    arrive(house, "neue.csv", one_person(0))
    closed = Failing("report_planned", StorageError(StorageProblem.DISK_FULL, permanent=True))
    written = Failing("write_report", StorageError(StorageProblem.DISK_FULL, permanent=True))
    assert [one.outcome for one in import_inbox(house, written).night.files] == [FAILED]
    assert [one.outcome for one in import_inbox(house, closed).night.files] == [FAILED]
    assert outcomes(house) == {"neue.csv": PLANNED}
    assert [one.state for one in imports_of(house)] == [ImportState.PLANNED]


def test_a_file_in_hand_when_the_database_went_is_gone_on_with_at_the_next_look(house: House) -> None:
    """Nothing could be noted of it, and nobody waits until the worker's time is over."""
    arrive(house, "neue.csv", one_person(0))
    arrive(house, "weitere.csv", one_person(1))
    ledger = house.settings.home / "trunkload.sqlite"
    away = ledger.with_suffix(".away")

    def until_it_goes(step: Callable[..., Outcome], /, *args: object) -> Outcome:
        if step.__name__ == "plan_import":
            house.ledger.dispose()
            ledger.rename(away)
            ledger.mkdir()
        return step(*args)

    with pytest.raises(StorageError):
        import_inbox(house, until_it_goes)
    ledger.rmdir()
    away.rename(ledger)
    assert len(imports_of(house)) == 1
    take_up_claims(house)
    assert {name: one.outcome for name, one in arrivals_of(house).items()} == {
        "neue.csv": PLANNED,
        "weitere.csv": PLANNED,
    }
    assert lying(house, "working") == lying(house, "inbox") == []
    assert take_up_claims(house) == []

"""An import whose worker is gone is finished by another one, once, with the same plan and report (promise 6)."""

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.homes import ended_well, in_a_process
from tests.integration.flows.houses import USER, house_at
from tests.integration.flows.inboxes import empty_house, imports_of, one_person
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.going_on import go_on_with_all
from trunkload.flows.importing import receive_upload, received_now
from trunkload.flows.receiving import keep_upload
from trunkload.flows.reporting import report_key
from trunkload.flows.running import Outcome
from trunkload.flows.story import import_story
from trunkload.flows.taking_up import TRIES, take_up_imports
from trunkload.flows.wiring import House
from trunkload.intake.upload import upload_of
from trunkload.inventory.account import Account
from trunkload.logs.telling import code_of
from trunkload.orders.states import ImportState
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.storage.database import reading, writing
from trunkload.storage.unfinished_table import unfinished_import
from trunkload.storage.upload_jobs import find_job, queue_job
from trunkload.validation.language import Lang

STEPS = ("read_received", "plan_import", "compare_uploads", "write_report")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return empty_house(tmp_path / "home")


def received(house: House, at: int = 0) -> str:
    return receive_upload(house, upload_of("neue.csv", one_person(at)), USER, Lang.EN)


def killed_after(house: House, import_id: str, last: str) -> None:
    """A process imports it and dies after that step."""
    house.ledger.dispose()

    def run(step: Callable[..., Outcome], /, *args: object) -> Outcome:
        done = step(*args)
        if step.__name__ == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    own = house.settings.home

    def work() -> None:
        import_story(house_at(own), import_id, run)

    assert not ended_well(in_a_process(work))


def later(house: House, seconds: float) -> House:
    return replace(house, clock=lambda: datetime.now(UTC) + timedelta(seconds=seconds))


def unfinished(house: House) -> list[tuple[str, int]]:
    with reading(house.ledger) as conn:
        return [(row.import_id, row.tries) for row in conn.execute(unfinished_import.select())]


@dataclass(frozen=True)
class Standing:
    """How the only import stands: how many of its people are ready, whether its report is there, what is left to do."""

    import_id: str
    state: ImportState
    ready: int
    is_reported: bool
    unfinished: list[tuple[str, int]]


def standing(house: House) -> Standing:
    (record,) = imports_of(house)
    key = report_key(record.id)
    is_reported = house.files.exists(key) and record.id in house.files.open(key).decode()
    return Standing(record.id, record.state, record.ready, is_reported, unfinished(house))


def planned_and_reported(import_id: str) -> Standing:
    return Standing(import_id, ImportState.PLANNED, 1, is_reported=True, unfinished=[])


@pytest.mark.parametrize("last", STEPS)
def test_an_import_killed_after_any_step_is_finished_at_the_next_look(house: House, last: str) -> None:
    import_id = received(house)
    killed_after(house, import_id, last)
    go_on_with_all(house)
    assert standing(house) == planned_and_reported(import_id)


def test_of_another_machine_it_is_taken_over_after_the_named_time_and_not_before(house: House) -> None:
    """There nothing tells that its process has ended."""
    import_id = received(house)
    killed_after(house, import_id, "read_received")
    shutil.rmtree(house.workers)
    patience = house.settings.flows.takeover_seconds
    take_up_imports(later(house, patience - 60))
    assert imports_of(house)[0].state is ImportState.RECEIVED
    take_up_imports(later(house, patience + 1))
    assert standing(house) == planned_and_reported(import_id)


def test_one_that_was_received_and_never_begun_is_left_to_whoever_received_it_for_that_time(house: House) -> None:
    import_id = received(house)
    take_up_imports(house)
    assert imports_of(house)[0].state is ImportState.RECEIVED
    take_up_imports(later(house, house.settings.flows.takeover_seconds + 1))
    assert standing(house) == planned_and_reported(import_id)


def test_an_upload_in_the_page_s_queue_waits_for_its_turn_where_the_page_has_that_queue(house: House) -> None:
    import_id = received(house)
    with writing(house.ledger) as conn:
        queue_job(conn, import_id, "kim", 100, house.clock())
    an_hour_later = later(house, 3600)
    take_up_imports(an_hour_later, uploads=False)
    assert imports_of(house)[0].state is ImportState.RECEIVED
    take_up_imports(an_hour_later)
    assert standing(house) == planned_and_reported(import_id)
    with reading(house.ledger) as conn:
        job = find_job(conn, import_id)
    assert job is not None
    assert job.ended_at is not None


def test_what_a_living_worker_has_in_hand_is_left_to_it_however_long_it_takes(house: House) -> None:
    """It says so again and again; to begin the same import by hand is refused meanwhile."""
    import_id = received(house)
    own = with_takeover(house, 1)
    looks: list[StopCode] = []

    def slow(step: Callable[..., Outcome], /, *args: object) -> Outcome:
        if step.__name__ == "plan_import":
            house.wait(1.5)
            assert take_up_imports(own) == []
            with pytest.raises(Stopped) as told:
                import_story(own, import_id)
            looks.append(told.value.code)
        return step(*args)

    import_story(own, import_id, slow)
    assert looks == [StopCode.IN_OTHER_HANDS]
    assert standing(house) == planned_and_reported(import_id)


def with_takeover(house: House, seconds: float) -> House:
    flows = house.settings.flows.model_copy(update={"takeover_seconds": seconds})
    return replace(house, settings=house.settings.model_copy(update={"flows": flows}))


def test_two_that_look_at_once_finish_it_once(house: House) -> None:
    import_id = received(house)
    killed_after(house, import_id, "read_received")
    house.ledger.dispose()
    own = house.settings.home
    both = [in_a_process(lambda: go_on_with_all(house_at(own))) for _ in range(2)]
    assert [ended_well(one) for one in both] == [True, True]
    assert standing(house) == planned_and_reported(import_id)
    with reading(house.ledger) as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM audit WHERE what = 'planned'").scalar() == 1


class Away:
    """A carrier that is not there."""

    def read_account(self) -> Account:
        raise PortalError(PortalProblem.UNREACHABLE, permanent=False, sent=False)


def test_a_failure_that_may_pass_leaves_the_import_for_later_where_somebody_goes_on(house: House) -> None:
    import_id = received(house)
    away = replace(house, open_portal=Away)  # type: ignore[arg-type]  # no more of it is asked
    with pytest.raises(PortalError):
        import_story(away, import_id, later=True)
    assert [code_of(failed) for failed in take_up_imports(away)] == [PortalProblem.UNREACHABLE]
    assert unfinished(house) == [(import_id, 0)]
    take_up_imports(house)
    assert standing(house) == planned_and_reported(import_id)


def test_without_anybody_who_goes_on_the_person_is_told_and_the_import_rejected(house: House) -> None:
    import_id = received(house)
    with pytest.raises(PortalError):
        import_story(replace(house, open_portal=Away), import_id)  # type: ignore[arg-type]  # no more of it is asked
    assert imports_of(house)[0].state is ImportState.REJECTED
    assert unfinished(house) == []


def test_an_import_on_which_one_worker_after_the_other_ends_is_given_up(house: House) -> None:
    """It may be what ends them: nobody else waits for it for ever."""
    import_id = received(house)
    for _ in range(TRIES):
        with writing(house.ledger) as conn:
            conn.execute(unfinished_import.update().values(until=datetime(2020, 1, 1, tzinfo=UTC)))
        killed_after(house, import_id, "read_received")
    assert unfinished(house) == [(import_id, TRIES)]
    go_on_with_all(house)
    assert imports_of(house)[0].state is ImportState.REJECTED
    assert unfinished(house) == []


def test_an_import_that_an_older_program_received_is_not_lost(house: House) -> None:
    with writing(house.ledger) as conn:
        record = received_now(house, upload_of("neue.csv", one_person(0)), USER, Lang.EN)
        import_id = keep_upload(conn, house, record, one_person(0))
        conn.execute(unfinished_import.delete())
    import_story(house, import_id)
    assert standing(house) == planned_and_reported(import_id)

"""What was green once is looked at again any day: drift at the carrier is told, ordered against found (promise 7)."""

from pathlib import Path

import pytest
from sqlalchemy import delete, update

from tests.integration.flows.houses import approved, first_import, imported
from trunkload.flows.approving import approve_plan
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.reading_back import Difference
from trunkload.flows.story import submit_story
from trunkload.flows.verifying import verify_import
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.orders.states import ReadBack
from trunkload.portal.rehearsal.tables import number, workplace
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading, writing


@pytest.fixture
def ordered(house: House) -> House:
    """A house whose first import is ordered and read back."""
    submit_story(house, approved(house))
    return house


def at_the_carrier(house: House, username: str, **changes: str) -> None:
    """What a colleague does in the carrier's portal."""
    with writing(rehearsal_database(house.settings)) as conn:
        conn.execute(update(workplace).where(workplace.c.username == username).values(changes))


def test_as_long_as_nobody_touches_them_all_workplaces_are_as_ordered(ordered: House) -> None:
    import_id = first_import(ordered).id
    told = verify_import(ordered, import_id)
    assert (told.compared, told.drifted) == (36, ())
    assert {one.verdict for one in told.rows} == {ReadBack.EQUAL}


def test_drift_is_told_as_ordered_and_found_and_corrects_nothing(ordered: House) -> None:
    import_id = first_import(ordered).id
    at_the_carrier(ordered, "jens.petersen", package="premium", city="Bonn")
    before = first_import(ordered)
    told = verify_import(ordered, import_id)
    (one,) = told.drifted
    assert one.item.username == "jens.petersen"
    assert one.verdict is ReadBack.DIFFERENT
    assert set(one.differences) == {
        Difference("package", one.item.package, "premium"),
        Difference("city", one.item.city, "Bonn"),
    }
    assert first_import(ordered) == before
    with reading(ordered.ledger) as conn:
        noted = [entry.details for entry in read_audit(conn, import_id) if entry.what == "verified"]
    assert noted == [{"compared": 36, "drifted": 1}]


def test_a_workplace_that_is_gone_is_missing(ordered: House) -> None:
    with writing(rehearsal_database(ordered.settings)) as conn:
        gone = delete(workplace).where(workplace.c.username == "jens.petersen").returning(workplace.c.number)
        e164 = conn.execute(gone).scalar_one()
        conn.execute(update(number).where(number.c.e164 == e164).values(state="free", holder=None))
    (one,) = verify_import(ordered, first_import(ordered).id).drifted
    assert (one.item.username, one.verdict, one.differences) == ("jens.petersen", ReadBack.MISSING, ())


def test_what_was_not_ordered_cannot_be_verified(house: House) -> None:
    with pytest.raises(Stopped) as told:
        verify_import(house, first_import(house).id)
    assert told.value.code is StopCode.NOTHING_TO_VERIFY


def test_what_a_later_import_of_ours_changed_is_no_drift(ordered: House, tmp_path: Path) -> None:
    first = first_import(ordered).id
    people = tmp_path / "changes.csv"
    people.write_text("Aktion;Benutzername;Konferenzpaket\nändern;jens.petersen;Premium\n", "utf-8")
    later = imported(ordered, people)
    assert later.plan is not None
    approve_plan(ordered, later.import_id, later.plan.digest, "admin")
    submit_story(ordered, later.import_id)
    told = verify_import(ordered, first)
    assert told.drifted == ()
    assert {one.changed_by for one in told.rows} == {None, later.import_id}

"""Workplaces that are there change and end once, whatever happens on the way (promises 4 to 7)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.flows.fakes import Failing, answer_lost, never_arrived
from tests.integration.flows.houses import (
    SAMPLES,
    account_of,
    approved,
    at_carrier,
    days_later,
    first_import,
    house_at,
    imported,
    items,
    number_states,
    state_of,
    with_failures,
)
from trunkload.flows.approving import approve_plan
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.lapsing import lapse
from trunkload.flows.plan_changes import PlanChanged, PlanChanges
from trunkload.flows.story import submit_story
from trunkload.flows.syncing import sync_account
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.inventory.workplace_record import Changed
from trunkload.orders.states import ImportState, OrderState, ReadBack
from trunkload.portal.protocol import PortalError
from trunkload.portal.rehearsal import load_account
from trunkload.storage.database import reading
from trunkload.storage.moving import Why
from trunkload.storage.number_history import read_history

LAURAS, TIMS = "+492214710108", "+492214710109"

SHEET = """Aktion;Vorname;Nachname;E-Mail;Mobilfunknummer;Standort;Benutzername;Durchwahl;Konferenzpaket
neu;Eva;Vogt;eva.vogt@example.org;0152 28817386;Köln;;;
ändern;;;;;;anna.schmidt;;Premium
ändern;;;;;;tim.bauer;300;
löschen;;;;;;laura.koch;;
"""


@pytest.fixture
def house(tmp_path: Path) -> House:
    """One import is planned that adds one person, changes two and ends one."""
    house = house_at(tmp_path / "home")
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    imported(house, sheet(tmp_path))
    return house


def sheet(folder: Path) -> Path:
    path = folder / "staff.csv"
    path.write_text(SHEET, "utf-8")
    return path


def all_done_once(house: House, import_id: str) -> None:
    workplaces = at_carrier(house).workplaces.set_index("username")
    assert len(workplaces) == 15
    assert workplaces.loc["anna.schmidt", "package"] == "premium"
    assert workplaces.loc["tim.bauer", "number"] == "+492214710300"
    assert "laura.koch" not in workplaces.index
    assert [one.read_back for one in items(house, import_id)] == [ReadBack.EQUAL] * 4
    assert state_of(house, import_id) is ImportState.DONE
    used = {one.name: one.used for one in at_carrier(house).contingents}
    assert used["workplace"] == 15


def test_a_plan_of_changes_is_ordered_and_read_back(house: House) -> None:
    import_id = approved(house)
    assert number_states(house)["held"] == 2
    submit_story(house, import_id)
    all_done_once(house, import_id)


def test_numbers_that_workplaces_have_left_rest_before_they_are_free(house: House) -> None:
    """Laura's, who left, and Tim's, who has another one; neither is given to anybody for ninety days."""
    import_id = approved(house)
    submit_story(house, import_id)
    day = (house.today + timedelta(days=house.settings.holding.rest_days)).isoformat()
    numbers = account_of(house).numbers
    resting = numbers[numbers["available_from"] == day]
    assert list(resting.index) == [LAURAS, TIMS]
    assert set(resting["state"]) == {"resting"}
    with reading(house.ledger) as conn:
        told = {number: read_history(conn, number)[-1] for number in (LAURAS, TIMS)}
    assert {number: (one.from_state, one.why, one.import_id) for number, one in told.items()} == {
        LAURAS: ("assigned", Why.ENDED, import_id),
        TIMS: ("assigned", Why.NUMBER_CHANGED, import_id),
    }
    assert number_states(days_later(house, 89))["resting"] == 2
    lapse(days_later(house, 90))
    sync_account(days_later(house, 90))
    assert number_states(house)["resting"] == 0


def test_a_number_need_not_rest(house: House) -> None:
    quick = house.settings.model_copy(update={"holding": house.settings.holding.model_copy(update={"rest_days": 0})})
    hasty = replace(house, settings=quick)
    submit_story(hasty, approved(hasty))
    assert number_states(hasty)["resting"] == 0
    assert account_of(hasty).numbers.loc[LAURAS, "state"] == "free"


@pytest.mark.parametrize("failing", [answer_lost, never_arrived])
def test_an_unclear_outcome_is_asked_for_and_nothing_happens_twice(house: House, failing: Failing) -> None:
    """Promise 6: a package's term must not begin again."""
    import_id = approved(house)
    broken, _ = with_failures(house, {1: failing})
    with pytest.raises(PortalError):
        submit_story(broken, import_id)
    submit_story(house, import_id)
    all_done_once(house, import_id)


@pytest.mark.parametrize(
    ("change", "username", "changes"),
    [
        (
            "UPDATE workplace SET package = 'plus', city = 'Hürth' WHERE username = 'anna.schmidt'",
            "anna.schmidt",
            (Changed("package", "basic", "plus"), Changed("city", None, "Hürth")),
        ),
        ("DELETE FROM workplace WHERE username = 'laura.koch'", "laura.koch", ()),
        (
            "UPDATE workplace SET number = '+492214710301' WHERE username = 'laura.koch'",
            "laura.koch",
            (Changed("number", LAURAS, "+492214710301"),),
        ),
        (
            "UPDATE workplace SET email = 'tim@example.org', mobile = '+4915228817386' WHERE username = 'tim.bauer'",
            "tim.bauer",
            (
                Changed("email", "tim.bauer@example.org", "tim@example.org"),
                Changed("mobile", None, "+4915228817386"),
            ),
        ),
    ],
)
def test_a_workplace_that_changed_since_the_plan_voids_the_approval(
    house: House, change: str, username: str, changes: tuple[Changed, ...]
) -> None:
    """Promise 4: a change sends the whole workplace, so a colleague's change since would be set back unseen."""
    with rehearsal_database(house.settings).begin() as carrier:
        carrier.exec_driver_sql(change)
    record = first_import(house)
    with pytest.raises(PlanChanged) as told:
        approve_plan(house, record.id, record.digest or "", "admin")
    found = told.value.changes
    assert found == PlanChanges(workplaces=found.workplaces)
    (one,) = found.workplaces
    assert (one.username, one.changes) == (username, changes)


def test_what_the_carrier_refuses_stays_as_it_is_and_the_others_go_on(house: House) -> None:
    """R-11: its own record has the last word on a term."""
    import_id = approved(house)
    with rehearsal_database(house.settings).begin() as carrier:
        carrier.exec_driver_sql("UPDATE workplace SET activated_on = '2999-01-01' WHERE username = 'laura.koch'")
    submit_story(house, import_id)
    *others, laura = items(house, import_id)
    assert {one.state for one in others} == {OrderState.COMPLETED}
    assert (laura.state, laura.carrier_code) == (OrderState.FAILED, "TERM_RUNNING")
    assert "laura.koch" in set(at_carrier(house).workplaces["username"])
    assert state_of(house, import_id) is ImportState.PARTLY_DONE


def test_a_cancelled_plan_changes_nothing_and_can_be_made_again(house: House, tmp_path: Path) -> None:
    """Promise 5."""
    before = at_carrier(house).workplaces
    assert cancel_import(house, first_import(house).id, "admin") == 2
    assert at_carrier(house).workplaces.equals(before)
    again = imported(house, sheet(tmp_path))
    assert again.plan is not None
    assert len(again.plan.items) == 4


def test_an_open_plan_is_not_made_twice(house: House, tmp_path: Path) -> None:
    """Promise 5: whoever is changed or ended by it is not planned again."""
    again = imported(house, sheet(tmp_path))
    assert (again.plan, again.checked.receipt.repeated) == (None, 4)

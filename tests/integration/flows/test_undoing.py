"""What an import has ordered is taken back by another import: planned, approved, read back, and undone again."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.integration.flows.houses import (
    SAMPLES,
    USER,
    approved,
    at_carrier,
    days_later,
    first_import,
    house_at,
    imported,
    items,
    state_of,
)
from trunkload.flows.approving import approve_plan
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.importing import Imported, receive_upload
from trunkload.flows.story import import_story, submit_story
from trunkload.flows.undoing import LookedBack, look_back, undo_upload
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.orders.reversal import Ground, Standing
from trunkload.orders.states import ImportState, OrderState
from trunkload.portal.rehearsal import load_account
from trunkload.portal.rehearsal.tables import workplace
from trunkload.storage.audit import Deed, read_audit
from trunkload.storage.database import reading, writing
from trunkload.validation.language import Lang

SHEET = """Aktion;Vorname;Nachname;E-Mail;Mobilfunknummer;Standort;Benutzername;Durchwahl;Konferenzpaket;Straße
neu;Eva;Vogt;eva.vogt@example.org;0152 28817386;Köln;;;;
ändern;;;;;;anna.schmidt;;Premium;
ändern;;;;;;tim.bauer;300;;
ändern;;;;;;max.mustermann;;keins;
ändern;;Hofmann;;0152 28817386;;mia.hoffmann;;;
ändern;;;;;;paul.becker;;;Neue Gasse
löschen;;;;;;laura.koch;;;
"""
EVA, ANNA, TIM, MAX, MIA, PAUL, LAURA = range(2, 9)


@pytest.fixture(scope="module")
def ordered_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a house whose first import added, changed and ended workplaces; nobody changes it."""
    folder = tmp_path_factory.mktemp("ordered")
    house = house_at(folder / "home")
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    (folder / "staff.csv").write_text(SHEET, "utf-8")
    imported(house, folder / "staff.csv")
    submit_story(house, approved(house))
    house.ledger.dispose()
    return folder / "home"


@pytest.fixture
def house(ordered_home: Path, tmp_path: Path) -> House:

    return house_at(shutil.copytree(ordered_home, tmp_path / "home"))


def at_the_carrier(house: House, username: str, **changes: str | None) -> None:
    with writing(rehearsal_database(house.settings)) as conn:
        conn.execute(update(workplace).where(workplace.c.username == username).values(changes))


def older(house: House, username: str) -> None:
    """Its term and that of its package are over today."""
    day = (house.today - timedelta(days=30)).isoformat()
    at_the_carrier(house, username, activated_on=day, package_since=day)


def grounds(looked: LookedBack) -> dict[int, Ground]:
    return {item.row: reversal.ground for item, reversal in looked.rows}


def rows(looked: LookedBack, standing: Standing) -> list[int]:
    return [item.row for item, _ in looked.of(standing)]


def undone(house: House, import_id: str) -> Imported:
    """What can be reversed now is planned, approved and ordered."""
    upload = undo_upload(look_back(house, import_id))
    undo = import_story(house, receive_upload(house, upload, USER, Lang.EN, undoes=import_id))
    assert undo.plan is not None
    assert not undo.checked.receipt.blocked
    approve_plan(house, undo.import_id, undo.plan.digest, USER)
    submit_story(house, undo.import_id)
    assert state_of(house, undo.import_id) is ImportState.DONE
    return undo


def test_right_after_the_order_terms_and_resting_numbers_lock_most_of_it(house: House) -> None:
    looked = look_back(house, first_import(house).id)
    assert grounds(looked) == {
        EVA: Ground.TERM,
        ANNA: Ground.PACKAGE_TERM,
        TIM: Ground.NUMBER_RESTS,
        MAX: Ground.CHANGE_BACK,
        MIA: Ground.CHANGE_BACK,
        PAUL: Ground.WAS_EMPTY,
        LAURA: Ground.NUMBER_RESTS,
    }
    until = {item.row: reversal.until for item, reversal in looked.of(Standing.LOCKED)}
    days = {EVA: 30, ANNA: 30, TIM: 90, LAURA: 90}
    assert until == {row: (house.today + timedelta(days=after)).isoformat() for row, after in days.items()}


def test_when_everything_is_over_all_but_what_cannot_be_emptied_comes_back(house: House) -> None:
    """R-11: on the thirtieth day; the ended workplace comes as a new one, with its own number."""
    for username in ("eva.vogt", "anna.schmidt"):
        older(house, username)
    late = days_later(house, 90)
    looked = look_back(late, first_import(house).id)
    assert rows(looked, Standing.NOW) == [EVA, ANNA, TIM, MAX, MIA, LAURA]
    undone(late, first_import(house).id)
    now = at_carrier(house).workplaces.set_index("username")
    assert (now.loc["laura.koch", "number"], now.loc["tim.bauer", "number"]) == ("+492214710108", "+492214710109")
    assert (now.loc["anna.schmidt", "package"], "eva.vogt" in now.index) == ("basic", False)
    assert len(now) == 15


def test_what_is_undone_is_as_before_and_an_undo_is_undone_like_any_other_import(house: House) -> None:
    first = first_import(house).id
    undo = undone(house, first)
    now = at_carrier(house).workplaces.set_index("username")
    assert now.loc[["max.mustermann", "anna.schmidt"], "package"].tolist() == ["plus", "premium"]
    assert now.loc["mia.hoffmann", "family_name"] == "Hoffmann"
    assert now["mobile"].isna()["mia.hoffmann"]
    told = grounds(look_back(house, first))
    assert {told[MAX], told[MIA]} == {Ground.CHANGED_BY}
    with reading(house.ledger) as conn:
        asked = [one.details for one in read_audit(conn, first) if one.what == Deed.UNDO_ASKED]
    assert asked == [{"undo": undo.import_id}]
    older(house, "max.mustermann")
    again = undone(house, undo.import_id)
    now = at_carrier(house).workplaces.set_index("username")
    assert now["package"].fillna("none")["max.mustermann"] == "none"
    assert now.loc["mia.hoffmann", "family_name"] == "Hofmann"
    assert again.checked.sheet.facts.name == f"undo-of-{undo.import_id}.csv"


def test_what_somebody_changed_since_stays_with_who_it_was(house: House, tmp_path: Path) -> None:
    first = first_import(house).id
    sheet = tmp_path / "later.csv"
    sheet.write_text("Aktion;Benutzername;Konferenzpaket\nändern;max.mustermann;Premium\n", "utf-8")
    later = imported(house, sheet)
    assert later.plan is not None
    looked = dict(zip(range(2, 9), (one for _, one in look_back(house, first).rows), strict=True))
    assert (looked[MAX].ground, looked[MAX].by) == (Ground.CHANGING, later.import_id)
    approve_plan(house, later.import_id, later.plan.digest, USER)
    submit_story(house, later.import_id)
    at_the_carrier(house, "mia.hoffmann", city="Bonn")
    looked = dict(zip(range(2, 9), (one for _, one in look_back(house, first).rows), strict=True))
    assert (looked[MAX].ground, looked[MAX].by) == (Ground.CHANGED_BY, later.import_id)
    assert looked[MIA].ground is Ground.ELSEWHERE
    assert [(one.name, one.now) for one in looked[MIA].changes] == [("city", "Bonn")]


def test_rows_that_were_not_carried_out_are_counted_and_left(house: House, tmp_path: Path) -> None:
    sheet = tmp_path / "more.csv"
    sheet.write_text("Aktion;Benutzername;Konferenzpaket\nändern;jan.klein;Premium\nlöschen;lena.fischer;\n", "utf-8")
    plan = imported(house, sheet)
    assert plan.plan is not None
    approve_plan(house, plan.import_id, plan.plan.digest, USER)
    at_the_carrier(house, "lena.fischer", activated_on="2999-01-01")
    submit_story(house, plan.import_id)
    assert [one.state for one in items(house, plan.import_id)] == [OrderState.COMPLETED, OrderState.FAILED]
    looked = look_back(house, plan.import_id)
    assert (len(looked.rows), looked.not_done) == (1, 1)


def test_what_was_not_ordered_cannot_be_undone(house: House, tmp_path: Path) -> None:
    sheet = tmp_path / "more.csv"
    sheet.write_text("Aktion;Benutzername;Konferenzpaket\nändern;jan.klein;Premium\n", "utf-8")
    planned = imported(house, sheet).import_id
    with pytest.raises(Stopped) as told:
        look_back(house, planned)
    assert told.value.code is StopCode.UNDO_BEFORE_ORDER
    cancel_import(house, planned, USER)
    with pytest.raises(Stopped) as told:
        look_back(house, planned)
    assert told.value.code is StopCode.NOTHING_TO_UNDO

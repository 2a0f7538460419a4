"""An import is checked again once a person changes something in it: one plan takes the place of the other, whole."""

import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.integration.flows.houses import first_import, items, number_states, state_of
from trunkload.flows.approving import approve_plan
from trunkload.flows.changeable import Change
from trunkload.flows.checking_again import check_again
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.fixing_by_site import to_fix_by_site
from trunkload.flows.importing import read_received, receive_upload, received_upload
from trunkload.flows.leaving_out import leave_out
from trunkload.flows.marking import Wanted, marked_book
from trunkload.flows.reporting import report_key
from trunkload.flows.stored import corrections_of, known_import
from trunkload.flows.story import import_story
from trunkload.flows.submitting import send_orders
from trunkload.flows.wiring import House
from trunkload.intake.choices import Decision
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.upload import upload_of
from trunkload.orders.states import ImportState
from trunkload.storage.audit import Deed, read_audit
from trunkload.storage.database import reading
from trunkload.storage.mappings import list_mappings
from trunkload.validation.fitting import MisfitError
from trunkload.validation.language import Lang

MENDED = Change(cells={(10, "F"): "0152 28817386", (26, "E"): "petra.vogel@example.org"})


@pytest.fixture
def import_id(house: House) -> str:
    return first_import(house).id


def deeds(house: House, import_id: str) -> list[tuple[str, str, dict[str, Any]]]:
    with reading(house.ledger) as conn:
        return [(one.who, one.what, one.details) for one in read_audit(conn, import_id)]


def refusal(house: House, import_id: str, digest: str, user: str) -> StopCode:
    with pytest.raises(Stopped) as stopped:
        approve_plan(house, import_id, digest, user)
    return stopped.value.code


def summary_of(book: bytes) -> list[tuple[object, ...]]:
    return [tuple(row) for row in load_workbook(io.BytesIO(book)).worksheets[-1].values]


def test_a_changed_cell_makes_another_plan_and_the_sent_file_stays(house: House, import_id: str) -> None:
    before, planned, numbers = first_import(house), len(items(house, import_id)), number_states(house)
    upload = received_upload(house, before).content
    again = check_again(house, import_id, MENDED, "kim")
    after = first_import(house)
    assert (before.blocked, after.blocked, after.state) == (4, 2, ImportState.PLANNED)
    assert after.digest not in {before.digest, None}
    assert {10, 26} <= {item.row for item in items(house, import_id)}
    assert len(items(house, import_id)) == planned + 2 == len(again.plan.items if again.plan else ())
    assert number_states(house) == numbers
    assert received_upload(house, after).content == upload
    assert read_received(house, import_id).staff.loc[26, "email"] == "petra.vogel@example.org"
    report = house.files.open(report_key(import_id)).decode()
    assert "38" in report
    assert "petra.vogel@<" not in report


def test_every_change_is_kept_with_who_made_it(house: House, import_id: str) -> None:
    check_again(house, import_id, MENDED, "kim")
    check_again(house, import_id, Change(cells={(26, "E"): None}, seen=2), "anna")
    with reading(house.ledger) as conn:
        made = corrections_of(conn, known_import(conn, import_id)).made
    assert [(one.cell, one.before, one.after, one.who) for one in made] == [
        ("F10", "O152 28817386", "0152 28817386", "kim"),
        ("E26", "petra.vogel@", "petra.vogel@example.org", "kim"),
        ("E26", "petra.vogel@example.org", None, "anna"),
    ]
    assert ("kim", Deed.CELLS_CHANGED, {"cells": "F10, E26"}) in deeds(house, import_id)


def test_the_checked_workbook_has_the_new_values_and_their_history(house: House, import_id: str) -> None:
    check_again(house, import_id, MENDED, "kim")
    book = marked_book(house, import_id, Wanted.CHECKED, Lang.EN)
    assert book.is_own
    assert book.content is not None
    marked = load_workbook(io.BytesIO(book.content)).worksheets[0]
    assert (marked["F10"].value, marked["E26"].value, marked["M18"].value) == (
        "0152 28817386",
        "petra.vogel@example.org",
        "104",
    )
    lines = summary_of(book.content)
    assert ("Changed in the page", None) in lines
    assert any(str(line[1]).startswith("petra.vogel@ → petra.vogel@example.org (kim, ") for line in lines)
    to_fix = marked_book(house, import_id, Wanted.TO_FIX, Lang.EN).content
    rows = [row[2] for row in load_workbook(io.BytesIO(to_fix or b"")).worksheets[0].values]
    assert "Vogel" not in rows
    assert sum(one.rows for one in to_fix_by_site(house, import_id, Lang.EN).books) == 2


def test_an_approval_counts_for_nothing_once_something_changed(house: House, import_id: str) -> None:
    digest = first_import(house).digest or ""
    approve_plan(house, import_id, digest, "omar")
    check_again(house, import_id, MENDED, "kim")
    after = first_import(house)
    assert (after.state, after.approved_by, after.approved_at) == (ImportState.PLANNED, None, None)
    assert ("kim", Deed.APPROVAL_VOID, {"digest": digest, "approved_by": "omar"}) in deeds(house, import_id)
    assert refusal(house, import_id, digest, "omar") is StopCode.DIGEST_WRONG
    approval = house.settings.approval.model_copy(update={"four_eyes": True})
    strict = replace(house, settings=house.settings.model_copy(update={"approval": approval}))
    # Whoever changed the sheet is no second pair of eyes.
    assert refusal(strict, import_id, after.digest or "", "kim") is StopCode.FOUR_EYES
    assert approve_plan(strict, import_id, after.digest or "", "anna").digest == after.digest


def test_what_was_ordered_is_not_changed_any_more(house: House, import_id: str) -> None:
    approve_plan(house, import_id, first_import(house).digest or "", "omar")
    send_orders(house, import_id)
    with pytest.raises(Stopped) as stopped:
        check_again(house, import_id, MENDED, "kim")
    assert stopped.value.code is StopCode.ALREADY_ORDERED
    assert read_received(house, import_id).staff.loc[26, "email"] == "petra.vogel@"


def test_a_row_that_was_left_out_stays_out(house: House, import_id: str) -> None:
    leave_out(house, import_id, [4, 5], "omar")
    check_again(house, import_id, MENDED, "kim")
    rows = {item.row for item in items(house, import_id)}
    assert (len(rows), rows & {4, 5}) == (36, set())
    check_again(house, import_id, Change(cells={(4, "E"): "nobody"}, seen=2), "kim")
    assert "35" in house.files.open(report_key(import_id)).decode()


def test_two_people_do_not_undo_each_other(house: House, import_id: str) -> None:
    check_again(house, import_id, MENDED, "kim")
    with pytest.raises(Stopped) as stopped:
        check_again(house, import_id, Change(cells={(26, "E"): "p.vogel@example.org"}), "anna")
    assert (stopped.value.code, stopped.value.params) == (StopCode.CELL_CHANGED, {"cell": "E26"})
    assert read_received(house, import_id).staff.loc[26, "email"] == "petra.vogel@example.org"


def test_a_cell_that_is_nobodys_is_not_changed(house: House, import_id: str) -> None:
    """Above the first person, below the last, right of the last column, and in one that is hidden."""
    for cell in ((2, "A"), (999, "A"), (10, "Z"), (10, "O")):
        with pytest.raises(Stopped) as stopped:
            check_again(house, import_id, Change(cells={cell: "x"}), "kim")
        assert stopped.value.code is StopCode.NO_SUCH_CELL
    assert first_import(house).blocked == 4


def test_suggestions_are_taken_and_taken_back(house: House, import_id: str) -> None:
    check_again(house, import_id, Change(accept=("phone_characters",)), "kim")
    assert (first_import(house).accepted, first_import(house).blocked) == ({"phone_characters": 1}, 3)
    check_again(house, import_id, Change(accept_no_more=("phone_characters",)), "kim")
    assert (first_import(house).accepted, first_import(house).blocked) == ({}, 4)


def test_a_word_is_decided_about_and_undecided_again(house: House, import_id: str) -> None:
    check_again(house, import_id, Change(cells={(4, "I"): "Koelln", (5, "I"): "Koelln"}), "kim")
    assert first_import(house).blocked == 6
    check_again(house, import_id, Change(decisions=(Decision("location", "koelln", "Köln"),)), "kim")
    assert (first_import(house).blocked, [one.cells for one in first_import(house).decisions]) == (4, [2])
    with reading(house.ledger) as conn:
        (known,) = list_mappings(conn)
    assert [(one.value, one.new, one.origin.decided_by if one.origin else "") for one in known.decisions] == [
        ("koelln", "Köln", "kim")
    ]
    check_again(house, import_id, Change(undecided=(("location", "Koelln"),)), "kim")
    assert first_import(house).blocked == 6


def test_a_word_that_the_rules_refuse_changes_nothing(house: House, import_id: str) -> None:
    before = first_import(house)
    with pytest.raises(MisfitError):
        check_again(house, import_id, Change(decisions=(Decision("location", "Köln", "Atlantis"),)), "kim")
    assert first_import(house) == before


def test_a_column_is_read_otherwise_and_remembered(house: House, import_id: str) -> None:
    check_again(house, import_id, Change(columns={"J": "cost_center", "N": ""}), "anna")
    sheet = read_received(house, import_id)
    assert (sheet.staff.loc[10, "cost_center"], sheet.column_of("department")) == ("Technik", None)
    with reading(house.ledger) as conn:
        (known,) = list_mappings(conn)
    assert (known.decided, known.decided_by) == ({"Abteilung": "cost_center", "Kostenstelle": ""}, "anna")


def test_columns_with_which_the_file_cannot_be_read_change_nothing(house: House, import_id: str) -> None:
    before = first_import(house)
    with pytest.raises(Refused) as refused:
        check_again(house, import_id, Change(columns={"C": ""}), "kim")
    assert refused.value.code is RefusalCode.MISSING_COLUMN
    assert first_import(house) == before
    assert state_of(house, import_id) is ImportState.PLANNED


def test_an_import_of_which_nothing_could_be_ordered_is_mended(house: House) -> None:
    sheet = "Vorname;Nachname;E-Mail;Mobil;Standort\nAda;Beispiel;ada@;0152 28817386;Köln\n"
    import_id = receive_upload(house, upload_of("one.csv", sheet.encode()), "kim", Lang.DE)
    import_story(house, import_id)
    assert state_of(house, import_id) is ImportState.REJECTED
    mended = check_again(house, import_id, Change(cells={(2, "C"): "ada.beispiel@example.org"}), "kim")
    assert state_of(house, import_id) is ImportState.PLANNED
    assert mended.plan is not None
    assert mended.plan.items["number"].tolist() == [item.number for item in items(house, import_id)]

"""A digest and a name typed into Prefect's form approve just what the command approves."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import AnyHttpUrl

from tests.integration.flows.houses import USER, first_import, state_of
from trunkload.flows.approving_typed import approve_typed
from trunkload.flows.failures import StopCode
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.run_views import run_view
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.settings.sections import ApprovalSettings
from trunkload.storage.audit import Deed, read_audit
from trunkload.storage.database import reading


def test_the_right_digest_approves_and_the_trail_says_where_it_was_typed(house: House) -> None:
    record = first_import(house)
    assert approve_typed(house, record.id, f" {record.digest} ", " Anna Admin ") is None
    approved = first_import(house)
    assert (approved.state, approved.approved_by) == (ImportState.APPROVED, "Anna Admin")
    with reading(house.ledger) as conn:
        trail = [(one.who, one.what) for one in read_audit(conn, record.id)]
    assert trail[-2:] == [("Anna Admin", Deed.APPROVED), ("Anna Admin", Deed.APPROVED_AT_PREFECT)]


@pytest.mark.parametrize("digest", ["", "0" * 16, "1a"])
def test_another_digest_approves_nothing(house: House, digest: str) -> None:
    record = first_import(house)
    stopped = approve_typed(house, record.id, digest, "Anna")
    assert stopped is not None
    assert stopped.code is StopCode.DIGEST_WRONG
    assert first_import(house) == record


def test_whoever_uploaded_the_sheet_is_refused_where_four_eyes_are_asked_for(house: House) -> None:
    record = first_import(house)
    strict = house.settings.model_copy(update={"approval": ApprovalSettings(four_eyes=True)})
    stopped = approve_typed(replace(house, settings=strict), record.id, record.digest or "", USER)
    assert stopped is not None
    assert stopped.code is StopCode.FOUR_EYES
    assert state_of(house, record.id) is ImportState.PLANNED


def test_a_plan_that_was_taken_back_cannot_be_approved_any_more(house: House) -> None:
    record = first_import(house)
    cancel_import(house, record.id, USER)
    stopped = approve_typed(house, record.id, record.digest or "", "Anna")
    assert stopped is not None
    assert stopped.code is StopCode.WAS_CANCELLED


def test_what_is_shown_of_an_import_are_its_stored_figures(house: House) -> None:
    record = first_import(house)
    view = run_view(house, record.id)
    assert (view.receipt.rows, view.receipt.blocked) == (40, 4)
    assert view.place == str((house.settings.home / "files" / "imports" / record.id / "report.html").absolute())
    assert Path(view.place).is_file()
    assert view.page is None
    assert view.plan is not None
    assert view.plan.trunks == [("BERLIN-1", 1, 7), ("KOELN-1", 3, 29)]
    assert (record.digest or "").startswith(view.plan.digest)
    assert len(view.plan.digest) == 16
    known = house.settings.web.model_copy(update={"url": AnyHttpUrl("https://telephony.example.org")})
    public = replace(house, settings=house.settings.model_copy(update={"web": known}))
    assert run_view(public, record.id).page == f"https://telephony.example.org/imports/{record.id}"
    cancel_import(house, record.id, USER)
    assert run_view(house, record.id).plan is None

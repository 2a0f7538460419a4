"""Single rows can be taken out of a plan: what is left is another plan, with another digest (promise 4)."""

import json
import re
from typing import Any

import pytest

from tests.builders import KEPT
from tests.integration.flows.houses import (
    SAMPLES,
    USER,
    approved,
    first_import,
    imported,
    items,
    number_states,
    order_states,
)
from trunkload.flows.approving import approve_plan
from trunkload.flows.commands import approve_command
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.leaving_out import leave_out
from trunkload.flows.reporting import json_key, report_key
from trunkload.flows.stored import rows_left_out
from trunkload.flows.story import import_story, submit_story
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading

BERLIN = (9, 16, 17, 27, 28, 36, 41)
"""Rows of the sample sheet that go to Berlin: an order of their own."""


def test_without_some_rows_digest_cost_and_holds_are_those_of_the_rest(house: House) -> None:
    before = first_import(house)
    after = leave_out(house, before.id, {4, 5}, "admin")
    assert after.state is ImportState.PLANNED
    assert after.digest != before.digest
    assert before.monthly is not None
    assert after.monthly is not None
    assert str(before.monthly - after.monthly) == "12.80"
    assert [item.row for item in items(house, before.id)][:2] == [9, 16]
    assert {4, 5}.isdisjoint(item.row for item in items(house, before.id))
    assert number_states(house)["held"] == 34 + KEPT
    with pytest.raises(Stopped) as told:
        approve_plan(house, before.id, before.digest or "", "admin")
    assert told.value.code is StopCode.DIGEST_WRONG
    approve_plan(house, before.id, after.digest or "", "admin")
    submit_story(house, before.id)
    assert len(items(house, before.id)) == 34


def test_an_order_that_has_no_row_left_is_none(house: House) -> None:
    import_id = first_import(house).id
    batches = set(order_states(house, import_id))
    leave_out(house, import_id, set(BERLIN), "admin")
    assert set(order_states(house, import_id)) == batches - {1}
    assert number_states(house)["held"] == 29 + KEPT


def test_whoever_was_taken_out_can_be_planned_by_the_next_import(house: House) -> None:
    leave_out(house, first_import(house).id, {4}, "admin")
    again = imported(house, SAMPLES / "new-staff.csv")
    assert again.plan is not None
    assert again.plan.items.index.tolist() == [4]


def test_rows_that_were_taken_out_are_remembered(house: House) -> None:
    import_id = first_import(house).id
    leave_out(house, import_id, {7, 12}, "admin")
    leave_out(house, import_id, {4}, "admin")
    with reading(house.ledger) as conn:
        assert rows_left_out(conn, import_id) == (4, 7, 12)


def report(house: House) -> tuple[str, dict[str, Any]]:
    """The page and the JSON of the first import."""
    import_id = first_import(house).id
    page = house.files.open(report_key(import_id)).decode()
    return page, json.loads(house.files.open(json_key(import_id)))


def numbers_told(document: dict[str, Any]) -> dict[int, str]:
    return {one["row"]: one["number"] for one in document["plan"]["numbers"]}


def test_the_report_is_the_new_plans_and_names_the_rows_that_were_taken_out(house: House) -> None:
    """Whoever approves by the report must not find the digest and the rows of before in it."""
    before = first_import(house)
    old_page, old = report(house)
    after = leave_out(house, before.id, {4, 7, 8}, "admin")
    page, told = report(house)
    assert before.digest is not None
    assert after.digest is not None
    assert (before.digest in old_page, before.digest[:16] in page) == (True, False)
    assert approve_command(before.id, after.digest) in page
    assert "3 rows are taken out of the plan." in page
    assert "33 people are ready." in page
    groups = dict(re.findall(r'id="rows-([a-z_]+)-heading">.*?<span class="muted">(\d+)<', page))
    assert groups["taken_out"] == "3"
    assert groups["blocked"] == "4"
    assert (told["plan"]["digest"], told["plan"]["items"], told["plan"]["taken_out"]) == (after.digest, 33, [4, 7, 8])
    assert {**numbers_told(told), **{row: numbers_told(old)[row] for row in (4, 7, 8)}} == numbers_told(old)
    assert told["kept_back"] == old["kept_back"]
    assert told["receipt"] == old["receipt"]
    assert told["findings"] == old["findings"]


def test_writing_the_report_again_takes_nothing_from_the_import(house: House) -> None:
    import_id = first_import(house).id
    leave_out(house, import_id, {4}, "admin")
    leave_out(house, import_id, {7}, "admin")
    page, told = report(house)
    assert number_states(house)["held"] == 34 + KEPT
    assert len(items(house, import_id)) == 34
    assert told["plan"]["taken_out"] == [4, 7]
    assert "(4, 7)" in page


@pytest.mark.parametrize(
    ("rows", "code"),
    [({10}, StopCode.ROWS_NOT_PLANNED), ({4, 999}, StopCode.ROWS_NOT_PLANNED), (set[int](), StopCode.ALL_LEFT_OUT)],
)
def test_other_rows_and_all_rows_are_refused_and_nothing_changes(house: House, rows: set[int], code: StopCode) -> None:
    before = first_import(house)
    with pytest.raises(Stopped) as told:
        leave_out(house, before.id, rows or {item.row for item in items(house, before.id)}, "admin")
    assert told.value.code is code
    assert first_import(house) == before
    assert number_states(house)["held"] == 36 + KEPT


def test_from_an_approved_plan_nothing_is_taken_out(house: House) -> None:
    import_id = approved(house)
    with pytest.raises(Stopped) as told:
        leave_out(house, import_id, {4}, "admin")
    assert told.value.code is StopCode.ALREADY_APPROVED


def test_a_planned_import_that_is_run_again_keeps_its_plan_and_its_sheet(house: House) -> None:
    """Whoever starts it a second time is told so; the rows can still be taken out, for which the sheet is read."""
    record = first_import(house)
    with pytest.raises(Stopped):
        import_story(house, record.id)
    assert first_import(house) == record
    leave_out(house, record.id, [items(house, record.id)[0].row], USER)

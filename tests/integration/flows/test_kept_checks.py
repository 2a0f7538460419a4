"""Every report of an import tells the check as it was made, and what became of its orders."""

import json

import pytest

from tests.integration.flows.houses import SAMPLES, USER, first_import, imported
from trunkload.flows.approving import approve_plan
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.kept_checks import kept_check
from trunkload.flows.kept_keys import check_key
from trunkload.flows.reporting import json_key, report_again, report_key
from trunkload.flows.stored_report import stored_report
from trunkload.flows.story import submit_story
from trunkload.flows.wiring import House
from trunkload.orders.states import OrderState, ReadBack
from trunkload.reports.build_view import build_report
from trunkload.reports.plan_view import NextStep
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import


def test_after_the_order_the_same_check_is_told_with_what_became_of_it(house: House) -> None:
    import_id = first_import(house).id
    before = stored_report(house, import_id)
    assert (before.outcomes, before.shown.next_step) == ((), NextStep.APPROVE)
    approve_plan(house, import_id, first_import(house).digest or "", USER)
    submit_story(house, import_id)
    after = stored_report(house, import_id)
    assert after.checked.receipt == before.checked.receipt
    assert after.shown.next_step is NextStep.VERIFY
    assert [one.row for one in after.outcomes] == before.plan.items.index.sort_values().tolist()  # type: ignore[union-attr]
    assert {(one.state, one.read_back) for one in after.outcomes} == {(OrderState.COMPLETED, ReadBack.EQUAL)}


def test_when_the_orders_are_final_page_and_figures_say_so_by_themselves(house: House) -> None:
    import_id = first_import(house).id
    approve_plan(house, import_id, first_import(house).digest or "", USER)
    submit_story(house, import_id)
    page, told = house.files.open(report_key(import_id)).decode(), json.loads(house.files.open(json_key(import_id)))
    assert "36 of 36 were read back from the carrier and are as ordered." in page
    assert "None of it has been ordered." not in page
    assert page.count("<p class=as_ordered>") == len(told["outcomes"]) == 36
    assert {one["order_state"] for one in told["outcomes"]} == {"completed"}


def test_an_import_whose_report_was_never_written_gets_the_same_one_later(house: House) -> None:
    """The process that planned it was killed before it wrote any."""
    import_id = first_import(house).id
    figures = json.loads(house.files.open(json_key(import_id)))
    for key in (check_key(import_id), report_key(import_id), json_key(import_id)):
        house.files.delete(key)
    report_again(house, import_id)
    assert json.loads(house.files.open(json_key(import_id))) == figures
    assert house.files.exists(check_key(import_id))


@pytest.mark.parametrize("name", ["new-staff.xlsx", "bad/pool-too-small.csv", "bad/merged-over-rows.xlsx"])
def test_database_figures_and_page_count_the_rows_alike(house: House, name: str) -> None:
    import_id = imported(house, SAMPLES / name).import_id
    with reading(house.ledger) as conn:
        record = find_import(conn, import_id)
    assert record is not None
    told = json.loads(house.files.open(json_key(import_id)))["receipt"]
    assert (record.rows, record.ready, record.ready_with_warnings, record.blocked) == (
        told["rows"],
        told["ready"],
        told["ready_with_warnings"],
        told["blocked"],
    )
    receipt = build_report(stored_report(house, import_id)).receipt
    assert (receipt.rows, receipt.ready, receipt.ready_with_warnings, receipt.blocked, receipt.skipped_rows) == (
        record.rows,
        record.ready,
        record.ready_with_warnings,
        record.blocked,
        sum(told["skipped"].values()),
    )


def test_a_plan_that_was_given_up_asks_nobody_to_approve_it(house: House) -> None:
    import_id = first_import(house).id
    cancel_import(house, import_id, USER)
    report_again(house, import_id)
    page = house.files.open(report_key(import_id)).decode()
    assert "trunkload approve" not in page
    assert "This plan does not count any more" in page


def test_a_check_tells_the_prices_that_counted_then(house: House) -> None:
    told = imported(house, SAMPLES / "bad" / "unknown-trunk.csv")
    kept = kept_check(house, told.import_id)
    assert kept.prices == told.account.price_list
    assert kept.account_at == told.account.taken_at

"""Rows that are judged in partitions are judged as in one piece, to the byte."""

import io
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, sample_account, staff_sheet
from tests.unit.validation.builders import Row, another
from tests.unit.validation.test_kept_back import after, block
from tests.unit.validation.test_properties import RULES, staff
from tests.unit.validation.workplaces import HER_ROW, MAX, UTE, account_with
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import Account, PriceList
from trunkload.inventory.strategy import Choosing
from trunkload.orders.build import build_plan
from trunkload.reports.tables import findings_table, written_csv
from trunkload.validation.accepting import codes_to_accept
from trunkload.validation.check import Checked, check_sheet
from trunkload.validation.language import Lang
from trunkload.validation.partitions import partitions_of, stands_apart
from trunkload.validation.rules import Rules
from trunkload.validation.shares import Shares

AT_WORK = account_with(UTE, MAX)
ACCOUNTS = (sample_account(), AT_WORK, None)


def as_arrow(table: pd.DataFrame) -> bytes:
    written = io.BytesIO()
    content = pa.Table.from_pandas(table, preserve_index=True)
    with pa.ipc.new_file(written, content.schema) as file:
        file.write_table(content.combine_chunks())
    return written.getvalue()


def everything_of(checked: Checked) -> dict[str, object]:
    """All that is stored, shown and ordered of a check, as bytes."""
    plan = None
    tables = {"decided": checked.decided, "findings": checked.findings.table}
    if checked.allocation is not None:
        tables |= {"given": checked.allocation.given, "kept": checked.allocation.kept_back}
        plan = build_plan("imp-1", checked, PriceList("EUR", ()), 2)
        tables["items"] = plan.items
    return {
        "csv": {lang: written_csv(findings_table(checked, lang)) for lang in Lang},
        "arrow": {name: as_arrow(table) for name, table in tables.items()},
        "digest": plan and plan.digest,
        "orders": plan and plan.orders,
        "receipt": checked.receipt,
        "repeated": checked.repeated.tolist(),
    }


def judged(rows: list[Row], account: Account | None, shares: Shares, rules: Rules | None = None) -> Checked:
    return check_sheet(staff_sheet(*rows), account, rules or Rules(), TODAY, choosing=Choosing(), shares=shares)


@settings(deadline=None, max_examples=12)
@given(staff(), RULES, st.sampled_from(ACCOUNTS), st.integers(1, 5), st.sampled_from(("", "Köln", "Nirgends")))
def test_whatever_a_sheet_holds_partitions_of_any_size_tell_order_and_store_the_same(
    rows: list[Row], rules: Rules, account: Account | None, at_most: int, site: str
) -> None:
    rules = replace(rules, default_site=site)
    whole, apart = (judged(rows, account, shares, rules) for shares in (Shares(), Shares(at_most, workers=2)))
    assert everything_of(apart) == everything_of(whole)


WITH_OTHERS: dict[str, list[Row]] = {
    "the same person": [another(1), another(2), another(1)],
    "the same wish": [another(1, phone_number="0221 4710-150"), another(2), another(3, phone_number="0221 4710-150")],
    "the same username": [another(1, username="eins.zwei"), another(2), another(3, username="eins.zwei")],
    "names that get one username": [another(1, last_name="Groß"), another(2), another(1, last_name="Gross")],
    "an internal number that swallows": [
        another(1, internal_number="15"),
        another(2),
        another(3, internal_number="151"),
    ],
    "people at work": [HER_ROW, another(1), {**HER_ROW, "conference_package": "Premium"}],
    "an end": [{**HER_ROW, "action": "löschen"}, another(1), another(2, action="löschen")],
    "a username that is taken": [another(1, username="ute.beck"), another(2), another(3, username="ute.beck")],
    "more people than packages": [another(at, conference_package="Premium") for at in range(14)],
    "no site": [another(at, location=None) for at in range(3)],
    "an unknown site": [another(1, location="Kölln"), another(2), another(3, location="Köln")],
}


@pytest.mark.parametrize("case", WITH_OTHERS)
def test_what_rows_have_to_do_with_each_other_is_found_across_partitions(case: str) -> None:
    rows = WITH_OTHERS[case]
    whole = everything_of(judged(rows, AT_WORK, Shares()))
    for at_most in (1, 2):
        assert everything_of(judged(rows, AT_WORK, Shares(at_most))) == whole


def test_a_number_that_is_kept_for_a_person_is_theirs_in_whichever_partition_they_stand() -> None:
    """By the name alone, which no other partition may have either."""
    blocked: list[Row] = [another(at, email="kein") for at in range(3)]
    account = after(judged(blocked, block(), Shares()), block())
    waiting = account.kept.index.tolist()
    again: list[Row] = [another(at, phone_number=number) for at, number in enumerate(waiting)]
    for rows in (again, [*again, another(0)], again[::-1]):
        assert everything_of(judged(rows, account, Shares(1))) == everything_of(judged(rows, account, Shares()))


def test_suggestions_that_are_accepted_change_the_same_cells() -> None:
    rows = [another(at, mobile="+49 (0)152 28817386", username="Ute.Beck" if at else None) for at in range(5)]
    accept = codes_to_accept(("phone_notation", "username_lowered", "username_taken"))
    sheet = staff_sheet(*rows)
    whole, apart = (
        check_sheet(sheet, AT_WORK, Rules(), TODAY, accept, shares=shares) for shares in (Shares(), Shares(2))
    )
    assert whole.accepted
    assert everything_of(apart) == everything_of(whole)


def test_what_a_workbook_says_of_cells_goes_with_their_rows() -> None:
    rows = [another(at, phone_number="0221 4710-150") for at in range(4)]
    marks = {Mark.NUMBER: {"phone_number": pd.Index([3, 5])}, Mark.ERROR: {"first_name": pd.Index([4])}}
    sheet = replace(staff_sheet(*rows), marks=marks)
    whole, apart = (
        check_sheet(sheet, sample_account(), Rules(), TODAY, shares=shares) for shares in (Shares(), Shares(1))
    )
    assert everything_of(apart) == everything_of(whole)


@pytest.mark.parametrize("day", ["03/15/2027", "15/03/2027", "46447", " 03/15/2027 "])
def test_a_day_that_tells_of_its_column_keeps_the_sheet_in_one_piece(day: str) -> None:
    rows = [another(0, activation_date="04.03.2027"), another(1, activation_date=day), another(2)]
    assert not stands_apart(staff_sheet(*rows))
    assert everything_of(judged(rows, AT_WORK, Shares(1))) == everything_of(judged(rows, AT_WORK, Shares()))


def test_more_unknown_words_than_are_likened_keep_the_sheet_in_one_piece() -> None:
    places = [another(at % 600, location=f"Kölln {at}") for at in range(1001)]
    assert not stands_apart(staff_sheet(*places))
    assert stands_apart(staff_sheet(*places[:1000]))


@pytest.mark.parametrize(
    ("rows", "shares", "sizes"),
    [
        (10, Shares(), [10]),
        (10, Shares(10), [10]),
        (10, Shares(9), [5, 5]),
        (10, Shares(4), [3, 3, 4]),
        (10, Shares(4, workers=2), [2, 3, 2, 3]),
        (3, Shares(1, workers=8), [1, 1, 1]),
    ],
)
def test_no_partition_is_larger_than_allowed_and_no_worker_has_more_to_do(
    rows: int, shares: Shares, sizes: list[int]
) -> None:
    sheet = staff_sheet(*(another(at) for at in range(rows)))
    parts = partitions_of(sheet, sheet, shares)
    assert [len(part.sheet.staff) for part in parts] == sizes
    assert [row for part in parts for row in part.sheet.staff.index] == sheet.staff.index.tolist()

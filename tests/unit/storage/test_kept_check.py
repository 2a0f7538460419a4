"""A check that was written and read again is the same check, to the last cell."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pandas as pd
import pytest

from tests.builders import TODAY, person, sample_account, staff_sheet
from trunkload.intake.choices import Decision
from trunkload.intake.sheet import Skipped
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import Price, PriceList
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.kept_check import KeptCheck, read_check, written_check
from trunkload.validation.check import check_sheet
from trunkload.validation.checked import Checked
from trunkload.validation.receipt import Taken
from trunkload.validation.rules import Rules

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
PRICES = PriceList("EUR", (Price("workplace", Decimal("3.90"), None),), sample=True)
ODD = "=1+1\t\u202e\U0001f600 „ä“"


def checked(*, allocated: bool = True) -> Checked:
    """A right row, one with a damaged mobile number, one with odd characters and without a site."""
    sheet = staff_sheet(person(), person(mobile="O152 28817386"), person(last_name=ODD, location=None))
    sheet = replace(
        sheet, skipped=Skipped(blank=(5,), footer=(7,)), marks={next(iter(Mark)): {"mobile": pd.Index([3])}}
    )
    judged = check_sheet(sheet, sample_account() if allocated else None, Rules(), TODAY)
    decision = Taken(Decision("location", "Kölle", "Köln"), 2)
    return replace(judged, accepted={"FORMER_CHARSET": 3}, decisions=(decision,), repeated=pd.Index([4], dtype="int64"))


def again(one: Checked) -> KeptCheck:
    return read_check(written_check(KeptCheck(one, AT, PRICES)))


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Values, types and row numbers."""
    pd.testing.assert_frame_equal(one, other, check_index_type="equiv")
    return True


def test_every_table_is_read_again_as_it_was() -> None:
    one = checked()
    other = again(one).checked
    assert same(one.sheet.staff, other.sheet.staff)
    assert same(one.decided, other.decided)
    assert same(one.findings.table, other.findings.table)
    assert one.allocation is not None
    assert other.allocation is not None
    assert same(one.allocation.given, other.allocation.given)
    assert same(one.allocation.kept_back, other.allocation.kept_back)
    assert other.allocation.shortages == one.allocation.shortages
    assert ODD in other.sheet.staff["last_name"].tolist()


def test_what_is_no_table_is_read_again_as_it_was() -> None:
    one = checked()
    kept = again(one)
    other = kept.checked
    assert (kept.account_at, kept.prices) == (AT, PRICES)
    assert (other.sheet.facts, other.sheet.columns, other.sheet.skipped) == (
        one.sheet.facts,
        one.sheet.columns,
        one.sheet.skipped,
    )
    assert other.sheet.marked(next(iter(Mark)), "mobile").tolist() == [3]
    assert other.receipt == one.receipt
    assert (other.policy, other.rule_version, other.repeated.tolist()) == (one.policy, one.rule_version, [4])


def test_without_an_account_there_is_no_allocation_before_and_after() -> None:
    assert again(checked(allocated=False)).checked.allocation is None


@pytest.mark.parametrize("content", [b"", b"no archive", written_check(KeptCheck(checked(), AT, PRICES))[:-200]])
def test_a_damaged_file_is_said_to_be_damaged(content: bytes) -> None:
    with pytest.raises(StorageError) as told:
        read_check(content)
    assert (told.value.problem, told.value.permanent) == (StorageProblem.FILE_DAMAGED, True)

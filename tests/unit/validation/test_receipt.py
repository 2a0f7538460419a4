from dataclasses import replace

import pytest

from tests.builders import TODAY, sample_account, staff_sheet
from tests.unit.validation.builders import another
from trunkload.intake.sheet import Skipped
from trunkload.validation.check import check_sheet
from trunkload.validation.receipt import Receipt, ReceiptError
from trunkload.validation.rules import Rules


def test_every_row_of_the_file_is_counted_once() -> None:
    """Promise 1: right, right with a warning, blocked, and left out for each reason."""
    sheet = staff_sheet(another(1), another(2, email="info@example.org"), another(3, email="ute@", username="Ute.Beck"))
    skipped = Skipped(blank=(5, 6), hidden=(7,), example=(8, 9, 10), footer=(11,))
    receipt = check_sheet(replace(sheet, skipped=skipped), sample_account(), Rules(), TODAY).receipt
    assert receipt == Receipt(10, 1, 1, 1, blank=2, hidden=1, example=3, footer=1, repeated=0)
    assert (receipt.skipped, receipt.to_order) == (7, 2)


@pytest.mark.parametrize("rows", [9, 11])
def test_a_lost_or_doubled_row_is_a_defect_and_no_success(rows: int) -> None:
    """Promise 1: checked at run time."""
    with pytest.raises(ReceiptError, match="does not add up"):
        Receipt(rows, 1, 1, 1, blank=2, hidden=1, example=3, footer=1)


def test_without_an_account_cells_are_checked_and_it_is_said_what_is_not() -> None:
    """Promise 2: `check` asks nobody."""
    checked = check_sheet(staff_sheet(another(1, trunk="X"), another(2, email="ute@")), None, Rules(), TODAY)
    assert [(one.scope, one.code, one.row) for one in checked.findings if one.code != "username_proposed"] == [
        ("file", "account_unknown", None),
        ("cell", "email_form", 3),
    ]
    assert checked.allocation is None

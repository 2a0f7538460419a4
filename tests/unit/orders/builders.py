"""Knows how tests make checked sheets and items to order."""

from collections.abc import Mapping

import pandas as pd

from tests.builders import TEXT, TODAY, sample_account, someone, staff_sheet
from trunkload.orders.plan import ITEM_COLUMNS
from trunkload.validation.check import Checked, check_sheet
from trunkload.validation.rules import Rules


def checked_people(*cells: Mapping[str, str | None]) -> Checked:
    """One person for each dict of cells, checked against the sample account."""
    rows = [someone("Person", f"{chr(ord('A') + at)}berg", **changed) for at, changed in enumerate(cells)]
    return check_sheet(staff_sheet(*rows), sample_account(), Rules(), TODAY)


def rows_of(*places: tuple[str, str | None]) -> pd.DataFrame:
    """Rows of trunk and start date, as far as batches look at them."""
    table = pd.DataFrame.from_records(list(places), columns=["trunk", "start_date"]).astype(TEXT)
    return table.set_axis(pd.RangeIndex(2, 2 + len(places)))


def items_of(*items: Mapping[str, str | None]) -> pd.DataFrame:
    """Items as a plan has them, what is not told is missing."""
    table = pd.DataFrame.from_records(list(items), columns=list(ITEM_COLUMNS)).astype(TEXT)
    return table.set_axis(pd.Index(range(2, 2 + len(items)), dtype="int64", name="row"))

"""Where each row stands among the pages of a report."""

import numpy as np

from tests.builders import TODAY, person, staff_sheet
from trunkload.flows.checking import judge
from trunkload.reports.card import RowStatus
from trunkload.reports.row_places import ROWS_OF_PAGE, RowPlaces, row_places
from trunkload.settings import Settings


def test_rows_stand_by_status_then_by_number() -> None:
    people = [person(), person(first_name=None), person(), person(last_name=None)]
    sheet = staff_sheet(*(one | {"email": f"kim.{at}@example.org"} for at, one in enumerate(people)), first_row=4)
    places = row_places(judge(sheet, None, Settings(), TODAY), taken_out=(4,))
    assert places.of_status(RowStatus.BLOCKED).tolist() == [5, 7]
    assert places.of_status(RowStatus.TAKEN_OUT).tolist() == [4]
    assert sorted(places.rows.tolist()) == [4, 5, 6, 7]
    assert places.pages == 1


def test_the_page_of_a_row_is_known_and_none_of_what_is_no_row() -> None:
    rows = np.arange(ROWS_OF_PAGE + 2, 1, -1)
    places = RowPlaces(rows, np.zeros(len(rows), dtype=np.int64), np.argsort(rows))
    assert places.pages == 2
    assert places.pages_of(np.array([2, 3, ROWS_OF_PAGE + 2, 1, 9_999])).tolist() == [2, 1, 1, 0, 0]
    assert (places.span(2).start, places.span(2).stop) == (ROWS_OF_PAGE, ROWS_OF_PAGE + 1)

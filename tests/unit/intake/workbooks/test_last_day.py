"""The last day that a spreadsheet knows has no midnight after it."""

import pytest

from trunkload.intake.workbooks.shown import shown_value

FORMAT = "yyyy-mm-dd hh:mm"


@pytest.mark.parametrize(("day", "date_system"), [(2_958_465, 1900), (2_957_003, 1904)])
def test_a_moment_before_the_end_of_time_is_shown_as_a_number(day: int, date_system: int) -> None:
    assert shown_value(day + 0.5, FORMAT, date_system) == ("9999-12-31 12:00:00", True)
    assert shown_value(day + 0.9999999, FORMAT, date_system) == (f"{day}.9999999", False)

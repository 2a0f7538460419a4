"""Values of a workbook in the one notation that we use."""

from datetime import date, datetime, time, timedelta

import pytest

from trunkload.intake.raw import letter_of
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.workbook import Cell, reader_failures_as_ours, shown_text


class PanicException(BaseException):  # the reader's own name for it
    """What a panic of the reader looks like: no Exception."""


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (4711.0, "4711"),
        (-3.0, "-3"),
        (493023125000.0, "493023125000"),
        (999999999999999.0, "999999999999999"),
        (4.91522881738612e15, "4.91522881738612E+15"),
        (1.5, "1.5"),
        (0.1, "0.1"),
        (True, "true"),
        (False, "false"),
        (date(2026, 12, 1), "2026-12-01"),
        (datetime(2026, 12, 1), "2026-12-01"),  # noqa: DTZ001  # a cell has no zone
        (datetime(2026, 12, 1, 8, 30), "2026-12-01 08:30:00"),  # noqa: DTZ001  # a cell has no zone
        (time(8, 30), "08:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_value_is_shown_in_one_notation(cell: Cell, text: str) -> None:
    assert shown_text(cell) == text


@pytest.mark.parametrize(("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (255, "IV"), (16383, "XFD")])
def test_a_column_has_the_letter_that_the_person_sees(place: int, letter: str) -> None:
    assert letter_of(place) == letter


@pytest.mark.parametrize("failure", [PanicException("called `unwrap()`"), OSError("bad"), ValueError("year 10000")])
def test_a_failure_of_the_reader_becomes_a_refusal_without_its_text(failure: BaseException) -> None:
    with pytest.raises(Refused) as refused, reader_failures_as_ours():
        raise failure
    assert (refused.value.code, refused.value.params) == (RefusalCode.UNREADABLE, {"what": "workbook"})


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), MemoryError(), Refused(RefusalCode.TOO_LARGE)])
def test_what_is_not_the_readers_failure_goes_on(failure: BaseException) -> None:
    with pytest.raises(type(failure)) as raised, reader_failures_as_ours():
        raise failure
    assert raised.value is failure

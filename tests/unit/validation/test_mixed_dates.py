"""Serial numbers, days and months swapped, and the two epochs of spreadsheets (domain.md section 7)."""

import pytest

from tests.unit.validation.builders import Row, check, codes, people, told
from trunkload.intake.workbooks.grid import Mark
from trunkload.validation.check import Checked
from trunkload.validation.codes import Code

SERIALS = (
    ("46447", None, "2027-03-01"),
    ("46447", 1900, "2027-03-01"),
    ("44985", 1904, "2027-03-01"),
    ("46447.0", 1900, "2027-03-01"),
    ("46447,75", 1900, "2027-03-01"),
)


@pytest.mark.parametrize(("typed", "system", "day"), SERIALS)
def test_a_serial_number_is_the_day_that_its_file_counts_to(typed: str, system: int | None, day: str) -> None:
    """Blocked for the activation; a first day at work holds nobody up, but is not taken unseen."""
    rows = people([{"activation_date": typed}, {"start_date": typed}])
    checked = check(*rows, date_system=system)
    assert [codes(checked, row) for row in (2, 3)] == [{"date_serial"}, {"entry_date_serial"}]
    for code, row in (("date_serial", 2), ("entry_date_serial", 3)):
        finding = told(checked, code, row)
        assert (finding.suggestion, finding.params) == (day, {"system": str(system or 1900)})


@pytest.mark.parametrize("typed", ["1234", "123456", "12345", "81000", "46447.5.1"])
def test_other_numbers_are_no_days(typed: str) -> None:
    assert codes(check(*people([{"activation_date": typed}]))) == {"date_form"}


def activations(*typed: str, days: tuple[int, ...] = (), accept: tuple[str, ...] = ()) -> Checked:
    """A workbook (`days`: rows with real dates) or a text file with these activation dates."""
    cells: list[Row] = [{"activation_date": one} for one in typed]
    marks = {Mark.DATE: {"activation_date": days}} if days else None
    return check(*people(cells), marks=marks, accept=[code for code in Code if code.value in accept])


def suggested(checked: Checked) -> dict[tuple[int | None, str], str | None]:
    dates = {"date_form", "date_swapped", "entry_date_swapped"}
    return {(one.row, one.code.value): one.suggestion for one in checked.findings if one.code in dates}


def test_days_up_to_the_12th_beside_months_first_are_swapped() -> None:
    """The evidence is named: the text that the program could not take for a day."""
    checked = activations("03/15/2027", "2027-04-03", "2027-05-05", "2027-01-12", days=(3, 4, 5))
    assert suggested(checked) == {
        (2, "date_form"): "2027-03-15",
        (3, "date_swapped"): "2027-03-04",
        (5, "date_swapped"): "2027-12-01",
    }
    assert told(checked, "date_swapped", 3).params == {"other": "03/15/2027", "rows": "2"}


def test_a_text_file_of_such_a_program_shows_it_too() -> None:
    checked = activations("03/15/2027", "03.04.2027")
    assert suggested(checked) == {(2, "date_form"): "2027-03-15", (3, "date_swapped"): "2027-03-04"}
    assert told(checked, "date_swapped", 3).suggestion == "2027-03-04"


def test_real_dates_beside_texts_with_the_day_first_are_swapped_too() -> None:
    checked = activations("15/03/2027", "2027-04-03", days=(3,))
    assert suggested(checked) == {(2, "date_form"): "2027-03-15", (3, "date_swapped"): "2027-03-04"}


INNOCENT = (
    (("15.03.2027", "01.04.2027"), ()),
    (("2027-03-15", "2027-04-01"), (2, 3)),
    (("15.03.2027", "2027-04-01"), (3,)),
    (("15/03/2027", "01.04.2027"), ()),
    (("03/15/2027", "2027-04-03", "2027-04-13"), (3, 4)),
    (("03/15/2027", "15/03/2027", "2027-04-03"), (4,)),
)


@pytest.mark.parametrize(("typed", "days"), INNOCENT)
def test_without_clear_evidence_nothing_is_called_swapped(typed: tuple[str, ...], days: tuple[int, ...]) -> None:
    """People write days in many ways; a real date after the 12th shows that the program read the column right."""
    assert "date_swapped" not in {code for _, code in suggested(activations(*typed, days=days))}


def test_a_first_day_at_work_that_may_be_swapped_is_a_warning_and_stays() -> None:
    checked = check(*people([{"start_date": "03/15/2027"}, {"start_date": "03.04.2027"}]))
    assert codes(checked, 3) == {"entry_date_swapped"}
    assert told(checked, "entry_date_swapped", 3).suggestion == "2027-03-04"


ORDERS = (
    (("15/03/2027", "04/03/2027"), ("2027-03-15", "2027-03-04")),
    (("03/15/2027", "04-03-2027"), ("2027-03-15", "2027-04-03")),
    (("03/15/2027", "15/03/2027", "04/03/2027"), ("2027-03-15", "2027-03-15", None)),
    (("04/03/2027",), (None,)),
    (("31/02/2027",), (None,)),
)


@pytest.mark.parametrize(("typed", "days"), ORDERS)
def test_days_with_slashes_are_proposed_where_the_column_shows_its_order(
    typed: tuple[str, ...], days: tuple[str | None, ...]
) -> None:
    assert tuple(suggested(activations(*typed)).values()) == days


ONE_DAY = (
    *(("4. März 2027", "2027-03-04"), ("4 März 2027", "2027-03-04"), ("04.Maerz 2027", "2027-03-04")),
    *(("01-MAR-2027", "2027-03-01"), ("1. Mrz. 2027", "2027-03-01"), ("1.Jänner 2027", "2027-01-01")),
    *(("March 4, 2027", "2027-03-04"), ("Mar 4th 2027", "2027-03-04"), ("4 December 2027", "2027-12-04")),
    *(("1.3.27", "2027-03-01"), ("01.03.27", "2027-03-01"), ("1. 3. 2027", "2027-03-01")),
    *(("20270301", "2027-03-01"), ("2027-3-1", "2027-03-01"), ("2027/03/01", "2027-03-01")),
    *(("3/3/27", "2027-03-03"), ("03/03/2027", "2027-03-03"), ("3-15-27", "2027-03-15"), ("15/3/27", "2027-03-15")),
)
NO_CERTAIN_DAY = (
    *("03/04/27", "03/04/2027", "3-4-27", "30. Februar 2027", "20271301", "01032027", "1.3.98", "32/3/27", "13/13/27"),
    *("März 2027", "01-MAR-27", "4. Marz 2027", "1.3.", "sofort", "2027", "29. Feb. 2027"),
)


@pytest.mark.parametrize(("typed", "day"), ONE_DAY)
def test_a_day_that_can_be_one_only_is_proposed(typed: str, day: str) -> None:
    """It waits for a person all the same: the form is not the one asked for."""
    checked = check(*people([{"activation_date": typed}, {"start_date": typed}]))
    assert [codes(checked, row) for row in (2, 3)] == [{"date_form"}, {"entry_date_form"}]
    assert [told(checked, code, row).suggestion for code, row in (("date_form", 2), ("entry_date_form", 3))] == [
        day
    ] * 2


@pytest.mark.parametrize("typed", NO_CERTAIN_DAY)
def test_a_day_that_can_be_two_or_none_is_not_proposed(typed: str) -> None:
    checked = check(*people([{"activation_date": typed}]))
    assert told(checked, "date_form").suggestion is None


def test_a_day_in_words_is_ordered_once_its_suggestion_is_accepted() -> None:
    assert activations("4. März 2027", accept=("date_form",)).ready["start_date"].tolist() == ["2027-03-04"]


def test_the_evidence_stays_when_it_is_corrected() -> None:
    """Whoever accepts the clear days only is still told of the swapped ones."""
    checked = activations("03/15/2027", "2027-04-03", days=(3,), accept=("date_form",))
    assert suggested(checked) == {(3, "date_swapped"): "2027-03-04"}
    both = activations("03/15/2027", "2027-04-03", days=(3,), accept=("date_form", "date_swapped"))
    assert suggested(both) == {}
    assert both.ready["start_date"].tolist() == ["2027-03-15", "2027-03-04"]


def off(checked: Checked) -> list[tuple[str | None, dict[str, str]]]:
    return [(one.field, one.params) for one in checked.findings if one.code == "dates_four_years_off"]


def test_days_four_years_and_a_day_beside_the_others_are_told_for_the_column() -> None:
    """The smaller group is the odd one."""
    early = check(*people([{"start_date": one} for one in ("01.01.2027", "31.12.2022", "01.02.2027")]))
    said = {"count": "1", "row": "3", "day": "2022-12-31", "meant": "2027-01-01"}
    assert off(early) == [("start_date", said)]
    late = check(*people([{"activation_date": one} for one in ("2027-01-01", "2031-01-02", "2027-02-01")]))
    said = {"count": "1", "row": "3", "day": "2031-01-02", "meant": "2027-01-01"}
    assert off(late) == [("activation_date", said)]
    assert codes(late, 3) == set()


def test_a_file_of_1904_whose_days_are_all_long_ago_is_told() -> None:
    rows = people([{"start_date": "2022-12-31"}, {"start_date": "2023-01-31"}])
    assert off(check(*rows, date_system=1904)) == [
        ("start_date", {"count": "2", "row": "2", "day": "2022-12-31", "meant": "2027-01-01"})
    ]
    assert off(check(*rows, date_system=1900)) == []


@pytest.mark.parametrize(
    "others",
    [("01.07.2022",), ("31.12.2022", "31.12.2018"), ("31.12.2022", "01.06.2025"), ("31.12.9999", "01.01.9996")],
)
def test_other_gaps_between_days_say_nothing(others: tuple[str, ...]) -> None:
    assert off(check(*people([{"start_date": one} for one in ("01.01.2027", *others)]))) == []

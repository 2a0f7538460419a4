"""Values of a workbook in the one notation that we use."""

import pytest

from trunkload.intake.workbooks.grid import letter_of, place_of
from trunkload.intake.workbooks.number_format import kind_of
from trunkload.intake.workbooks.shown import shown_number, shown_value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4711.0, "4711"),
        (-3.0, "-3"),
        (493023125000.0, "493023125000"),
        (999999999999999.0, "999999999999999"),
        (4.91522881738612e15, "4.91522881738612E+15"),
        (1.5, "1.5"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (1.1000000000000001, "1.1"),
        (0.00001, "0.00001"),
        (-0.0, "0"),
    ],
)
def test_a_number_is_shown_with_the_digits_that_a_spreadsheet_keeps(value: float, text: str) -> None:
    assert shown_number(value) == text


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "plain"),
        ("0", "plain"),
        ("0.00", "plain"),
        ("#,##0.00", "plain"),
        ("0.00E+00", "plain"),
        ("0%", "plain"),
        ("@", "plain"),
        ("[Red]0", "plain"),
        ("# ?/?", "plain"),
        ("[<=9999999]###-####;(###) ###-####", "plain"),
        ("00000", "digits"),
        ("[$-407]00000", "digits"),
        ('"+"0', "digits"),
        ('[Red]"MA-"0', "digits"),
        ('[Color 5]"MA-"0', "digits"),
        ('[>100]"MA-"0', "plain"),
        ("0000\\-000000", "digits"),
        ("dd.mm.yyyy", "date"),
        ("[$-407]d. mmmm yyyy;@", "date"),
        ("mmm yy", "date"),
        ("yyyy-mm-dd hh:mm", "moment"),
        ("m/d/yy h:mm AM/PM", "moment"),
        ("hh:mm", "time"),
        ("h:mm AM/PM", "time"),
        ("mm:ss.0", "time"),
        ("[h]:mm:ss", "duration"),
        ('0 "Tage und Stunden"', "digits"),
        ('"Tag "0.0', "plain"),
    ],
)
def test_a_format_shows_days_times_or_digits(code: str, kind: str) -> None:
    assert kind_of(code) == kind


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1067.0, "00000", "01067"),
        (123456.0, "00000", "123456"),
        (1067.5, "00000", "1067.5"),
        (-5.0, "000", "-5"),
        (492214710104.0, '"+"0', "+492214710104"),
        (1522881.0, "0000\\-000000", "0001-522881"),
        (5.0, "##00", "05"),
    ],
)
def test_a_whole_number_has_the_zeros_and_signs_of_its_format(value: float, code: str, text: str) -> None:
    assert shown_value(value, code, 1900) == (text, False)


@pytest.mark.parametrize(
    ("value", "code", "system", "text"),
    [
        (46357.0, "dd.mm.yyyy", 1900, "2026-12-01"),
        (44895.0, "dd.mm.yyyy", 1904, "2026-12-01"),
        (1.0, "dd.mm.yyyy", 1900, "1900-01-01"),
        (59.0, "dd.mm.yyyy", 1900, "1900-02-28"),
        (60.0, "dd.mm.yyyy", 1900, "1900-02-29"),
        (61.0, "dd.mm.yyyy", 1900, "1900-03-01"),
        (0.0, "dd.mm.yyyy", 1904, "1904-01-01"),
        (46357.75, "dd.mm.yyyy", 1900, "2026-12-01"),
        (46357.75, "dd.mm.yyyy hh:mm", 1900, "2026-12-01 18:00:00"),
        (46357.0, "dd.mm.yyyy hh:mm", 1900, "2026-12-01"),
        (46356.9999999, "dd.mm.yyyy hh:mm", 1900, "2026-12-01"),
        (0.354166666666667, "hh:mm", 1900, "08:30:00"),
        (1.25, "[h]:mm", 1900, "30:00:00"),
        (2958465.0, "yyyy", 1900, "9999-12-31"),
    ],
)
def test_a_day_is_iso_text_by_the_date_system_of_its_workbook(value: float, code: str, system: int, text: str) -> None:
    """The 1900 system counts a 29 February 1900 that never was."""
    assert shown_value(value, code, system) == (text, True)


@pytest.mark.parametrize("value", [-1.0, 2958466.0, 1e300])
def test_a_number_that_is_no_day_of_any_calendar_stays_a_number(value: float) -> None:
    assert shown_value(value, "dd.mm.yyyy", 1900) == (shown_number(value), False)


@pytest.mark.parametrize(("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (255, "IV"), (16383, "XFD")])
def test_a_column_has_the_letter_that_the_person_sees(place: int, letter: str) -> None:
    assert (letter_of(place), place_of(letter)) == (letter, place)

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from trunkload.inventory.phone_text import phone_text
from trunkload.reports import notation
from trunkload.validation.language import Lang


@pytest.mark.parametrize(
    ("amount", "german", "english"),
    [
        ("148", "148,00 €", "148.00 €"),
        ("0", "0,00 €", "0.00 €"),
        ("1234567.5", "1.234.567,50 €", "1,234,567.50 €"),
        ("3.955", "3,96 €", "3.96 €"),
        ("-12.3", "-12,30 €", "-12.30 €"),
    ],
)
def test_money_is_written_as_the_language_writes_it(amount: str, german: str, english: str) -> None:
    assert notation.money_text(Decimal(amount), "EUR", Lang.DE) == german
    assert notation.money_text(Decimal(amount), "EUR", Lang.EN) == english


def test_a_currency_without_a_known_sign_keeps_its_code() -> None:
    assert notation.money_text(Decimal("9.9"), "CHF", Lang.DE) == "9,90 CHF"


def test_days_and_moments_are_written_as_the_language_writes_them() -> None:
    moment = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)
    assert notation.day_text(date(2026, 11, 3), Lang.DE) == "03.11.2026"
    assert notation.day_text(date(2026, 11, 3), Lang.EN) == "2026-11-03"
    assert notation.moment_text(moment, Lang.DE) == "23.11.2026 14:02 UTC"
    assert notation.moment_text(moment, Lang.EN) == "2026-11-23 14:02 UTC"


@pytest.mark.parametrize(
    ("count", "german", "english"), [(0, "0", "0"), (999, "999", "999"), (10_000, "10.000", "10,000")]
)
def test_counts_have_thousands_separators(count: int, german: str, english: str) -> None:
    assert notation.count_text(count, Lang.DE) == german
    assert notation.count_text(count, Lang.EN) == english


@pytest.mark.parametrize(
    ("size", "german"), [(0, "0 B"), (999, "999 B"), (1000, "1,0 kB"), (14_213, "14,2 kB"), (3_140_000, "3,1 MB")]
)
def test_sizes_have_a_unit_that_fits(size: int, german: str) -> None:
    assert notation.size_text(size, Lang.DE) == german


@pytest.mark.parametrize(
    ("number", "base", "written"),
    [
        ("+492214710012", "+492214710", "+49 221 4710-012"),
        ("+493023125149", "+493023125", "+49 30 23125-149"),
        ("+492214710012", None, "+49 221 4710012"),
        ("+492214710012", "+493023125", "+49 221 4710012"),
        ("+4915228817386", None, "+49 1522 8817386"),
    ],
)
def test_a_number_is_written_by_din_5008_with_a_hyphen_before_its_extension(
    number: str, base: str | None, written: str
) -> None:
    assert phone_text(number, base) == written


def test_what_is_no_number_is_written_as_it_is() -> None:
    assert phone_text("012") == "012"


@pytest.mark.parametrize(
    ("rows", "text"),
    [((), ""), ((5,), "5"), ((9, 5, 10, 11), "5, 9–11"), ((3, 3, 4), "3–4"), ((1, 3, 5), "1, 3, 5")],
)
def test_row_numbers_are_listed_shortly(rows: tuple[int, ...], text: str) -> None:
    assert notation.rows_text(rows) == text


def test_numbers_without_a_gap_become_one_run() -> None:
    numbers = ["+492214710003", "+492214710001", "+492214710002", "+492214710009"]
    assert notation.number_runs(numbers) == [
        ("+492214710001", "+492214710003", 3),
        ("+492214710009", "+492214710009", 1),
    ]


def test_numbers_of_different_lengths_never_share_a_run() -> None:
    """-99 and -100 of one block follow each other as figures, not as numbers (N-05)."""
    assert notation.number_runs(["+49221471099", "+492214710100"]) == [
        ("+49221471099", "+49221471099", 1),
        ("+492214710100", "+492214710100", 1),
    ]

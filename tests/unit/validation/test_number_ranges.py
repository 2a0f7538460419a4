"""Numbers and ranges as people write them."""

import pandas as pd
import pytest

from trunkload.validation.entering.ranges import TEXT, read_ranges, with_ends

BASE = "+492214710"


def read(typed: str, *bases: str) -> tuple[object, ...]:
    """Base, first, last and problem; None where there is none."""
    row = read_ranges(pd.Series([typed], dtype=TEXT), frozenset(bases), 12).iloc[0]
    return tuple(None if pd.isna(row[name]) else row[name] for name in ("base", "first", "last", "problem"))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("+49221471000-99", "00", "99"),
        ("+49 221 4710 00-99", "00", "99"),
        ("+49 221 4710-00-99", "00", "99"),
        ("+49 221 4710-00 bis -99", "00", "99"),
        ("+49 221 4710-00 BIS 99", "00", "99"),
        ("+49 221 4710-000–999", "000", "999"),
        ("0221 4710 30 – 59", "30", "59"),
        ("0221/4710-00 to 99", "00", "99"),
        ("+49 221 4710-010 bis 0221 4710-019", "010", "019"),
        ("+49 221 471000 to 471099", "00", "99"),
        ("+49 221 4710-0 bis -9", "0", "9"),
    ],
)
def test_a_range_is_as_long_as_its_last_part_says(typed: str, first: str, last: str) -> None:
    assert read(typed) == (BASE, first, last, None)


@pytest.mark.parametrize("typed", ["+49 221 471015", "0221 471015", "+49 221 4710-15", "0221/4710-15", "+49221471015"])
def test_one_number_is_one_number(typed: str) -> None:
    """A hyphen before an extension (DIN 5008) makes no range of it."""
    assert read(typed) == ("+49221471015", None, None, None)


def test_the_accounts_blocks_say_how_a_hyphen_is_meant() -> None:
    assert read("+492214710-15", BASE) == ("+49221471015", None, None, None)
    assert read("+49221471030-59", BASE) == (BASE, "30", "59", None)


@pytest.mark.parametrize("typed", ["+492214710-15", "+49221471030-59"])
def test_what_can_be_meant_in_two_ways_is_not_guessed(typed: str) -> None:
    assert read(typed)[3] == "range_unclear"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("+49 221 4710-99 bis -00", "range_backwards"),
        ("+49 221 4710-00 bis 0221 471-99", "range_form"),
        ("4.9E+11", "phone_digits_lost"),
        ("110", "phone_special"),
        ("0800 4710-00 bis -99", "phone_special"),
        ("221471000-99", "phone_no_prefix"),
        ("+49 221 4710000000 00-99", "phone_too_long"),
        ("hallo", "phone_characters"),
        ("12", "phone_too_short"),
    ],
)
def test_what_is_no_number_is_told_as_what_it_is(typed: str, problem: str) -> None:
    assert read(typed) == (None, None, None, problem) or read(typed)[3] == problem


def test_base_and_extensions_may_stand_in_cells_of_their_own() -> None:
    base = pd.Series(["+49 221 4710", "0221 4710-", "0221 4710", "0221 4710", "0221 4710"], dtype=TEXT)
    first = pd.Series(["00", "9", "0", "99", "x"], dtype=TEXT)
    last = pd.Series(["99", None, "99", "00", "9"], dtype=TEXT)
    read = with_ends(base, first, last, 12)
    assert read["base"].tolist() == [BASE] * 5
    assert read["last"].tolist()[:2] == ["99", "9"]
    assert read["problem"].fillna("").tolist() == ["", "", "range_form", "range_backwards", "range_form"]

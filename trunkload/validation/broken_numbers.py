"""Knows what spreadsheets and typing make of numbers: digits lost, `.0` added, letters for digits, two in one cell."""

import pandas as pd

from trunkload.validation.emails import is_address

DIGITS_LOST = r"^[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+$"
"""As a spreadsheet shows a number that is too long for its cell, and keeps it in a CSV."""

DECIMAL_ZERO = r"^[0-9]{1,15}[.,]0$"
LETTERS = r"^[0-9OoIl|SB]*[OoIl|SB][0-9OoIl|SB]*$"
POSTAL_LETTERS = r"^(?:[0-9OoIl]{4,5})$"
"""Foreign postal codes have an S or a B of their own."""

TWO_ADDRESSES = r"@.*[;,|/\s].*@"
_SEPARATOR = r"\s*(?:[;,|/]|\s)\s*"
_LIKE_DIGITS = str.maketrans("OoIl|SB", "0011158")
_LETTER = r"([OoIl|SB])"


def without_decimal_zero(cells: pd.Series) -> pd.Series:
    return cells.str.slice(0, -2)


def with_digits(cells: pd.Series) -> pd.Series:
    """`1O67` as `1067`, where there is a digit and a letter that looks like one."""
    mixed = cells[cells.str.contains("[0-9]") & cells.str.contains(_LETTER[1:-1])]
    return mixed.str.translate(_LIKE_DIGITS).astype(cells.dtype)


def first_letter(cells: pd.Series) -> dict[str, pd.Series | str]:
    """`odd`: the first letter that looks like a digit; `at`: where it stands, counted from 1."""
    odd = cells.str.extract(_LETTER, expand=False)
    places = [str(text.find(one) + 1) for text, one in zip(cells, odd, strict=True)]
    return {"odd": odd, "at": pd.Series(places, index=cells.index, dtype=cells.dtype)}


def first_address(cells: pd.Series) -> pd.Series:
    """The first of several addresses; NA where it is none."""
    first = cells.str.replace(f"{_SEPARATOR}.*$", "", regex=True)
    return first.where(is_address(first))

"""Reads telephone numbers as people write them, strictly: what was typed, in E.164, or why not."""

import pandas as pd

from trunkload.inventory.number_plan import (
    MAX_INTERNATIONAL_DIGITS,
    SPECIAL_NATIONAL,
    SPECIAL_SHORT,
    TELEPHONE_CHARACTERS,
)
from trunkload.validation.codes import Code
from trunkload.validation.slashes import are_two, before_second

SCIENTIFIC = r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+"
TWO_NUMBERS = r"[0-9].*(?:[,;|\n]|\b(?:oder|und|or|and)\b|\+|/\s*\(?0[0-9 ()-]{5}).*[0-9]{3,}"
"""A slash stands between two numbers only where an area code follows it."""

FIRST_NUMBER = r"^(.+?)\s*(?:[,;|\n]|\b(?:oder|und|or|and)\b|\+|/\s*\(?0[0-9 ()-]{5})"
"""What stands before the second; a plus at the very beginning is the first's own."""

SHORTEST_WHOLE = len("+49") + 8
"""What is shorter in E.164 may be an area code, or a number without its extension, and is not suggested."""

EXTENSION_PARAMETER = r"(?i);\s*ext="
PLUS_INSIDE = r"[0-9]\+"
TRUNK_ZERO_IN_BRACKETS = r"(.)\(0\)"
"""As in `+49 (0)221`: no part of the number, and in no standard; at the very beginning the 0 counts."""

_ZERO_IN_BRACKETS_INSIDE = r".\(0\)"

WHOLE_FLOAT = r"^([1-9][0-9]{4,14})\.0$"
"""What a program makes of a number cell: exact up to 15 digits."""

UNUSUAL_PREFIX = r"(?:00|\+\+|\+00|\+490).*"


def read_phones(typed: pd.Series, max_national_digits: int) -> pd.DataFrame:
    """Columns `e164` and `problem` (a Code), `bare` (the digits of a number without prefix), `odd` (the first
    character that is no telephone character), `usual`.

    `typed` is trimmed text. Either `e164` or `problem` is filled where `typed` is. `usual` is False where the
    notation is accepted though it is no standard's (`0049`, `++49`, `+49 0`, `+49 (0)`). Twelve digits: S-14, S-15;
    special: N-09.
    """
    if typed.isna().all():
        return pd.DataFrame({**dict.fromkeys(("e164", "problem", "bare", "odd"), typed), "usual": True})
    text = typed.str.replace(r"^(?i:tel):", "", regex=True).str.replace(WHOLE_FLOAT, r"\1", regex=True)
    compact = text.str.replace(TRUNK_ZERO_IN_BRACKETS, r"\1", regex=True).str.replace(r"[^0-9+]", "", regex=True)
    usual = ~(compact.str.fullmatch(UNUSUAL_PREFIX) | text.str.contains(_ZERO_IN_BRACKETS_INSIDE))
    e164 = _international(compact)
    problem = pd.Series(pd.NA, index=typed.index, dtype=typed.dtype)
    for code, wrong in _problems(text, compact, e164, max_national_digits):
        problem = problem.mask(problem.isna() & wrong.fillna(value=False), code.value)
    return pd.DataFrame(
        {
            "e164": e164.mask(problem.notna()),
            "problem": problem,
            "bare": compact.where(problem == Code.PHONE_NO_PREFIX.value),
            "odd": text.str.extract(f"({TELEPHONE_CHARACTERS.replace('[', '[^', 1)})", expand=False),
            "usual": usual | typed.isna(),
        }
    )


def first_number(typed: pd.Series) -> pd.Series:
    """The first of two numbers in one cell as it is typed; NA where it cannot be read by itself."""
    first = before_second(typed.str.extract(FIRST_NUMBER, expand=False).fillna(typed)).str.strip(" /")
    e164 = read_phones(first, MAX_INTERNATIONAL_DIGITS)["e164"]
    return first.where((e164.str.len() >= SHORTEST_WHOLE).fillna(value=False))


def _international(compact: pd.Series) -> pd.Series:
    """`+49…` for what begins with +, 00 or 0; NA for digits without any prefix, which nobody may guess. No country
    code begins with 0."""
    plus = compact.str.replace(r"^(?:\+*00|\+\++)", "+", regex=True)
    german = plus.str.replace(r"^\+490+", "+49", regex=True).str.replace(r"^0", "+49", regex=True)
    return german.where(german.str.fullmatch(r"\+[1-9][0-9]*"))


def _problems(
    text: pd.Series, compact: pd.Series, e164: pd.Series, max_national_digits: int
) -> list[tuple[Code, pd.Series]]:
    """The first that holds is the one to tell."""
    digits = compact.str.replace("+", "", regex=False)
    german = e164.str.startswith("+49")
    most = german.map({True: max_national_digits + 2, False: MAX_INTERNATIONAL_DIGITS})
    too_long = (e164.str.len() - 1 > most) | _too_long_without_prefix(digits, e164, max_national_digits)
    return [
        (Code.PHONE_DIGITS_LOST, text.str.fullmatch(SCIENTIFIC)),
        (Code.PHONE_CHARACTERS, text.str.contains(EXTENSION_PARAMETER)),
        (Code.PHONE_TWO_NUMBERS, text.str.contains(TWO_NUMBERS) | compact.str.contains(PLUS_INSIDE) | are_two(text)),
        (Code.PHONE_CHARACTERS, ~text.str.fullmatch(f"{TELEPHONE_CHARACTERS}*")),
        (Code.PHONE_SPECIAL, digits.str.fullmatch(SPECIAL_SHORT) | e164.str.fullmatch(SPECIAL_NATIONAL)),
        (Code.PHONE_TOO_SHORT, digits.str.len() < 3),  # noqa: PLR2004 - no number of any plan has fewer digits
        (Code.PHONE_TOO_LONG, too_long),
        (Code.PHONE_NO_PREFIX, text.notna() & e164.isna()),
    ]


def _too_long_without_prefix(digits: pd.Series, e164: pd.Series, max_national_digits: int) -> pd.Series:
    """S-15: `49` and more than twelve digits is too long whatever is put in front."""
    german = digits.str.startswith("49") & (digits.str.len() > max_national_digits + 2)
    return e164.isna() & (german | (digits.str.len() > MAX_INTERNATIONAL_DIGITS))

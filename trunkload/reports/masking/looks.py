"""Knows how personal text looks to who may not see it: an initial, the end of a mobile number, or nothing."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from trunkload.intake.fields import Field

HIDDEN: Final = "…"
HIDDEN_EMAIL: Final = "…@…"
FEWEST_DIGITS: Final = 7
"""Of fewer digits than these the last two would say too much."""

ABROAD: Final = re.compile(r"\s*(?:\+|00)([1-9][0-9]{0,2})")


def initial(name: str) -> str:
    """`M.` for `Müller-Lüdenscheidt`; one letter for a cell, whatever was typed into it."""
    letter = next((one for one in name if one.isalpha()), None)
    return HIDDEN if letter is None else f"{letter.upper()}."


def masked_mobile(typed: str) -> str:
    """`+49 … 86`: the country where it is written, and the last two digits."""
    digits = re.sub(r"[^0-9]", "", typed)
    if len(digits) < FEWEST_DIGITS:
        return HIDDEN
    return f"{_country(typed)}{HIDDEN} {digits[-2:]}"


def _country(typed: str) -> str:
    abroad = ABROAD.match(typed)
    if abroad is None:
        return ""
    lengths = range(1, len(abroad[1]) + 1)
    known = (abroad[1][:length] for length in lengths if int(abroad[1][:length]) in COUNTRY_CODE_TO_REGION_CODE)
    return next((f"+{code} " for code in known), "")


def _no_email(_: str) -> str:
    return HIDDEN_EMAIL


LOOKS: Final[Mapping[str, Callable[[str], str]]] = {
    Field.FIRST_NAME.value: initial,
    Field.LAST_NAME.value: initial,
    Field.MOBILE.value: masked_mobile,
    Field.EMAIL.value: _no_email,
    Field.AUTH_EMAIL.value: _no_email,
    Field.AUTH_EMAIL_CONFIRM.value: _no_email,
}
"""Columns of which something may be seen whatever stands in them."""

"""Knows what a cell of an OpenDocument table shows: its typed value in our notation, or its text."""

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from trunkload.intake.workbooks.damaged import damaged
from trunkload.intake.workbooks.grid import Mark
from trunkload.intake.workbooks.markup import Attributes
from trunkload.intake.workbooks.shown import EXACT_BELOW, SECONDS, clock, shown_number, shown_truth

NUMBERS: Final = ("float", "percentage", "currency")
ERROR: Final = re.compile(r"#(?:[A-Z]+!|N/A|DIV/0!|NAME\?|NV|WERT!|BEZUG!|ZAHL!)|(?:Err|Fehler):[0-9]{3}")
"""Errors as an office program writes them in English and German."""
TRUTHS: Final = {"TRUE": 1, "WAHR": 1, "FALSE": 0, "FALSCH": 0}
"""An office program keeps what comes out of `=TRUE()` as a number that is shown as a word."""
WITH_SIGNS: Final = re.compile(r"[-+() ]*[0-9][-+() 0-9]*")
DATE: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}):([0-9]{2}):([0-9]{2}(?:[.,][0-9]+)?))?Z?")
TIME: Final = re.compile(r"PT(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:[.,][0-9]+)?)S)?")

Shown = tuple[str, Mark | None]


def shown_cell(cell: Attributes, paragraphs: Sequence[str], *, adds_digits: bool = False) -> Shown:
    """Raises Refused for a number that is none. `adds_digits`: its format shows zeros and texts around the digits.

    A formula without so much as an empty paragraph was never calculated: an office program writes one for `=""`.
    """
    text = "\n".join(paragraphs)
    kind = cell.get("office:value-type", "")
    is_formula = "table:formula" in cell
    if text and (cell.get("calcext:value-type") == "error" or (is_formula and ERROR.fullmatch(text))):
        return text, Mark.ERROR
    if kind in NUMBERS and "office:value" in cell:
        value = _finite(cell["office:value"])
        if TRUTHS.get(text) == value:
            return shown_truth(value != 0), Mark.TRUTH
        return _number(value, text, is_as_shown=adds_digits and kind == "float"), Mark.NUMBER
    if kind in MOMENTS and f"office:{kind}-value" in cell:
        return MOMENTS[kind](cell[f"office:{kind}-value"]) or text, Mark.DATE
    if kind == "boolean" and "office:boolean-value" in cell:
        return shown_truth(cell["office:boolean-value"] == "true"), Mark.TRUTH
    shown = text or cell.get("office:string-value", "")
    never_calculated = is_formula and not paragraphs and "office:string-value" not in cell
    return shown, Mark.NO_RESULT if never_calculated else None


def _finite(typed: str) -> float:
    try:
        value = float(typed)
    except ValueError:
        raise damaged() from None
    if not math.isfinite(value):
        raise damaged()
    return value


def _number(value: float, text: str, *, is_as_shown: bool) -> str:
    """A postal code shown as 01067 and a number shown as MA-4711 stay so; other formats count for nothing."""
    if not (0 <= value < EXACT_BELOW and value.is_integer()):
        return shown_number(value)
    digits = str(int(value))
    if is_as_shown and _stand_in(text, digits):
        return text.strip()
    if WITH_SIGNS.fullmatch(text) and (re.sub(r"[-+() ]", "", text).lstrip("0") or "0") == digits:
        return text.strip()
    return shown_number(value)


def _stand_in(text: str, digits: str) -> bool:
    """Whether the digits stand in the text in their order, whatever stands between them."""
    characters = iter(text)
    return all(digit in characters for digit in digits)


def _date(typed: str) -> str:
    """An ISO day, and the time of day where it is not midnight."""
    found = DATE.fullmatch(typed)
    if found is None:
        return ""
    day, *time = found.groups()
    seconds = _seconds(*time)
    if seconds < SECONDS:
        return f"{day} {clock(seconds)}" if seconds else day
    try:
        return (date.fromisoformat(day) + timedelta(days=seconds // SECONDS)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _time(typed: str) -> str:
    found = TIME.fullmatch(typed)
    return clock(_seconds(*found.groups())) if found else ""


def _seconds(hours: str | None, minutes: str | None, seconds: str | None) -> int:
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + round(float((seconds or "0").replace(",", ".")))


MOMENTS: Final = {"date": _date, "time": _time}

"""Knows how a value is shown: numbers without a needless point, days as ISO text, whatever the workbook's epoch."""

import math
from datetime import date, timedelta
from typing import Final

from trunkload.intake.workbooks import number_format as formats

EXACT_BELOW: Final = 1e15
"""A spreadsheet keeps 15 digits of a number; from here on some of them are lost."""

SMALL: Final = 1e-4
SECONDS: Final = 86_400
"""Of a day."""

ROUNDED_UP: Final = 0.5 / SECONDS
"""So close to midnight a time is shown as the next day's, and there is none after the last one."""

LEAP_DAY: Final = 60
"""29 February 1900, which never was: spreadsheets of the 1900 system count it."""

LAST_DAY: Final = {1900: 2_958_465, 1904: 2_957_003}
EPOCH_1904: Final = date(1904, 1, 1)


def shown_number(value: float) -> str:
    """`1`, `0.3`, `4.93023125000123E+17`: at most 15 digits, as a spreadsheet keeps them."""
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= EXACT_BELOW:
        return f"{value:.15G}"
    if value.is_integer():
        return str(int(value))
    shown = f"{value:.15g}"
    if abs(value) >= SMALL:
        return shown
    from decimal import Decimal  # noqa: PLC0415  # hardly any sheet holds so small a number

    return f"{Decimal(shown):f}"


def shown_truth(value: bool) -> str:  # the value itself
    return "true" if value else "false"


def shown_value(value: float, code: str, date_system: int) -> tuple[str, bool]:
    """The number as its format shows it, and whether it is a day or a time."""
    kind = formats.kind_of(code)
    if kind == formats.PLAIN:
        return shown_number(value), False
    if kind == formats.DIGITS:
        whole = value.is_integer() and 0 <= value < EXACT_BELOW
        return (formats.with_format(int(value), code) if whole else shown_number(value)), False
    if not 0 <= value < LAST_DAY[date_system] + 1 - ROUNDED_UP:
        return shown_number(value), False
    return _moment(value, kind, date_system), True


def _moment(serial: float, kind: str, date_system: int) -> str:
    days = math.floor(serial)
    seconds = round((serial - days) * SECONDS)
    if kind == formats.DURATION:
        seconds += days * SECONDS
        return clock(seconds, hours="")
    if kind != formats.DATE and seconds == SECONDS:
        days, seconds = days + 1, 0
    time = clock(seconds)
    if kind == formats.TIME and days == 0:
        return time
    day = _day(days, date_system)
    return day if kind == formats.DATE or not seconds else f"{day} {time}"


def clock(seconds: int, hours: str = "02") -> str:
    """`08:30:00`; `hours` is how they are written."""
    return f"{seconds // 3600:{hours}}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _day(days: int, date_system: int) -> str:
    if date_system == 1904:  # noqa: PLR2004  # a name of its own
        return (EPOCH_1904 + timedelta(days=days)).isoformat()
    if days == LEAP_DAY:
        return "1900-02-29"
    if days == 0:
        return "1900-01-00"
    return (date(1899, 12, 31 if days < LEAP_DAY else 30) + timedelta(days=days)).isoformat()

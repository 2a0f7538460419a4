"""Knows the rules of one row in Python made for speed: given to every peer that judges row by row."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from bench.validation.plain_rules import NO, PACKAGES, YES, Cells
from bench.validation.staff import TODAY

TELEPHONE: Final = r"[0-9 +()/\-.\u00a0\u2013]*"
EMAIL: Final = (
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
MOST_CHARACTERS: Final = 15
"""A plus and 14 digits."""

_telephone = re.compile(TELEPHONE).fullmatch
_mobile = re.compile(r"\+491(?:5[0-9]|6[023]|7[0-9])[0-9]{7,8}").fullmatch
_not_dialled = re.compile(r"(?<=.)\(0\)|[^0-9+]").sub
_international = re.compile(r"\+*00|\+\++").match
_german = re.compile(r"\+490*|0").match
_day = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})").fullmatch
_good_username = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*").fullmatch
_username_characters = re.compile(r"[a-z0-9_.-]*").fullmatch
_two_specials = re.compile(r"[._-]{2}").search
_banned = re.compile(r"(7[78])|(118[0-9]{2}\Z)|(11[02])").match
_internal = re.compile(r"[0-9]{2,6}").fullmatch
_ticked, _unticked, _packages = frozenset(YES), frozenset(NO), frozenset(PACKAGES)
_BANS = ("internal_special_function", "internal_directory", "internal_emergency")


def dialled(typed: str) -> str:
    """`+49…`, or the digits alone where no prefix is."""
    digits = _not_dialled("", typed)
    if prefix := _international(digits):
        digits = "+" + digits[prefix.end() :]
    if prefix := _german(digits):
        digits = "+49" + digits[prefix.end() :]
    return digits


@cache
def day(typed: str) -> date | None:
    """Days are few, however many rows there are."""
    if not (found := _day(typed)):
        return None
    d, m, y, iso_y, iso_m, iso_d = found.groups()
    try:
        return date(int(y or iso_y), int(m or iso_m), int(d or iso_d))
    except ValueError:
        return None


def mobile_code(typed: str) -> str | None:
    """What is wrong with a mobile number, but its characters."""
    number = dialled(typed)
    if _mobile(number) or not _telephone(typed):
        return None
    if number[:1] != "+":
        return "phone_no_prefix"
    return "phone_too_long" if len(number) > MOST_CHARACTERS else "mobile_not_mobile"


def wish(typed: str) -> tuple[str | None, str | None]:
    """The number that is wished, or the code of what is wrong with it, but its characters."""
    number = dialled(typed)
    if not _telephone(typed) or number[:1] != "+":
        return None, None
    return (None, "phone_too_long") if len(number) > MOST_CHARACTERS else (number, None)


def username_codes(typed: str) -> list[str]:
    name = typed.lower()
    codes = ["username_too_short"] if len(name) < 5 else []
    if _good_username(name):
        return codes
    if _two_specials(name):
        codes.append("username_specials")
    if not _username_characters(name):
        codes.append("username_characters")
    elif name[0] in "._-" or name[-1] in "._-":
        codes.append("username_ends")
    return codes


def internal_codes(typed: str) -> list[str]:
    codes = [] if _internal(typed) else ["internal_form"]
    if banned := _banned(typed):
        codes.append(_BANS[(banned.lastindex or 1) - 1])
    return codes


def postal_code_code(typed: str) -> str | None:
    if not (typed.isascii() and typed.isdigit()) or len(typed) not in (4, 5):
        return "postal_code_form"
    return "postal_code_zero_lost" if len(typed) == 4 else None


def is_package(typed: str) -> bool:
    return typed.lower() in _packages


def is_choice(typed: str) -> bool:
    return typed.lower() in _ticked or typed.lower() in _unticked


def across(row: Cells) -> Iterator[tuple[str, str]]:
    """Field and code of what several cells of a row break together."""
    mobile, tick = row["mobile"], row["auth_without_mobile"]
    ticked = tick is not None and tick.lower() in _ticked
    if mobile is not None and ticked:
        yield "mobile", "delivery_contradictory"
    if mobile is None and (tick is None or tick.lower() in _unticked):
        yield "mobile", "delivery_unclear"
    email, repeated = row["auth_email"], row["auth_email_confirm"]
    if email != repeated and email is not None and repeated is not None and _folded(email) != _folded(repeated):
        yield "auth_email_confirm", "auth_email_differs"
    activation, entry = row["activation_date"], row["start_date"]
    activated, entered = activation and day(activation), entry and day(entry)
    if activated and activated < TODAY:
        yield "activation_date", "activation_past"
    if activated and entered and activated > entered:
        yield "activation_date", "activation_after_entry"


def _folded(email: str) -> str:
    name, at, domain = email.rpartition("@")
    return name + at + domain.lower()

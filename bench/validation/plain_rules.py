"""Knows the rules of one row as plainly as Python can say them; slow, short, and held against nothing but eyes."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain, pairwise

Cells = Mapping[str, str | None]

YES = ("ja", "j", "yes", "y", "x", "wahr", "true", "1")
NO = ("nein", "n", "no", "-", "falsch", "false", "0")
PACKAGES = (
    *("none", "keins", "kein", "keine", "-", "nein", "ohne", "no", "basic", "konferenz basic", "conference basic"),
    *("plus", "konferenz plus", "conference plus", "premium", "konferenz premium", "conference premium"),
)
TELEPHONE_CHARACTERS = "0123456789 +()/-.\u00a0\u2013"
USERNAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789_.-"
EMAIL = re.compile(
    r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
MOBILE = re.compile(r"\+491(5[0-9]|6[023]|7[0-9])[0-9]{7,8}")
MOST_DIGITS = 14
SHORTEST_USERNAME = 5


def broken_by(row: Cells, today: date) -> Iterator[str]:
    """The rules that the row breaks by itself, each only once."""
    return chain(_names(row), _emails(row), _mobile(row), _wish(row), _username(row), _words(row), _dates(row, today))


def _names(row: Cells) -> Iterator[str]:
    for field in ("first_name", "last_name"):
        name = row[field]
        if name is None:
            yield f"{field}.missing"
        elif any(character in "0123456789" for character in name):
            yield f"{field}.name_has_digits"


def _emails(row: Cells) -> Iterator[str]:
    email, repeated = row["auth_email"], row["auth_email_confirm"]
    if email is None:
        yield "auth_email.missing"
        return
    if not EMAIL.fullmatch(email):
        yield "auth_email.email_form"
    if repeated is not None and _folded(email) != _folded(repeated):
        yield "auth_email_confirm.auth_email_differs"


def _folded(email: str) -> str:
    """Only the domain is the same whatever its capitals (S-11)."""
    name, at, domain = email.rpartition("@")
    return name + at + domain.lower() if at else email


def _mobile(row: Cells) -> Iterator[str]:
    mobile, tick = row["mobile"], (row["auth_without_mobile"] or "").lower()
    if mobile is None and tick in ("", *NO):
        yield "mobile.delivery_unclear"
    if mobile is not None and tick in YES:
        yield "mobile.delivery_contradictory"
    if tick not in ("", *YES, *NO):
        yield "auth_without_mobile.choice_unknown"
    if mobile is None:
        return
    number = dialled(mobile)
    if any(character not in TELEPHONE_CHARACTERS for character in mobile):
        yield "mobile.phone_characters"
    elif not number.startswith("+"):
        yield "mobile.phone_no_prefix"
    elif len(number) > 1 + MOST_DIGITS:
        yield "mobile.phone_too_long"
    elif not MOBILE.fullmatch(number):
        yield "mobile.mobile_not_mobile"


def _wish(row: Cells) -> Iterator[str]:
    wish = row["phone_number"]
    if wish is not None and any(character not in TELEPHONE_CHARACTERS for character in wish):
        yield "phone_number.phone_characters"
    elif wish is not None and dialled(wish).startswith("+") and len(dialled(wish)) > 1 + MOST_DIGITS:
        yield "phone_number.phone_too_long"


def is_wish(typed: str) -> bool:
    """Whether a number is one that can be wished: readable, with a prefix, of at most 14 digits."""
    readable = all(character in TELEPHONE_CHARACTERS for character in typed)
    return readable and dialled(typed).startswith("+") and len(dialled(typed)) <= 1 + MOST_DIGITS


def dialled(typed: str) -> str:
    """`+49…` of a number with + or 0 in front, else its digits alone; the 0 of `+49 (0)221` is not dialled."""
    without_zero = typed[:1] + typed[1:].replace("(0)", "")
    digits = "".join(character for character in without_zero if character in "+0123456789")
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+49"):
        return "+49" + digits[3:].lstrip("0")
    return "+49" + digits[1:] if digits.startswith("0") else digits


def _username(row: Cells) -> Iterator[str]:
    username = (row["username"] or "").lower()
    if not username:
        return
    if len(username) < SHORTEST_USERNAME:
        yield "username.username_too_short"
    if any(one in "._-" and other in "._-" for one, other in pairwise(username)):
        yield "username.username_specials"
    if any(character not in USERNAME_CHARACTERS for character in username):
        yield "username.username_characters"
    elif username[0] in "._-" or username[-1] in "._-":
        yield "username.username_ends"


def _words(row: Cells) -> Iterator[str]:
    postal_code, package, internal = row["postal_code"], row["conference_package"], row["internal_number"]
    if postal_code is not None and re.fullmatch("[0-9]{4}", postal_code):
        yield "postal_code.postal_code_zero_lost"
    elif postal_code is not None and not re.fullmatch("[0-9]{5}", postal_code):
        yield "postal_code.postal_code_form"
    if package is not None and package.lower() not in PACKAGES:
        yield "conference_package.choice_unknown"
    if internal is not None:
        yield from (f"internal_number.{code}" for code in _of_internal(internal))


def _of_internal(internal: str) -> Iterator[str]:
    if not re.fullmatch("[0-9]{2,6}", internal):
        yield "internal_form"
    if internal.startswith(("77", "78")):
        yield "internal_special_function"
    if re.fullmatch("118[0-9][0-9]", internal):
        yield "internal_directory"
    if internal.startswith(("110", "112")):
        yield "internal_emergency"


def is_internal(internal: str) -> bool:
    """Whether nothing is wrong with the number by itself; only such a one is compared with others."""
    return not any(_of_internal(internal))


def _dates(row: Cells, today: date) -> Iterator[str]:
    activation, entry = day(row["activation_date"]), day(row["start_date"])
    if row["activation_date"] is not None and activation is None:
        yield "activation_date.date_form"
    if row["start_date"] is not None and entry is None:
        yield "start_date.entry_date_form"
    if activation is not None and activation < today:
        yield "activation_date.activation_past"
    if activation is not None and entry is not None and activation > entry:
        yield "activation_date.activation_after_entry"


def day(typed: str | None) -> date | None:
    """The day written as `01.03.2027` or `2027-03-01`; None for anything else."""
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(typed or "", form).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
    return None

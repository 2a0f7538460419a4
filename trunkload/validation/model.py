"""Declares what one staff row must be: a pandera model whose checks are named by finding codes."""

from collections.abc import Callable
from functools import cache, partial

import pandas as pd
import pandera.pandas as pa

from trunkload.inventory.number_plan import (
    DIRECTORY_INTERNAL,
    DIRECTORY_SIX_DIGITS,
    EMERGENCY_INTERNAL,
    OUTSIDE_LINE_INTERNAL,
    SPECIAL_FUNCTION_INTERNAL,
)
from trunkload.validation import usernames
from trunkload.validation.codes import Code
from trunkload.validation.emails import SHARED_MAILBOX, is_address, is_at
from trunkload.validation.rules import Rules

CONTROL_CHARACTERS = r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]"
"""No name has them; the last two ranges turn text around on a screen."""

Judge = Callable[[pd.Series], pd.Series]


@cache
def staff_model(rules: Rules) -> pa.DataFrameSchema:
    """The model of one row of `reading.read_cells`; every check is vectorised, and sees filled cells only."""
    columns: dict[str, list[pa.Check]] = {
        **_people(),
        **_emails(rules),
        **_usernames(rules),
        **_phones(),
        **_internal_numbers(rules),
        **_words_and_dates(),
    }
    for required in (*rules.required, "login_email"):
        columns.setdefault(required, []).insert(0, _present())
    return pa.DataFrameSchema({name: pa.Column(checks=checks, nullable=True) for name, checks in columns.items()})


def _must(code: Code, judge: Judge) -> pa.Check:
    return pa.Check(judge, name=code.value)


def _present() -> pa.Check:
    """S-02, S-10: "missing" comes before anything else that an empty cell could be."""
    return pa.Check(lambda cells: cells.notna(), name=Code.MISSING.value, ignore_na=False)


def _never(code: Code) -> pa.Check:
    """For a column that is filled only where something is wrong or worth telling."""
    return _must(code, lambda cells: cells.isna())


def _no(code: Code, pattern: str) -> pa.Check:
    return _must(code, lambda cells: ~cells.str.contains(pattern))


def _only(code: Code, pattern: str) -> pa.Check:
    return _must(code, lambda cells: cells.str.fullmatch(pattern))


def _is_not(code: Code) -> pa.Check:
    """For a `….problem` column: this code is not what it holds."""
    return _must(code, lambda problems: problems != code.value)


def _people() -> dict[str, list[pa.Check]]:
    name = [_no(Code.CONTROL_CHARACTERS, CONTROL_CHARACTERS), _no(Code.NAME_HAS_DIGITS, r"[0-9]")]
    text = [_no(Code.CONTROL_CHARACTERS, CONTROL_CHARACTERS)]
    return {
        "first_name": [*name],
        "last_name": [*name],
        "employee_id": [*text],
        "street": [*text],
        "house_number": [*text],
        "city": [*text],
        "postal_code.german": [
            _must(Code.POSTAL_CODE_ZERO_LOST, lambda cells: ~cells.str.fullmatch(r"[0-9]{4}")),
            _only(Code.POSTAL_CODE_FORM, r"[0-9]{4,5}"),
        ],
    }


def _emails(rules: Rules) -> dict[str, list[pa.Check]]:
    address = _must(Code.EMAIL_FORM, is_address)
    login = [_no(Code.EMAIL_SHARED, f"^{SHARED_MAILBOX}")]
    if rules.mail_domains:
        login.append(_must(Code.EMAIL_DOMAIN, partial(is_at, domains=rules.mail_domains)))
    return {"email": [address], "auth_email": [address], "login_email": login}


def _usernames(rules: Rules) -> dict[str, list[pa.Check]]:
    """S-04 to S-07, each told on its own, and what a company wants beside them."""
    chosen = [_only(Code.USERNAME_NO_DIGIT, ".*[0-9].*")] if rules.require_digit else []
    if rules.username_max_length is not None:
        chosen.append(_only(Code.USERNAME_TOO_LONG, f"(?s).{{0,{rules.username_max_length}}}"))
    return {
        "username.lowered": [_never(Code.USERNAME_LOWERED)],
        "username.meant": [
            _must(Code.USERNAME_TOO_SHORT, lambda names: names.str.len() >= usernames.MIN_LENGTH),
            _only(Code.USERNAME_CHARACTERS, usernames.CHARACTERS),
            _no(Code.USERNAME_SPECIALS, usernames.ADJACENT_SPECIALS),
            _must(
                Code.USERNAME_ENDS,
                lambda names: names.str.fullmatch(usernames.GOOD_ENDS) | ~names.str.fullmatch(usernames.CHARACTERS),
            ),
            _no(Code.USERNAME_DIGITS_ONLY, r"^[0-9]+$"),
            *chosen,
        ],
    }


def _phones() -> dict[str, list[pa.Check]]:
    """S-12, S-14, S-15, N-09 and the notations of domain.md 2.4; the reading found them, the model names them."""
    unreadable = (
        Code.PHONE_CHARACTERS,
        Code.PHONE_DIGITS_LOST,
        Code.PHONE_TWO_NUMBERS,
        Code.PHONE_TOO_LONG,
        Code.PHONE_TOO_SHORT,
        Code.PHONE_SPECIAL,
    )
    mobile = (*unreadable, Code.PHONE_NO_PREFIX, Code.MOBILE_NOT_MOBILE)
    delivery = (Code.DELIVERY_UNCLEAR, Code.DELIVERY_CONTRADICTORY, Code.DELIVERY_BY_EMAIL)
    return {
        "mobile.problem": [_is_not(code) for code in mobile],
        "mobile.notation": [_never(Code.PHONE_NOTATION)],
        "mobile.foreign": [_never(Code.MOBILE_FOREIGN)],
        "phone_number.problem": [_is_not(code) for code in unreadable],
        "phone_number.notation": [_never(Code.PHONE_NOTATION)],
        "delivery.problem": [_is_not(code) for code in delivery],
    }


def _internal_numbers(rules: Rules) -> dict[str, list[pa.Check]]:
    """R-04, S-17 to S-19, N-08."""
    length = f"[0-9]{{{rules.internal_min_digits},{rules.internal_max_digits}}}"
    return {
        "extension": [_only(Code.EXTENSION_FORM, r"[0-9]+")],
        "internal_number": [
            _only(Code.INTERNAL_FORM, length),
            _must(Code.INTERNAL_SPECIAL_FUNCTION, lambda cells: ~cells.str.fullmatch(SPECIAL_FUNCTION_INTERNAL)),
            _must(Code.INTERNAL_DIRECTORY, lambda cells: ~cells.str.fullmatch(DIRECTORY_INTERNAL)),
            _must(Code.INTERNAL_EMERGENCY, lambda cells: ~cells.str.fullmatch(EMERGENCY_INTERNAL)),
            _must(Code.INTERNAL_DIRECTORY_SIX, lambda cells: ~cells.str.fullmatch(DIRECTORY_SIX_DIGITS)),
            _must(Code.INTERNAL_LEADING_ZERO, lambda cells: ~cells.str.fullmatch(OUTSIDE_LINE_INTERNAL)),
        ],
    }


def _words_and_dates() -> dict[str, list[pa.Check]]:
    return {
        "auth_without_mobile.unknown": [_never(Code.CHOICE_UNKNOWN)],
        "country.unknown": [_never(Code.CHOICE_UNKNOWN)],
        "action.unknown": [_never(Code.CHOICE_UNKNOWN)],
        "conference_package.ambiguous": [_never(Code.PACKAGE_AMBIGUOUS)],
        "conference_package.unknown": [_never(Code.CHOICE_UNKNOWN)],
        "activation_date.unknown": [_never(Code.DATE_FORM)],
        "activation_date.past": [_never(Code.ACTIVATION_PAST)],
        "activation_date.late": [_never(Code.ACTIVATION_AFTER_ENTRY)],
        "start_date.unknown": [_never(Code.ENTRY_DATE_FORM)],
    }

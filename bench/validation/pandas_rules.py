"""Knows what the cells of the staff sheet mean, as columns of pandas: given to every peer that stands on pandas."""

from typing import Final

import pandas as pd

from bench.validation.plain_rules import NO, YES

TELEPHONE: Final = "[0-9 +()/\\-.\u00a0\u2013]*"
"""The characters themselves: where pandas sees an escape that only Python knows, it leaves Arrow."""

EMAIL: Final = (
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
MOBILE: Final = r"\+491(?:5[0-9]|6[023]|7[0-9])[0-9]{7,8}"
TOO_LONG: Final = r"\+[0-9]{15,}"
"""More than 14 digits behind the plus."""

SMS, BY_EMAIL, UNCLEAR, CONTRADICTORY, UNKNOWN = "sms", "email", "unclear", "contradictory", "unknown"


def with_meaning(staff: pd.DataFrame) -> pd.DataFrame:
    """`staff` and beside it columns named `field.aspect`; NA where the cell is empty or says nothing of the kind."""
    mobile, wish = _dialled(staff["mobile"]), _dialled(staff["phone_number"])
    activation, entry = _days(staff["activation_date"]), _days(staff["start_date"])
    given = staff["activation_date"].notna(), staff["start_date"].notna()
    return staff.assign(
        **{
            "mobile.dialled": mobile,
            "mobile.delivery": _delivery(staff),
            "phone_number.dialled": wish,
            "username.login": staff["username"].str.lower(),
            "auth_email_confirm.equal": _equal(staff["auth_email"], staff["auth_email_confirm"]),
            "auth_without_mobile.word": staff["auth_without_mobile"].str.lower(),
            "conference_package.word": staff["conference_package"].str.lower(),
            "activation_date.day": activation,
            "activation_date.read": activation.notna().where(given[0]),
            "activation_date.in_time": (activation <= entry).where(activation.notna() & entry.notna()),
            "start_date.read": entry.notna().where(given[1]),
            **_keys(staff, wish),
        }
    )


def _dialled(typed: pd.Series) -> pd.Series:
    """NA also where other characters stand than a telephone number's."""
    plain = typed.where(typed.str.fullmatch(TELEPHONE).fillna(value=False))
    digits = plain.str.replace(r"(.)\(0\)", r"\1", regex=True).str.replace(r"[^0-9+]", "", regex=True)
    plus = digits.str.replace(r"^(?:\+*00|\+\++)", "+", regex=True)
    return plus.str.replace(r"^(?:\+490*|0)", "+49", regex=True)


def _delivery(staff: pd.DataFrame) -> pd.Series:
    mobile, word = staff["mobile"].notna(), staff["auth_without_mobile"].str.lower()
    yes, no = word.isin(YES), word.isin(NO) | word.isna()
    channel = pd.Series(UNKNOWN, index=staff.index, dtype=word.dtype)
    for meant, here in ((SMS, mobile & ~yes), (CONTRADICTORY, mobile & yes), (BY_EMAIL, ~mobile & yes)):
        channel = channel.mask(here, meant)
    return channel.mask(~mobile & no, UNCLEAR)


def _equal(email: pd.Series, repeated: pd.Series) -> pd.Series:
    """The domain whatever its capitals; only what is not the same at once is looked at again."""
    equal = (email == repeated).where(email.notna() & repeated.notna())
    other = equal.index[(equal == False).fillna(value=False)]  # noqa: E712  # NA is neither
    one, two = (part.loc[other].str.rsplit("@", n=1, expand=True) for part in (email, repeated))
    equal.loc[other] = (one[0] == two[0]) & (one[1].str.lower() == two[1].str.lower())
    return equal


def _days(typed: pd.Series) -> pd.Series:
    german = pd.to_datetime(typed, format="%d.%m.%Y", errors="coerce")
    rest = typed[german.isna() & typed.notna()]
    return german.fillna(pd.to_datetime(rest, format="%Y-%m-%d", errors="coerce"))


def _keys(staff: pd.DataFrame, wish: pd.Series) -> dict[str, pd.Series]:
    """What must be unique. Of the same person twice nothing else that is twice is told."""
    first, last, email = (staff[name].str.lower() for name in ("first_name", "last_name", "auth_email"))
    person = first + "\x1f" + last + "\x1f" + email
    twice = person.notna() & person.duplicated(keep=False)
    wished = wish.where(wish.str.startswith("+") & ~wish.str.fullmatch(TOO_LONG))
    return {
        "last_name.person": person,
        "employee_id.key": staff["employee_id"].str.lower().mask(twice),
        "username.key": staff["username"].str.lower().mask(twice),
        "phone_number.key": wished.mask(twice),
        "internal_number.key": _standing(staff["internal_number"]).mask(twice),
        "auth_email.key": email.mask(twice),
    }


def _standing(internal: pd.Series) -> pd.Series:
    """A number that is wrong by itself is compared with no other."""
    good = internal.str.fullmatch(r"[0-9]{2,6}") & ~internal.str.fullmatch(r"7[78][0-9]*|118[0-9]{2}|11[02][0-9]*")
    return internal.where(good.fillna(value=False))

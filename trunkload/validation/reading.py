"""Reads what each cell means: the staff table as typed becomes columns that rules can look at."""

from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.intake.raw import BLANKS
from trunkload.inventory.number_plan import GERMAN_MOBILE
from trunkload.validation.choices import (
    ACTIONS,
    AMBIGUOUS_PACKAGES,
    PACKAGES,
    read_countries,
    read_words,
    read_yes_no,
)
from trunkload.validation.codes import Code
from trunkload.validation.days import read_dates
from trunkload.validation.phones import read_phones
from trunkload.validation.rules import Rules
from trunkload.validation.texts import STRINGS, arrow, only, series, true, with_columns
from trunkload.validation.usernames import GOOD_USERNAME, MIN_LENGTH

TRIMMED = BLANKS + "\u00ad\u200e\u200f\u202a\u202c\u202d"
"""What stands around a value without being part of it: blanks, and marks of direction and hyphenation as programs
leave them. A cell of such marks alone is no blank cell: something was there."""

EMPTY = ("", '=""')
"""Nothing, and how exports write it as a formula."""

AUTOMATIC = frozenset({"auto", "automatisch", "automatic"})
"""Words in the number column that ask for any free number."""


def trimmed(staff: pd.DataFrame) -> pd.DataFrame:
    """The staff table without blanks around its values; a cell of blanks only is empty (NA)."""
    columns = {str(name): arrow(staff[name]) for name in staff.columns}
    filled = {name: texts for name, texts in columns.items() if texts.null_count < len(texts)}
    return with_columns(staff, {name: series(_stripped(texts), staff.index) for name, texts in filled.items()})


def _stripped(texts: pa.Array) -> pa.Array:
    stripped = pc.utf8_trim(texts, characters=TRIMMED)
    return only(stripped, ~true(pc.is_in(stripped, value_set=pa.array(EMPTY, STRINGS))))


def read_cells(typed: pd.DataFrame, rules: Rules, today: date) -> pd.DataFrame:
    """`typed` and beside it what its cells mean, in columns named `field.aspect`, all Arrow strings.

    `….problem` holds a Code. An empty cell means nothing and has no problem: whether it may be empty is a rule.
    """
    meant = {
        **_emails(typed),
        **_mobile(typed[Field.MOBILE], rules),
        **_delivery(typed, rules),
        **_username(typed[Field.USERNAME]),
        **_number(typed[Field.PHONE_NUMBER], rules),
        **_words(typed),
        **_dates(typed, today),
    }
    return with_columns(typed, meant)


def _emails(typed: pd.DataFrame) -> dict[str, pd.Series]:
    """S-03, S-10: the login goes to the authentication address, by default the ordinary one."""
    return {"login_email": typed[Field.AUTH_EMAIL].fillna(typed[Field.EMAIL])}


def _mobile(typed: pd.Series, rules: Rules) -> dict[str, pd.Series]:
    phones = read_phones(typed, rules.max_national_digits)
    e164 = phones["e164"]
    foreign = e164.notna() & ~e164.str.startswith("+49").fillna(value=False)
    landline = e164.notna() & ~foreign & ~e164.str.fullmatch(GERMAN_MOBILE).fillna(value=False)
    landline.loc[foreign[foreign].index] = ~e164[foreign].map(_is_foreign_mobile).astype(bool)
    return {
        "mobile.e164": e164.mask(landline),
        "mobile.problem": phones["problem"].mask(landline, Code.MOBILE_NOT_MOBILE.value),
        "mobile.bare": phones["bare"],
        "mobile.odd": phones["odd"],
        "mobile.notation": e164.where(~phones["usual"]),
        "mobile.foreign": e164.where(foreign & ~landline),
    }


def _is_foreign_mobile(e164: str) -> bool:
    import phonenumbers  # noqa: PLC0415 - only sheets with foreign numbers pay for its tables

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return False
    mobile = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in mobile


def _delivery(typed: pd.DataFrame, rules: Rules) -> dict[str, pd.Series]:
    """S-12: a mobile number, or the tick "without": exactly one. A wish that cannot be read is judged by its cell."""
    mobile = typed[Field.MOBILE].notna()
    tick = typed[Field.AUTH_WITHOUT_MOBILE]
    meant = read_yes_no(tick)
    ticked = (meant == "yes").fillna(value=False)
    unclear = ~mobile & ~ticked & (tick.isna() | meant.notna())
    problem = pd.Series(pd.NA, index=typed.index, dtype=tick.dtype)
    problem = problem.mask(mobile & ticked, Code.DELIVERY_CONTRADICTORY.value)
    gap = Code.DELIVERY_UNCLEAR if rules.delivery == "strict" else Code.DELIVERY_BY_EMAIL
    return {
        "auth_without_mobile.unknown": tick.where(meant.isna()),
        "delivery.problem": problem.mask(unclear, gap.value),
        "delivery.channel": pd.Series("email", index=typed.index, dtype=tick.dtype).mask(mobile, "sms"),
    }


def _username(typed: pd.Series) -> dict[str, pd.Series]:
    """Capital letters are lowered, never silently (S-05): the person must learn the final name, if it can be one."""
    lowered = typed.str.lower()
    good = lowered.str.fullmatch(GOOD_USERNAME) & (lowered.str.len() >= MIN_LENGTH)
    return {"username.meant": lowered, "username.lowered": lowered.where((lowered != typed) & good)}


def _number(typed: pd.Series, rules: Rules) -> dict[str, pd.Series]:
    wish = typed.mask(typed.str.lower().isin(AUTOMATIC))
    phones = read_phones(wish, rules.max_national_digits)
    return {
        "phone_number.e164": phones["e164"],
        "phone_number.problem": phones["problem"],
        "phone_number.bare": phones["bare"],
        "phone_number.odd": phones["odd"],
        "phone_number.notation": phones["e164"].where(~phones["usual"]),
    }


def _words(typed: pd.DataFrame) -> dict[str, pd.Series]:
    action = read_words(typed[Field.ACTION], ACTIONS)
    country = read_countries(typed[Field.COUNTRY])
    package = read_words(typed[Field.CONFERENCE_PACKAGE], PACKAGES)
    ambiguous = typed[Field.CONFERENCE_PACKAGE].str.lower().isin(AMBIGUOUS_PACKAGES)
    return {
        "action.meant": action,
        "action.unknown": typed[Field.ACTION].where(action.isna()),
        "country.meant": country,
        "country.unknown": typed[Field.COUNTRY].where(country.isna()),
        "postal_code.german": typed[Field.POSTAL_CODE].where(country == "DE"),
        "conference_package.meant": package,
        "conference_package.ambiguous": typed[Field.CONFERENCE_PACKAGE].where(ambiguous),
        "conference_package.unknown": typed[Field.CONFERENCE_PACKAGE].where(package.isna() & ~ambiguous),
    }


def _dates(typed: pd.DataFrame, today: date) -> dict[str, pd.Series]:
    activation = read_dates(typed[Field.ACTIVATION_DATE])
    entry = read_dates(typed[Field.START_DATE])
    return {
        "activation_date.meant": activation,
        "activation_date.past": activation.where(activation < today.isoformat()),
        "activation_date.late": activation.where(activation > entry),
        "activation_date.unknown": typed[Field.ACTIVATION_DATE].where(activation.isna()),
        "start_date.meant": entry,
        "start_date.unknown": typed[Field.START_DATE].where(entry.isna()),
    }

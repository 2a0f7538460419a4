"""Reads what each cell means: the staff table as typed becomes columns that rules can look at."""

from collections.abc import Mapping
from datetime import date

import numpy as np
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
from trunkload.validation.days import read_days
from trunkload.validation.glance.distinct import distinct_of
from trunkload.validation.phones import read_phones
from trunkload.validation.rules import Delivery, Rules
from trunkload.validation.texts import NO_TEXT, STRINGS, Mask, arrow, is_all, only, series, true, with_columns
from trunkload.validation.usernames import GOOD_USERNAME, MIN_LENGTH

Texts = Mapping[str, pa.Array]

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
    cells = {str(name): arrow(column) for name, column in typed.items()}
    meant = {
        "login_email": pc.coalesce(cells[Field.AUTH_EMAIL], cells[Field.EMAIL]),
        **_mobile(cells[Field.MOBILE], rules),
        **_delivery(cells[Field.MOBILE], cells[Field.AUTH_WITHOUT_MOBILE], rules),
        **_username(cells[Field.USERNAME]),
        **_number(cells[Field.PHONE_NUMBER], rules),
        **_words(cells),
        **_dates(cells, today),
    }
    return with_columns(typed, {name: series(texts, typed.index) for name, texts in meant.items()})


def _mobile(typed: pa.Array, rules: Rules) -> Texts:
    phones = read_phones(typed, rules.max_national_digits)
    known, german = true(phones.e164.is_valid()), is_all(phones.e164, r"\+49.*")
    reached = is_all(phones.e164, GERMAN_MOBILE)
    if (foreign := known & ~german).any():
        reached |= _foreign_mobiles(only(phones.e164, foreign))
    landline = pa.array(known & ~reached)
    return {
        "mobile.e164": only(phones.e164, reached),
        "mobile.problem": pc.if_else(landline, pa.scalar(Code.MOBILE_NOT_MOBILE.value, STRINGS), phones.problem),
        "mobile.bare": phones.bare,
        "mobile.odd": phones.odd,
        "mobile.notation": phones.notation,
        "mobile.foreign": only(phones.e164, foreign & reached),
    }


def _foreign_mobiles(e164: pa.Array) -> Mask:
    """Section 1.4: each number is asked for once."""
    column = distinct_of(e164)
    return column.rows(np.array([_is_foreign_mobile(number) for number in column.texts.to_pylist()], dtype=bool))


def _is_foreign_mobile(e164: str) -> bool:
    import phonenumbers  # noqa: PLC0415 - only sheets with foreign numbers pay for its tables

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return False
    mobile = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in mobile


def _delivery(mobile: pa.Array, tick: pa.Array, rules: Rules) -> Texts:
    """S-12: a mobile number, or the tick "without": exactly one. A wish that cannot be read is judged by its cell."""
    meant = read_yes_no(tick)
    given, ticked = true(mobile.is_valid()), true(pc.equal(meant, "yes"))
    read = true(tick.is_null()) | true(meant.is_valid())
    gap = Code.DELIVERY_UNCLEAR if rules.delivery == Delivery.STRICT else Code.DELIVERY_BY_EMAIL
    wrong = pc.make_struct(pa.array(given & ticked), pa.array(~given & ~ticked & read))
    codes = (pa.scalar(code.value, STRINGS) for code in (Code.DELIVERY_CONTRADICTORY, gap))
    return {
        "auth_without_mobile.unknown": only(tick, true(meant.is_null())),
        "delivery.problem": pc.case_when(wrong, *codes, NO_TEXT),
        "delivery.channel": pc.if_else(pa.array(given), pa.scalar("sms", STRINGS), pa.scalar("email", STRINGS)),
    }


def _username(typed: pa.Array) -> Texts:
    """Capital letters are lowered, never silently (S-05): the person must learn the final name, if it can be one."""
    lowered = pc.utf8_lower(typed)
    good = is_all(lowered, GOOD_USERNAME) & true(pc.greater_equal(pc.utf8_length(lowered), MIN_LENGTH))
    return {"username.meant": lowered, "username.lowered": only(lowered, good & true(pc.not_equal(lowered, typed)))}


def _number(typed: pa.Array, rules: Rules) -> Texts:
    automatic = pc.is_in(pc.utf8_lower(typed), value_set=pa.array(sorted(AUTOMATIC), STRINGS))
    phones = read_phones(only(typed, ~true(automatic)), rules.max_national_digits)
    return {
        "phone_number.e164": phones.e164,
        "phone_number.problem": phones.problem,
        "phone_number.bare": phones.bare,
        "phone_number.odd": phones.odd,
        "phone_number.notation": phones.notation,
    }


def _words(cells: Texts) -> Texts:
    action, country = read_words(cells[Field.ACTION], ACTIONS), read_countries(cells[Field.COUNTRY])
    typed = cells[Field.CONFERENCE_PACKAGE]
    package = read_words(typed, PACKAGES)
    ambiguous = true(pc.is_in(pc.utf8_lower(typed), value_set=pa.array(sorted(AMBIGUOUS_PACKAGES), STRINGS)))
    return {
        "action.meant": action,
        "action.unknown": only(cells[Field.ACTION], true(action.is_null())),
        "country.meant": country,
        "country.unknown": only(cells[Field.COUNTRY], true(country.is_null())),
        "postal_code.german": only(cells[Field.POSTAL_CODE], true(pc.equal(country, "DE"))),
        "conference_package.meant": package,
        "conference_package.ambiguous": only(typed, ambiguous),
        "conference_package.unknown": only(typed, true(package.is_null()) & ~ambiguous),
    }


def _dates(cells: Texts, today: date) -> Texts:
    activation, entry = read_days(cells[Field.ACTIVATION_DATE]), read_days(cells[Field.START_DATE])
    return {
        "activation_date.meant": activation,
        "activation_date.past": only(activation, true(pc.less(activation, today.isoformat()))),
        "activation_date.late": only(activation, true(pc.greater(activation, entry))),
        "activation_date.unknown": only(cells[Field.ACTIVATION_DATE], true(activation.is_null())),
        "start_date.meant": entry,
        "start_date.unknown": only(cells[Field.START_DATE], true(entry.is_null())),
    }

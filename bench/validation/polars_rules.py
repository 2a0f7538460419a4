"""Knows the rules of the staff sheet as polars expressions: every peer that stands on polars is given these."""

from typing import Final

import polars as pl
from polars import Expr, col

from bench.validation.plain_rules import NO, PACKAGES, YES
from bench.validation.staff import TODAY

TELEPHONE: Final = r"^[0-9 +()/\-.\u00a0\u2013]*$"
EMAIL: Final = (
    r"^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$"
)
MOBILE: Final = r"^\+491(?:5[0-9]|6[023]|7[0-9])[0-9]{7,8}$"
LONGEST: Final = 15
"""A plus and 14 digits."""


def with_meaning(staff: pl.DataFrame) -> pl.DataFrame:
    """`staff` and beside it what its cells mean."""
    names = (col(name).str.to_lowercase() for name in ("first_name", "last_name", "auth_email"))
    person = pl.concat_str(*names, separator="\x1f")
    ticks = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
    return staff.with_columns(
        _dialled("mobile").alias("mobile.dialled"),
        _dialled("phone_number").alias("wish.dialled"),
        col("username").str.to_lowercase().alias("login"),
        _day("activation_date").alias("activation"),
        _day("start_date").alias("entry"),
        col("auth_without_mobile")
        .str.to_lowercase()
        .replace_strict(ticks, default=None, return_dtype=pl.Boolean)
        .alias("tick"),
        _repeated(person).alias("person_twice"),
    )


def _dialled(field: str) -> Expr:
    typed = col(field).str.replace_all(r"(.)\(0\)", "${1}").str.replace_all(r"[^0-9+]", "")
    return typed.str.replace(r"^(?:\+*00|\+\++)", "+").str.replace(r"^(?:\+490*|0)", "+49")


def _day(field: str) -> Expr:
    return pl.coalesce(col(field).str.to_date(form, strict=False) for form in ("%d.%m.%Y", "%Y-%m-%d"))


def broken() -> dict[str, Expr]:
    """By rule: true where a row of `with_meaning` breaks it; null or false where it does not."""
    return {**_people(), **_phones(), **_usernames(), **_internal_numbers(), **_words_and_dates(), **_twice()}


def _people() -> dict[str, Expr]:
    email, repeated = col("auth_email"), col("auth_email_confirm")
    same_but_capitals = email.str.to_lowercase() == repeated.str.to_lowercase()
    same_name = email.str.head(email.str.find("@", literal=True)) == repeated.str.head(
        repeated.str.find("@", literal=True)
    )
    return {
        "first_name.missing": col("first_name").is_null(),
        "last_name.missing": col("last_name").is_null(),
        "auth_email.missing": email.is_null(),
        "first_name.name_has_digits": col("first_name").str.contains("[0-9]"),
        "last_name.name_has_digits": col("last_name").str.contains("[0-9]"),
        "auth_email.email_form": ~email.str.contains(EMAIL),
        "auth_email_confirm.auth_email_differs": ~(same_but_capitals & same_name),
    }


def _phones() -> dict[str, Expr]:
    mobile, wish, tick = col("mobile.dialled"), col("wish.dialled"), col("tick")
    telephone, wish_telephone = col("mobile").str.contains(TELEPHONE), col("phone_number").str.contains(TELEPHONE)
    whole, short = telephone & mobile.str.starts_with("+"), mobile.str.len_bytes() <= LONGEST
    unticked = col("auth_without_mobile").is_null() | ~tick
    return {
        "mobile.phone_characters": ~telephone,
        "mobile.phone_no_prefix": telephone & ~mobile.str.starts_with("+"),
        "mobile.phone_too_long": whole & ~short,
        "mobile.mobile_not_mobile": whole & short & ~mobile.str.contains(MOBILE),
        "mobile.delivery_unclear": mobile.is_null() & unticked,
        "mobile.delivery_contradictory": mobile.is_not_null() & tick,
        "auth_without_mobile.choice_unknown": col("auth_without_mobile").is_not_null() & tick.is_null(),
        "phone_number.phone_characters": ~wish_telephone,
        "phone_number.phone_too_long": wish_telephone & wish.str.starts_with("+") & (wish.str.len_bytes() > LONGEST),
    }


def _usernames() -> dict[str, Expr]:
    login = col("login")
    characters = login.str.contains(r"^[a-z0-9_.-]*$")
    return {
        "username.username_too_short": login.str.len_chars() < 5,
        "username.username_characters": ~characters,
        "username.username_specials": login.str.contains(r"[._-]{2}"),
        "username.username_ends": characters & login.str.contains(r"^[._-]|[._-]$"),
    }


def _internal_numbers() -> dict[str, Expr]:
    internal = col("internal_number")
    return {
        "internal_number.internal_form": ~internal.str.contains(r"^[0-9]{2,6}$"),
        "internal_number.internal_special_function": internal.str.contains(r"^7[78]"),
        "internal_number.internal_directory": internal.str.contains(r"^118[0-9]{2}$"),
        "internal_number.internal_emergency": internal.str.contains(r"^11[02]"),
    }


def _words_and_dates() -> dict[str, Expr]:
    postal_code = col("postal_code")
    return {
        "postal_code.postal_code_zero_lost": postal_code.str.contains(r"^[0-9]{4}$"),
        "postal_code.postal_code_form": ~postal_code.str.contains(r"^[0-9]{4,5}$"),
        "conference_package.choice_unknown": ~col("conference_package").str.to_lowercase().is_in(PACKAGES),
        "activation_date.date_form": col("activation_date").is_not_null() & col("activation").is_null(),
        "start_date.entry_date_form": col("start_date").is_not_null() & col("entry").is_null(),
        "activation_date.activation_past": col("activation") < TODAY,
        "activation_date.activation_after_entry": col("activation") > col("entry"),
    }


def _twice() -> dict[str, Expr]:
    """Of the same person twice nothing else that is twice is told."""
    person, wish, internal = col("person_twice"), col("wish.dialled"), col("internal_number")
    good = wish.str.starts_with("+") & (wish.str.len_bytes() <= LONGEST) & col("phone_number").str.contains(TELEPHONE)
    keys = {
        "employee_id.employee_id_twice": col("employee_id").str.to_lowercase(),
        "username.username_twice": col("login"),
        "phone_number.number_twice": pl.when(good).then(wish),
        "internal_number.internal_twice": pl.when(_standing(internal)).then(internal),
        "auth_email.auth_email_repeated": col("auth_email").str.to_lowercase(),
    }
    others = {rule: _repeated(pl.when(~person).then(key)) for rule, key in keys.items()}
    return {"last_name.person_twice": person, **others}


def _standing(internal: Expr) -> Expr:
    """A number that is wrong by itself is compared with no other."""
    return internal.str.contains(r"^[0-9]{2,6}$") & ~internal.str.contains(r"^(?:7[78]|118[0-9]{2}$|11[02])")


def _repeated(key: Expr) -> Expr:
    """Counting over groups costs less than `is_duplicated` where rows are a million."""
    return key.is_not_null() & (pl.len().over(key) > 1)

"""Pandera on pandas: a schema of vectorised checks on Arrow strings, all of them told (lazy)."""

from collections.abc import Callable

import pandas as pd
import pyarrow as pa
from pandera.errors import SchemaErrors
from pandera.pandas import Check, Column, DataFrameSchema

from bench.validation.judge import Judge
from bench.validation.pandas_rules import CONTRADICTORY, EMAIL, MOBILE, TELEPHONE, TOO_LONG, UNCLEAR, with_meaning
from bench.validation.plain_rules import NO, PACKAGES, YES
from bench.validation.staff import TODAY

LIBRARIES = ("pandera", "pandas")


def _only(code: str, pattern: str) -> Check:
    return Check(lambda cells: cells.str.fullmatch(pattern), name=code)


def _no(code: str, pattern: str) -> Check:
    return Check(lambda cells: ~cells.str.contains(pattern), name=code)


def _must(code: str, holds: Callable[[pd.Series], pd.Series]) -> Check:
    return Check(holds, name=code)


def _present() -> Check:
    return Check(lambda cells: cells.notna(), name="missing", ignore_na=False)


def _once(code: str) -> Check:
    return _must(code, lambda keys: ~keys.duplicated(keep=False))


CHECKS: dict[str, list[Check]] = {
    "first_name": [_present(), _no("name_has_digits", "[0-9]")],
    "last_name": [_present(), _no("name_has_digits", "[0-9]")],
    "auth_email": [_present(), _only("email_form", EMAIL)],
    "auth_email_confirm.equal": [_must("auth_email_differs", lambda equal: equal.astype(bool))],
    "mobile": [_only("phone_characters", TELEPHONE)],
    "mobile.dialled": [
        _no("phone_no_prefix", r"^[^+]"),
        _must("phone_too_long", lambda numbers: ~numbers.str.fullmatch(TOO_LONG)),
        _must("mobile_not_mobile", lambda numbers: numbers.str.fullmatch(rf"{MOBILE}|{TOO_LONG}|[^+].*")),
    ],
    "mobile.delivery": [
        _must("delivery_unclear", lambda channel: channel != UNCLEAR),
        _must("delivery_contradictory", lambda channel: channel != CONTRADICTORY),
    ],
    "auth_without_mobile.word": [_must("choice_unknown", lambda words: words.isin((*YES, *NO)))],
    "username.login": [
        _must("username_too_short", lambda names: names.str.len() >= 5),
        _only("username_characters", r"[a-z0-9_.-]*"),
        _no("username_specials", r"[._-]{2}"),
        _no("username_ends", r"^[._-][a-z0-9_.-]*$|^[a-z0-9_.-]*[._-]$"),
    ],
    "postal_code": [_no("postal_code_zero_lost", r"^[0-9]{4}$"), _only("postal_code_form", r"[0-9]{4,5}")],
    "conference_package.word": [_must("choice_unknown", lambda words: words.isin(PACKAGES))],
    "phone_number": [_only("phone_characters", TELEPHONE)],
    "phone_number.dialled": [_must("phone_too_long", lambda numbers: ~numbers.str.fullmatch(TOO_LONG))],
    "internal_number": [
        _only("internal_form", r"[0-9]{2,6}"),
        _no("internal_special_function", r"^7[78]"),
        _no("internal_directory", r"^118[0-9]{2}$"),
        _no("internal_emergency", r"^11[02]"),
    ],
    "activation_date.read": [_must("date_form", lambda read: read.astype(bool))],
    "activation_date.day": [_must("activation_past", lambda days: days >= pd.Timestamp(TODAY))],
    "activation_date.in_time": [_must("activation_after_entry", lambda in_time: in_time.astype(bool))],
    "start_date.read": [_must("entry_date_form", lambda read: read.astype(bool))],
    "last_name.person": [_once("person_twice")],
    "employee_id.key": [_once("employee_id_twice")],
    "username.key": [_once("username_twice")],
    "phone_number.key": [_once("number_twice")],
    "internal_number.key": [_once("internal_twice")],
    "auth_email.key": [_once("auth_email_repeated")],
}


def judge(table: pa.Table) -> Judge:
    staff = table.to_pandas(types_mapper={pa.large_string(): pd.StringDtype("pyarrow")}.get)
    schema = DataFrameSchema({name: Column(checks=checks, nullable=True) for name, checks in CHECKS.items()})

    def call() -> pd.DataFrame:
        try:
            schema.validate(with_meaning(staff), lazy=True, inplace=True)
        except SchemaErrors as failed:
            cases: pd.DataFrame = failed.failure_cases
            return cases
        return pd.DataFrame(columns=["index", "column", "check"])

    def failures(cases: pd.DataFrame) -> set[tuple[int, str]]:
        rules = cases["column"].str.partition(".")[0] + "." + cases["check"]
        return set(zip(cases["index"].astype("int64").tolist(), rules.tolist(), strict=True))

    return Judge(call, failures)

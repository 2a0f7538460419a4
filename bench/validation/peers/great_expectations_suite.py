"""Great Expectations on pandas: one suite over the columns and what they mean; results name each failing row."""

import os
from typing import Any, Final

import pandas as pd
import pyarrow as pa

from bench.validation.judge import Judge, by_rule
from bench.validation.oracle import Failure
from bench.validation.pandas_rules import CONTRADICTORY, EMAIL, MOBILE, TELEPHONE, TOO_LONG, UNCLEAR, with_meaning
from bench.validation.plain_rules import NO, PACKAGES, YES
from bench.validation.staff import TODAY

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # a benchmark asks no outside host

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.data_context.types.base import ProgressBarsConfig

LIBRARIES = ("great-expectations", "pandas")
INDEXES_ONLY: Final = {
    "result_format": "COMPLETE",
    "exclude_unexpected_values": True,
    "include_unexpected_rows": False,
    "return_unexpected_index_query": False,
}


def _suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(name="staff", expectations=[*_presence(), *_patterns(), *_values(), *_once()])


def _rule(column: str, code: str) -> dict[str, Any]:
    return {"column": column, "meta": {"rule": f"{column.partition('.')[0]}.{code}"}}


def _presence() -> list[Any]:
    fields = ("first_name", "last_name", "auth_email")
    return [gxe.ExpectColumnValuesToNotBeNull(**_rule(name, "missing")) for name in fields]


def _patterns() -> list[Any]:
    only = {
        ("auth_email", "email_form"): EMAIL,
        ("mobile", "phone_characters"): TELEPHONE,
        ("phone_number", "phone_characters"): TELEPHONE,
        ("mobile.dialled", "phone_no_prefix"): r"\+.*",
        ("mobile.dialled", "mobile_not_mobile"): rf"{MOBILE}|{TOO_LONG}|[^+].*",
        ("username.login", "username_too_short"): r".{5,}",
        ("username.login", "username_characters"): r"[a-z0-9_.-]*",
        ("postal_code", "postal_code_form"): r"[0-9]{4,5}",
        ("internal_number", "internal_form"): r"[0-9]{2,6}",
    }
    never = {
        ("first_name", "name_has_digits"): r"[0-9]",
        ("last_name", "name_has_digits"): r"[0-9]",
        ("mobile.dialled", "phone_too_long"): TOO_LONG,
        ("phone_number.dialled", "phone_too_long"): TOO_LONG,
        ("username.login", "username_specials"): r"[._-]{2}",
        ("username.login", "username_ends"): r"^[._-][a-z0-9_.-]*$|^[a-z0-9_.-]*[._-]$",
        ("postal_code", "postal_code_zero_lost"): r"^[0-9]{4}$",
        ("internal_number", "internal_special_function"): r"^7[78]",
        ("internal_number", "internal_directory"): r"^118[0-9]{2}$",
        ("internal_number", "internal_emergency"): r"^11[02]",
    }
    return [
        *(gxe.ExpectColumnValuesToMatchRegex(**_rule(*rule), regex=f"^(?:{regex})$") for rule, regex in only.items()),
        *(gxe.ExpectColumnValuesToNotMatchRegex(**_rule(*rule), regex=regex) for rule, regex in never.items()),
    ]


def _values() -> list[Any]:
    permitted: dict[tuple[str, str], tuple[object, ...]] = {
        ("auth_without_mobile.word", "choice_unknown"): (*YES, *NO),
        ("conference_package.word", "choice_unknown"): PACKAGES,
        ("auth_email_confirm.equal", "auth_email_differs"): (True,),
        ("activation_date.read", "date_form"): (True,),
        ("activation_date.in_time", "activation_after_entry"): (True,),
        ("start_date.read", "entry_date_form"): (True,),
    }
    banned = {
        ("mobile.delivery", "delivery_unclear"): (UNCLEAR,),
        ("mobile.delivery", "delivery_contradictory"): (CONTRADICTORY,),
    }
    today = {"min_value": pd.Timestamp(TODAY)}
    return [
        *(gxe.ExpectColumnValuesToBeInSet(**_rule(*rule), value_set=list(set_)) for rule, set_ in permitted.items()),
        *(gxe.ExpectColumnValuesToNotBeInSet(**_rule(*rule), value_set=list(set_)) for rule, set_ in banned.items()),
        gxe.ExpectColumnValuesToBeBetween(**_rule("activation_date.day", "activation_past"), **today),
    ]


def _once() -> list[Any]:
    keys = {
        "last_name.person": "person_twice",
        "employee_id.key": "employee_id_twice",
        "username.key": "username_twice",
        "phone_number.key": "number_twice",
        "internal_number.key": "internal_twice",
        "auth_email.key": "auth_email_repeated",
    }
    return [gxe.ExpectColumnValuesToBeUnique(**_rule(column, code)) for column, code in keys.items()]


def judge(table: pa.Table) -> Judge:
    staff = table.to_pandas(types_mapper={pa.large_string(): pd.StringDtype("pyarrow")}.get)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    asset = context.data_sources.add_pandas("memory").add_dataframe_asset("staff")
    batches, suite = asset.add_batch_definition_whole_dataframe("whole"), _suite()

    def call() -> Any:
        batch = batches.get_batch({"dataframe": with_meaning(staff)})
        return batch.validate(suite, result_format=INDEXES_ONLY)

    return Judge(call, failures)


def failures(told: Any) -> set[Failure]:
    return by_rule(
        (one.expectation_config.meta["rule"], one.result.get("unexpected_index_list") or ()) for one in told.results
    )

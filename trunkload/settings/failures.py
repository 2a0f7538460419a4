"""Knows what can be wrong with a setting, in our words; pydantic's error types are translated here and nowhere else."""

import re
from enum import StrEnum

from pydantic_core import ErrorDetails

from trunkload.settings.sections import LACKING, NO_ADDRESS, NO_HANDOVER, NO_STRATEGY
from trunkload.validation.rules import RuleError


class SettingsProblem(StrEnum):
    """What a person has to put right; each is a sentence of the command line."""

    UNKNOWN = "unknown"
    NO_SUCH_FILE = "no_such_file"
    UNREADABLE = "unreadable"
    NOT_TOML = "not_toml"
    CHOICE = "choice"
    WHOLE_NUMBER = "whole_number"
    NUMBER = "number"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    ADDRESS = "address"
    NO_ADDRESS = "no_address"
    LACKING = "lacking"
    NO_FILE = "no_file"
    NO_HANDOVER = "no_handover"
    TIME_OF_DAY = "time_of_day"
    LIST = "list"
    TEXT = "text"
    TABLE = "table"
    FIELD_NAMES = "field_names"
    DIGITS = "digits"
    CODES = "codes"
    MAIL_DOMAINS = "mail_domains"
    ADDRESS_PARTS = "address_parts"
    VALUE = "value"


class SettingsError(Exception):
    """A setting is wrong. `key` is written as the person wrote it; `detail` is a limit, choices, a file or a line."""

    def __init__(self, key: str, problem: SettingsProblem, detail: str = "") -> None:
        super().__init__(f"{key}: {problem} {detail}".rstrip())
        self.key = key
        self.problem = problem
        self.detail = detail


LIMITS = {
    "greater_than_equal": (SettingsProblem.AT_LEAST, "ge"),
    "less_than_equal": (SettingsProblem.AT_MOST, "le"),
    "greater_than": (SettingsProblem.MORE_THAN, "gt"),
}
"""pydantic's error types that have a limit, and where they keep it."""

PROBLEMS = {
    "extra_forbidden": SettingsProblem.UNKNOWN,
    "unexpected_keyword_argument": SettingsProblem.UNKNOWN,
    "model_type": SettingsProblem.TABLE,
    "model_attributes_type": SettingsProblem.TABLE,
    "dataclass_type": SettingsProblem.TABLE,
    "dict_type": SettingsProblem.TABLE,
    "tuple_type": SettingsProblem.LIST,
    "path_not_file": SettingsProblem.NO_FILE,
    "path_type": SettingsProblem.TEXT,
    "string_type": SettingsProblem.TEXT,
    "finite_number": SettingsProblem.NUMBER,
    NO_ADDRESS: SettingsProblem.NO_ADDRESS,
    NO_HANDOVER: SettingsProblem.NO_HANDOVER,
}
FAMILIES = {
    "int_": SettingsProblem.WHOLE_NUMBER,
    "float_": SettingsProblem.NUMBER,
    "decimal_": SettingsProblem.NUMBER,
    "url_": SettingsProblem.ADDRESS,
    "time_": SettingsProblem.TIME_OF_DAY,
}
"""pydantic's error types by their beginning."""


RULES = {
    "required": SettingsProblem.FIELD_NAMES,
    "block": SettingsProblem.CODES,
    "warn": SettingsProblem.CODES,
    "mail_domains": SettingsProblem.MAIL_DOMAINS,
    "username_max_length": SettingsProblem.AT_LEAST,
    "internal_min_digits": SettingsProblem.DIGITS,
    "default_address": SettingsProblem.ADDRESS_PARTS,
}
"""What `Rules` finds wrong by itself, where no pydantic is, by the key within its section."""


def problem_of(error: ErrorDetails) -> tuple[SettingsProblem, str]:
    """Our problem, and the limit, choices or names that its sentence tells."""
    kind, told = error["type"], error.get("ctx", {})
    if kind in LIMITS:
        problem, name = LIMITS[kind]
        return problem, str(told[name])
    if kind == NO_STRATEGY:
        return SettingsProblem.CHOICE, str(told["known"])
    if kind == LACKING:
        return SettingsProblem.LACKING, str(told["lacking"])
    if kind in {"literal_error", "enum"}:
        return SettingsProblem.CHOICE, ", ".join(re.findall(r"'([^']*)'", str(told["expected"])))
    if kind == "value_error":
        broken: RuleError = told["error"]
        return RULES[broken.key], broken.takes
    family = next((problem for start, problem in FAMILIES.items() if kind.startswith(start)), SettingsProblem.VALUE)
    return PROBLEMS.get(kind, family), ""


def place_of(error: ErrorDetails) -> tuple[int | str, ...]:
    """The key, from the section inwards."""
    broken = error.get("ctx", {}).get("error")
    return (*error["loc"], broken.key) if isinstance(broken, RuleError) else error["loc"]

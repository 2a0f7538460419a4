"""Knows what can be wrong with a setting, in our words; pydantic's error types are translated here and nowhere else."""

import re
from enum import StrEnum

from pydantic_core import ErrorDetails

from trunkload.settings.access import HOST_AND_PORT, NO_HEADER, NOT_SECURED, NOT_TOGETHER, ONLY_TOGETHER
from trunkload.settings.arriving import NO_INBOX, NO_ZONE
from trunkload.settings.keeping import NO_STORE
from trunkload.settings.sections import LACKING, NO_ADDRESS, NO_HANDOVER, NO_STRATEGY
from trunkload.settings.web import NO_NETWORK
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
    NOT_SECURED = "not_secured"
    NOT_TOGETHER = "not_together"
    ONLY_TOGETHER = "only_together"
    NO_HEADER = "no_header"
    HOST_AND_PORT = "host_and_port"
    LACKING = "lacking"
    NO_HANDOVER = "no_handover"
    NO_STORE = "no_store"
    NO_INBOX = "no_inbox"
    TIME_ZONE = "time_zone"
    NETWORKS = "networks"
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
    """A setting is wrong. `key` is written as the person wrote it; `detail` is a limit, choices, a file or a line;
    `others`: what else is."""

    others: "tuple[SettingsError, ...]" = ()

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

TOGETHER = {
    NOT_SECURED: SettingsProblem.NOT_SECURED,
    NOT_TOGETHER: SettingsProblem.NOT_TOGETHER,
    ONLY_TOGETHER: SettingsProblem.ONLY_TOGETHER,
}
"""Errors about one key beside others, which name both."""

PROBLEMS = {
    **TOGETHER,
    NO_STRATEGY: SettingsProblem.CHOICE,
    "literal_error": SettingsProblem.CHOICE,
    "enum": SettingsProblem.CHOICE,
    "path_not_file": SettingsProblem.NO_SUCH_FILE,
    "extra_forbidden": SettingsProblem.UNKNOWN,
    "unexpected_keyword_argument": SettingsProblem.UNKNOWN,
    "model_type": SettingsProblem.TABLE,
    "model_attributes_type": SettingsProblem.TABLE,
    "dataclass_type": SettingsProblem.TABLE,
    "dict_type": SettingsProblem.TABLE,
    "tuple_type": SettingsProblem.LIST,
    "path_type": SettingsProblem.TEXT,
    "string_type": SettingsProblem.TEXT,
    "finite_number": SettingsProblem.NUMBER,
    NO_ADDRESS: SettingsProblem.NO_ADDRESS,
    NO_HEADER: SettingsProblem.NO_HEADER,
    HOST_AND_PORT: SettingsProblem.HOST_AND_PORT,
    NO_HANDOVER: SettingsProblem.NO_HANDOVER,
    NO_STORE: SettingsProblem.NO_STORE,
    NO_INBOX: SettingsProblem.NO_INBOX,
    NO_ZONE: SettingsProblem.TIME_ZONE,
    LACKING: SettingsProblem.LACKING,
    NO_NETWORK: SettingsProblem.NETWORKS,
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
    if kind == "value_error":
        broken: RuleError = told["error"]
        return RULES[broken.key], broken.takes
    family = next((problem for start, problem in FAMILIES.items() if kind.startswith(start)), SettingsProblem.VALUE)
    return PROBLEMS.get(kind, family), _detail(error)


def _detail(error: ErrorDetails) -> str:
    kind, told = error["type"], error.get("ctx", {})
    if kind in TOGETHER:
        return str(told["others"])
    if kind == "path_not_file":
        return str(error["input"])
    if kind == NO_STRATEGY:
        return str(told["known"])
    if kind == LACKING:
        return str(told["lacking"])
    return ", ".join(re.findall(r"'([^']*)'", str(told["expected"]))) if kind in {"literal_error", "enum"} else ""


def place_of(error: ErrorDetails) -> tuple[int | str, ...]:
    """The key, from the section inwards."""
    told = error.get("ctx", {})
    broken = told.get("error")
    if error["type"] in TOGETHER:
        return (*error["loc"], str(told["key"]))
    return (*error["loc"], broken.key) if isinstance(broken, RuleError) else error["loc"]

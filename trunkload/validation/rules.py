"""Knows which of the domain's choices this company made, and the version of all rules together."""

import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from enum import StrEnum

from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.inventory.number_plan import MAX_NATIONAL_DIGITS
from trunkload.validation.chosen_severities import MAY_BLOCK, MAY_WARN

RULES_REVISION = 3
"""Raised whenever a rule of this room judges differently: an approval given under other rules is void."""

LEAST_USERNAME_LENGTH = 8
"""No limit for usernames may be lower: more people than a sheet can hold must find a number behind their name."""

MAIL_DOMAIN = re.compile(r"[^\s@*,;/:.]+(?:\.[^\s@*,;/:.]+)+")


class Policy(StrEnum):
    """What happens to the right rows of a sheet in which some are blocked."""

    VALID_ROWS = "valid_rows"
    ALL_OR_NOTHING = "all_or_nothing"


class Delivery(StrEnum):
    """S-12 with no mobile number and nothing ticked: block the row, or deliver by e-mail and warn."""

    STRICT = "strict"
    LENIENT = "lenient"


class RuleError(ValueError):
    """A choice that cannot be made. `key`: its name in section `[rules]`; `takes`: what it takes instead."""

    def __init__(self, key: str, told: str, takes: str = "") -> None:
        super().__init__(f"{key} {told}")
        self.key = key
        self.takes = takes


@dataclass(frozen=True, slots=True)
class DefaultAddress:
    """The address of people whose row has none and whose site has none either (S-02); empty: there is none."""

    street: str = ""
    house_number: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "DE"


@dataclass(frozen=True, slots=True)
class Rules:
    """Section `[rules]` of trunkload.toml, with the domain's defaults; an empty list allows or changes nothing more."""

    required: tuple[str, ...] = ("first_name", "last_name")
    policy: Policy = Policy.VALID_ROWS
    delivery: Delivery = Delivery.STRICT
    block: tuple[str, ...] = ()
    warn: tuple[str, ...] = ()
    mail_domains: tuple[str, ...] = ()
    username_max_length: int | None = None
    require_digit: bool = False
    max_national_digits: int = MAX_NATIONAL_DIGITS
    internal_min_digits: int = 2
    internal_max_digits: int = 6
    default_site: str = ""
    default_address: DefaultAddress = DefaultAddress()

    def __post_init__(self) -> None:
        _only("required", "field", self.required, STAFF_COLUMNS)
        _only("block", "warning that can block", self.block, sorted(MAY_BLOCK))
        _only("warn", "finding that can be a warning", self.warn, sorted(MAY_WARN))
        wrong = [name for name in self.mail_domains if not MAIL_DOMAIN.fullmatch(name)]
        if wrong:
            raise RuleError("mail_domains", f"holds {', '.join(wrong)}, which is no domain")
        if self.username_max_length is not None and self.username_max_length < LEAST_USERNAME_LENGTH:
            raise RuleError("username_max_length", "is too small", str(LEAST_USERNAME_LENGTH))
        if not 1 <= self.internal_min_digits <= self.internal_max_digits:
            raise RuleError("internal_min_digits", "must be 1 or more and at most internal_max_digits")
        address = self.default_address
        if len({bool(part) for part in (address.street, address.postal_code, address.city)}) > 1:
            raise RuleError("default_address", "needs street, postal_code and city", "street, postal_code, city")

    @property
    def version(self) -> str:
        """Twelve hex digits of rules and settings; part of a plan's digest (promise 4)."""
        told = json.dumps({"revision": RULES_REVISION, **asdict(self)}, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:12]


def _only(key: str, kind: str, names: Collection[str], known: Collection[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        takes = ", ".join(known)
        raise RuleError(key, f"names no {kind} {', '.join(unknown)}; there are {takes}", takes)

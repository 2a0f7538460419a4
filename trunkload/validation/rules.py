"""Knows which of the domain's choices this company made, and the version of all rules together."""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.inventory.number_plan import MAX_NATIONAL_DIGITS

RULES_REVISION = 3
"""Raised whenever a rule of this room judges differently: an approval given under other rules is void."""


class Policy(StrEnum):
    """What happens to the right rows of a sheet in which some are blocked."""

    VALID_ROWS = "valid_rows"
    ALL_OR_NOTHING = "all_or_nothing"


class Delivery(StrEnum):
    """S-12 with no mobile number and nothing ticked: block the row, or deliver by e-mail and warn."""

    STRICT = "strict"
    LENIENT = "lenient"


@dataclass(frozen=True, slots=True)
class Rules:
    """Section `[rules]` of trunkload.toml, with the domain's defaults."""

    required: tuple[str, ...] = ("first_name", "last_name")
    policy: Policy = Policy.VALID_ROWS
    delivery: Delivery = Delivery.STRICT
    max_national_digits: int = MAX_NATIONAL_DIGITS
    internal_min_digits: int = 2
    internal_max_digits: int = 6

    def __post_init__(self) -> None:
        unknown = [name for name in self.required if name not in STAFF_COLUMNS]
        if unknown:
            raise ValueError(f"required names no field {', '.join(unknown)}; the fields are {', '.join(STAFF_COLUMNS)}")
        if not 1 <= self.internal_min_digits <= self.internal_max_digits:
            raise ValueError("internal_min_digits must be 1 or more and at most internal_max_digits")

    @property
    def version(self) -> str:
        """Twelve hex digits of rules and settings; part of a plan's digest (promise 4)."""
        told = json.dumps({"revision": RULES_REVISION, **asdict(self)}, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:12]

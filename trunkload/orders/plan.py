"""Knows a Plan: the orders of one import, what they cost, and the digest that a person approves."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from trunkload.inventory.allocation import KEPT, Shortage
from trunkload.inventory.terms import TERM_DAYS
from trunkload.validation.actions.action import Action

ITEM_COLUMNS = (
    "order_reference",
    "action",
    "given_name",
    "family_name",
    "street",
    "house_number",
    "postal_code",
    "city",
    "country",
    "email",
    "mobile",
    "password_channel",
    "username",
    "trunk",
    "number",
    "extension",
    "internal_number",
    "package",
    "start_date",
    "block",
    "reason",
    "department",
    "of_workplace",
    "package_before",
    "employee_key",
    "identity_key",
    "row_digest",
)
"""Columns of `Plan.items`, all text (Arrow strings, missing = NA); the index is the spreadsheet's row number.
`of_workplace` is the id of the workplace that is modified or deleted and `package_before` the package that it has;
both are NA for one that is added. `email` receives the username, `mobile` is E.164 or NA, `password_channel` is `sms`
or `email` (S-08 to S-12)."""


@dataclass(frozen=True, slots=True)
class Order:
    """A batch of items sent in one request; `reference` is deterministic: import id and batch number."""

    reference: str
    batch: int
    trunk: str
    start_date: date | None
    size: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What the plan costs; `None` is a price that nobody told us. `sample` marks figures that are no offer."""

    monthly: Decimal | None
    one_off: Decimal | None
    currency: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be ordered. `term_days`: nothing of it can be removed or made smaller earlier (R-11, S-22)."""

    import_id: str
    orders: tuple[Order, ...]
    items: pd.DataFrame
    cost: Cost
    shortages: tuple[Shortage, ...]
    rule_version: str
    digest: str
    term_days: int = TERM_DAYS

    def count(self, action: Action) -> int:
        """How many items ask for this."""
        return int((self.items["action"] == action).sum())

    @property
    def new_numbers(self) -> pd.Series:
        """The numbers that are to be held, by row: a workplace that is there keeps its own or ends with it."""
        return self.items["number"][(self.items["reason"] != KEPT).to_numpy(dtype=bool)]

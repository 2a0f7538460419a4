"""Knows which texts say nothing of a person: the company's own sites, trunks and numbers, days, and fixed words.

What stands in a wrong column is personal there too, so a column's name alone shows nothing.
"""

import re
from dataclasses import dataclass
from typing import Final

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.orders.plan import Plan
from trunkload.validation.choices import ACTIONS, NO, PACKAGES, YES
from trunkload.validation.trunk_names import fold, trunk_names

DAY: Final = re.compile(r"[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{2,4}(?: 00:00(?::00)?)?")
IMPORT: Final = re.compile(r"imp-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]+")
WORDS: Final = frozenset({*YES, *NO, *ACTIONS, *PACKAGES})

BY_PLACE: Final = frozenset(
    {Field.LOCATION, Field.TRUNK, Field.NUMBER_BLOCK, Field.PHONE_NUMBER, Field.EXTENSION, Field.INTERNAL_NUMBER}
)
BY_WORD: Final = frozenset({Field.ACTION, Field.CONFERENCE_PACKAGE, Field.AUTH_WITHOUT_MOBILE})
BY_DAY: Final = frozenset({Field.ACTIVATION_DATE, Field.START_DATE})


@dataclass(frozen=True, slots=True)
class Known:
    """What the company has: folded `names` of its sites, trunks and blocks, `numbers` as E.164, and `inside`: its
    extensions and internal numbers."""

    names: frozenset[str]
    numbers: pd.Index
    inside: frozenset[str]

    def may_be_seen(self, field: str | None, text: str) -> bool:
        """Whether the text of a cell is what such a column is there for."""
        if field in BY_PLACE:
            return self.is_place(text) or text.strip() in self.inside
        if field in BY_WORD:
            return text.strip().lower() in WORDS
        return field in BY_DAY and is_day(text)

    def is_place(self, text: str) -> bool:
        return fold(text) in self.names or self._e164(text) in self.numbers

    def _e164(self, text: str) -> str:
        digits = re.sub(r"[^0-9]", "", text.replace("(0)", ""))
        if digits.startswith("00"):
            return f"+{digits[2:]}"
        return f"+49{digits[1:]}" if digits.startswith("0") else f"+{digits}"


def is_day(text: str) -> bool:
    return DAY.fullmatch(text.strip()) is not None


def is_import(text: str) -> bool:
    return IMPORT.fullmatch(text) is not None


def known_of(account: Account | None, plan: Plan | None) -> Known:
    """Without an account no place is known, so none is shown."""
    if account is None:
        return Known(frozenset(), pd.Index([], dtype="str"), frozenset())
    sites = (site.name for site in account.sites)
    blocks = (name for block in account.blocks for name in (block.id, block.base, block.base.removeprefix("+")))
    inside = set(account.numbers["extension"].dropna().unique())
    if plan is not None:
        inside |= set(plan.items["internal_number"].dropna())
    names = frozenset(map(fold, (*sites, *trunk_names(account), *blocks)))
    return Known(names, account.numbers.index, frozenset(map(str, inside)))

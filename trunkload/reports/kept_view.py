"""Knows what is shown of numbers that are kept for rows that are blocked."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.phone_text import phone_text
from trunkload.reports.notation import moment_text
from trunkload.validation.checked import Checked
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class KeptView:
    """A number written for reading; `until` is None where a check holds nothing yet."""

    number: str
    until: str | None


def kept_views(
    checked: Checked, account: Account | None, until: datetime | None, lang: Lang, rows: pd.Index | None = None
) -> dict[int, KeptView]:
    """By row number, in the order of the sheet; of `rows` alone where they are named."""
    if checked.allocation is None or account is None:
        return {}
    day = None if until is None else moment_text(until.astimezone(), lang)
    kept = checked.allocation.kept_back["number"]
    numbers = written_by_row(kept if rows is None else kept[kept.index.isin(rows)], account)
    return {row: KeptView(number, day) for row, number in numbers.items()}


def written_by_row(number: pd.Series, account: Account) -> dict[int, str]:
    """Each row's number (E.164, index = row number) as it is read, behind its block's base number."""
    bases = {block.id: block.base for block in account.blocks}
    blocks = account.numbers["block"].reindex(number).map(bases)
    return {
        int(row): phone_text(one, base if isinstance(base, str) else None)
        for row, one, base in zip(number.index, number, blocks, strict=True)
    }

"""Knows what the page of one row alone shows."""

from dataclasses import dataclass

from trunkload.reports.card import RowCard
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of an import, whole. `title` is the file's name, `report` the address of its card in the report."""

    lang: Lang
    title: str
    import_id: str
    made_at: str
    card: RowCard
    currency: str
    report: str
    masked: bool = False

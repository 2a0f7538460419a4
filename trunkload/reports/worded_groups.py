"""Knows what findings have in common in words, each group with the column of the person's file."""

from collections.abc import Mapping
from dataclasses import dataclass

from trunkload.intake.sheet import Column, Sheet
from trunkload.validation.findings import Findings
from trunkload.validation.group_wording import GroupWords, words_of_group
from trunkload.validation.groups import Group, group_findings
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class WordedGroup:
    """A group and its words; `column` is None where the file has none for it."""

    group: Group
    column: Column | None
    words: GroupWords

    @property
    def cell(self) -> str | None:
        """The one cell of a group of one row."""
        alone = self.column is not None and len(self.group.rows) == 1
        return f"{self.column.letter}{self.group.rows[0]}" if alone and self.column else None


@dataclass(frozen=True, slots=True)
class WordedGroups:
    """`told` in the order of what to do first; `causes`: how many there are, those left out too."""

    told: tuple[WordedGroup, ...]
    causes: int


def worded_groups(findings: Findings, sheet: Sheet, lang: Lang) -> WordedGroups:
    groups = group_findings(findings)
    headers = {column.field: column.header for column in sheet.columns if column.field}
    return WordedGroups(tuple(_worded(one, sheet, headers, lang) for one in groups.told), groups.causes)


def _worded(group: Group, sheet: Sheet, headers: Mapping[str, str], lang: Lang) -> WordedGroup:
    column = None if group.finding.field is None else sheet.column_of(group.finding.field)
    header = None if column is None else column.header
    return WordedGroup(group, column, words_of_group(group, header, lang, headers))

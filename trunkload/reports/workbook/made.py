"""Knows what is to be said of a workbook that is made of a sheet: what it lacks, and which cells could not hold all."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

import pandas as pd
import pyarrow.compute as pc

from trunkload.intake.sheet import Sheet
from trunkload.inventory.arrow_text import arrow
from trunkload.reports.card import RowStatus
from trunkload.reports.languages import LABELS
from trunkload.reports.notation import count_text
from trunkload.reports.workbook.book_words import BOOK_WORDS, BookWords
from trunkload.reports.workbook.marks import Marks, RowMark
from trunkload.reports.workbook.markup import LONGEST, NO_CHARACTER, units_of
from trunkload.validation.language import Lang

CONTROLS: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{fdd0}-\x{fdef}\x{fffe}\x{ffff}]"
"""As NO_CHARACTER without what is written as a line end, for Arrow."""


def made_marks(
    sheet: Sheet, marks: Marks, lang: Lang, *, only: Collection[int] | None = None, above: int | None = None
) -> Marks:
    """The marks with what a person has to know of a new workbook: in the summary, and in the row of a cell that was
    cut. `only`: the rows that it has; `above`: there are more rows than this, so it was not marked itself."""
    words = BOOK_WORDS[lang]
    made = words.made if above is None else words.made_above.format(n=count_text(above, lang))
    cut, cleaned = _cells(sheet, only)
    lines = [made]
    lines += [words.cut.of(len(cut), lang)] if cut else []
    lines += [words.cleaned.of(cleaned, lang)] if cleaned else []
    summary = (*marks.summary, *((words.to_know, line) for line in lines))
    return replace(marks, summary=summary, rows=marks.rows | _rows(sheet, marks, cut, words, lang))


def site_marks(marks: Marks, site: str | None, rows: int, lang: Lang) -> Marks:
    """The marks with a summary of one site's rows: of the whole list it says the file and the account's time."""
    words, labels = BOOK_WORDS[lang], LABELS[lang]
    about = tuple(line for line in marks.summary if line[0] in {labels.file, labels.account_at})
    to_fix = labels.groups[RowStatus.BLOCKED], count_text(rows, lang)
    return replace(marks, summary=(*about, (words.site, site or words.no_site), to_fix))


def _rows(
    sheet: Sheet, marks: Marks, cut: Collection[tuple[int, str, int]], words: BookWords, lang: Lang
) -> dict[int, RowMark]:
    letters = {one.field: one.letter for one in sheet.columns if one.field is not None}
    said: dict[int, list[str]] = defaultdict(list)
    for row, field, size in cut:
        told = words.cell_cut.format(size=count_text(size, lang))
        said[row].append(f"{letters[field]}{row}: {told}")
    return {
        row: replace(marks.rows[row], to_do="\n".join([*filter(None, [marks.rows[row].to_do]), *told]))
        for row, told in said.items()
        if row in marks.rows
    }


def _cells(sheet: Sheet, only: Collection[int] | None) -> tuple[list[tuple[int, str, int]], int]:
    """Row, field and length of every cell that is longer than a workbook's; and how many others lose characters."""
    table = sheet.staff if only is None else sheet.staff.loc[[row for row in sheet.staff.index if row in only]]
    read = [one.field for one in sheet.columns if one.field is not None]
    cut = [found for field in read for found in _cut(table[field])]
    cleaned = sum(pc.sum(pc.match_substring_regex(arrow(table[field]), CONTROLS)).as_py() or 0 for field in read)
    return sorted(cut), cleaned


def _cut(cells: pd.Series) -> Iterator[tuple[int, str, int]]:
    """Half as many characters may be too many: some count twice."""
    long = cells[(cells.str.len() > LONGEST // 2).fillna(value=False).to_numpy(dtype=bool)]
    for row, text in long.items():
        size = units_of(NO_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
        if size > LONGEST:
            yield int(str(row)), str(cells.name), size

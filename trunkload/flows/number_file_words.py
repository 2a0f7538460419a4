"""Knows how it is worded what a spreadsheet of numbers became: what was entered, or every cell that is wrong."""

from collections.abc import Iterator
from typing import Final

from trunkload.flows.entry_words import problem_text
from trunkload.flows.words import say, say_count
from trunkload.intake.number_sheet import NumberSheet
from trunkload.inventory.phone_text import phone_text
from trunkload.reports.notation import count_text, number_runs
from trunkload.validation.entering.entries import EntryProblem, Judged
from trunkload.validation.language import Lang

MOST_LINES: Final = 20
"""Cells that are told; of the others how many there are."""


def sheet_lines(sheet: NumberSheet, judged: Judged, lang: Lang, *, dry_run: bool) -> Iterator[str]:
    """A line for each run of numbers that was entered, or for each of the first cells that are wrong."""
    yield say_count("number_rows", len(sheet.entries), lang)
    if sheet.hidden:
        yield say_count("number_rows_hidden", sheet.hidden, lang)
    if judged.entered is None:
        shown = judged.problems[:MOST_LINES]
        yield from (f"  {problem_text(one, lang, cell_of(one, sheet))}" for one in shown)
        if len(judged.problems) > len(shown):
            yield "  " + say_count("more_lines", len(judged.problems) - len(shown), lang)
        yield say_count("numbers_to_fix", len(judged.problems), lang)
        return
    numbers = judged.entered.numbers
    for trunk, mine in numbers.groupby("trunk", sort=True):
        for first, last, count in number_runs(mine.index):
            ends = say("range", lang, first=phone_text(first), last=phone_text(last))
            yield f"  {trunk}: {phone_text(first) if count == 1 else ends} ({count_text(count, lang)})"
    if judged.entered.known:
        yield say_count("numbers_known", judged.entered.known, lang)
    yield say_count("numbers_would_enter" if dry_run else "numbers_entered", len(numbers), lang)


def cell_of(problem: EntryProblem, sheet: NumberSheet) -> str:
    """`B7` as the spreadsheet shows it; a cell of a column that the file has not is named by its row's numbers."""
    letter = sheet.letters.get(problem.field, sheet.letters["number"])
    return f"{letter}{problem.row}"

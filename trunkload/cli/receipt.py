"""Writes what was read of a file: its receipt, what its columns were taken for, what it hides."""

from collections.abc import Iterator

from trunkload.cli.accepting import accepted_lines, decided_lines
from trunkload.cli.say import say, say_count
from trunkload.intake.field_names import field_name
from trunkload.intake.raw import RawFile
from trunkload.intake.sheet import Column, FileFacts, Sheet
from trunkload.reports.file_notes import file_notes
from trunkload.reports.notation import count_text
from trunkload.validation.check import Checked
from trunkload.validation.language import Lang
from trunkload.validation.receipt import Receipt

ROWS_SHOWN = 10
TOLD_HOWS = ("decided", "content", "fuzzy")
"""Ways to know a column that its reader should look at; what its header says is seen in the header."""


def receipt_lines(checked: Checked, lang: Lang) -> Iterator[str]:
    """What was read and what became of every row."""
    facts, receipt = checked.sheet.facts, checked.receipt
    details = [facts.format.upper()]
    if facts.sheet is not None:
        details.append(say("receipt_sheet", lang, sheet=facts.sheet))
    if facts.encoding is not None:
        details.append(facts.encoding)
    if facts.header_row:
        details.append(say("receipt_header_row", lang, row=facts.header_row))
    yield say("receipt_title", lang, file=facts.name, details=", ".join(details))
    yield "  " + _sum(receipt, lang)
    yield from accepted_lines(receipt.accepted, lang)
    headers = {column.field: column.header for column in checked.sheet.columns if column.field}
    yield from decided_lines(receipt.decisions, headers, lang)
    reasons = [name for name in ("blank", "hidden", "example", "footer", "repeated") if getattr(receipt, name)]
    if reasons:
        yield "  " + ", ".join(_skipped(name, checked, lang) for name in reasons)
    yield from (f"  {line}" for line in _about_the_file(checked.sheet, lang))


def _sum(receipt: Receipt, lang: Lang) -> str:
    """What waits only has a part of its own: there is nothing to fix in it."""
    names = ("rows", "ready", "ready_with_warnings", "blocked", "to_fix", "skipped")
    numbers = {name: count_text(getattr(receipt, name), lang) for name in names}
    if receipt.held_back:
        return say("receipt_sum_waiting", lang, waiting=say_count("waiting", receipt.held_back, lang), **numbers)
    return say("receipt_sum_one" if receipt.rows == 1 else "receipt_sum", lang, **numbers)


def _skipped(reason: str, checked: Checked, lang: Lang) -> str:
    """How many rows were left out for the reason, and which; hidden rows have a line of their own."""
    count = say(f"skipped_{reason}", lang, n=count_text(getattr(checked.receipt, reason), lang))
    rows = checked.left_out[reason]
    return count if reason == "hidden" else f"{count} ({_shown(rows, lang)})"


def file_lines(facts: FileFacts | RawFile, lang: Lang) -> Iterator[str]:
    """What is better known of the file as a whole: its notes and its hidden worksheets."""
    for note in file_notes(facts):
        yield say(f"note_{note.value}", lang)
    if facts.hidden_sheets:
        sheets = ", ".join(say("quoted", lang, text=name) for name in facts.hidden_sheets)
        yield say("hidden_sheets", lang, sheets=sheets)


def _about_the_file(sheet: Sheet, lang: Lang) -> Iterator[str]:
    yield from file_lines(sheet.facts, lang)
    if sheet.skipped.hidden:
        yield say("hidden_rows", lang, rows=_shown(sheet.skipped.hidden, lang))
    for how in TOLD_HOWS:
        known = [_known(column, lang) for column in sheet.columns if column.how == how]
        if known:
            yield say(f"columns_by_{how}", lang, columns=", ".join(known))
    ignored = [_ignored(column, lang) for column in sheet.columns if column.how in {"hidden", "unknown"}]
    if ignored:
        yield say("columns_ignored", lang, columns=", ".join(ignored))


def _shown(rows: tuple[int, ...], lang: Lang) -> str:
    shown = ", ".join(map(str, rows[:ROWS_SHOWN]))
    more = len(rows) - ROWS_SHOWN
    return shown + (say_count("and_more", more, lang) if more > 0 else "")


def _known(column: Column, lang: Lang) -> str:
    key = "column_left_out" if column.field is None else "known_column"
    field = "" if column.field is None else field_name(column.field, lang)
    return say(key, lang, column=_column(column, lang), field=field)


def _ignored(column: Column, lang: Lang) -> str:
    shown = _column(column, lang)
    if column.how == "hidden":
        return say("hidden_column", lang, column=shown)
    if column.suggestion is not None:
        return say("suggested_column", lang, column=shown, field=field_name(column.suggestion, lang))
    return shown


def _column(column: Column, lang: Lang) -> str:
    return f"{column.letter} {say('quoted', lang, text=column.header)}" if column.header else column.letter

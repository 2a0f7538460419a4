"""Knows how what became of every row is worded for the workbook of the result."""

from collections import Counter
from collections.abc import Iterator

from trunkload.flows.message_words import kind_words
from trunkload.flows.message_words import state_words as message_words
from trunkload.flows.results import ImportResult, OrderedRow
from trunkload.flows.words import say
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.outcome_words import carrier_words, item_words, read_back_words
from trunkload.orders.states import NOT_ORDERED_STATES, ReadBack
from trunkload.reports.card import RowStatus
from trunkload.reports.languages import LABELS
from trunkload.reports.notation import count_text, moment_text
from trunkload.reports.view import SkipReason
from trunkload.reports.workbook.marks import SUMMARY, RowMark, marks_of
from trunkload.reports.workbook.result import Result, ResultRow
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang

BLANKS = 9
"""Columns between the state and the note that only an ordered row fills."""


def worded_result(found: ImportResult, lang: Lang) -> Result:
    """Every row of the file once; the counts of the summary are those of the states."""
    marks = marks_of(found.checked, lang, None)
    rows = {row: _ordered(one, found.anew.get(row), lang) for row, one in found.ordered.items()}
    rows |= {row: _not_ordered(row, mark, found, lang) for row, mark in marks.rows.items() if row not in rows}
    return Result(
        headings=tuple(say("columns_result", lang).split("|")),
        rows=rows,
        summary_name=SUMMARY[lang],
        summary=tuple(_summary(found, rows, lang)),
    )


def _ordered(one: OrderedRow, anew: str | None, lang: Lang) -> ResultRow:
    item, order = one.item, one.order
    told = [f"{kind_words(message, lang)}: {message_words(message, lang)}" for message in one.messages]
    again = [] if anew is None else [say("planned_anew_in", lang, id=anew)]
    note = [*filter(None, [carrier_words(item.carrier_code, item.carrier_reason, lang)]), *again]
    cells = (
        item_words(item.state, item.action, lang),
        say(f"action_{item.action.value}", lang),
        phone_text(item.number),
        item.username,
        item.internal_number,
        say(f"package_{item.package or 'none'}", lang),
        order.reference,
        order.carrier_id or "",
        read_back_words(item.read_back, item.action, item.differing, lang) or say("read_back_not_yet", lang),
        "\n".join(told),
        " ".join(note),
    )
    wrong = item.state in NOT_ORDERED_STATES or item.read_back in {ReadBack.DIFFERENT, ReadBack.MISSING}
    return ResultRow(cells, Severity.BLOCKED if wrong else None)


def _not_ordered(row: int, mark: RowMark, found: ImportResult, lang: Lang) -> ResultRow:
    """What is right now and was not in the plan can be sent again."""
    labels = LABELS[lang]
    status, why = mark.status, mark.to_do
    if row in found.taken_out:
        status, why = labels.groups[RowStatus.TAKEN_OUT], ""
    elif status in {labels.groups[RowStatus.READY], labels.groups[RowStatus.WARNING]}:
        status, why = say("not_in_plan", lang), say("send_again", lang)
    return ResultRow((status, *[""] * BLANKS, why), mark.severity)


def _summary(found: ImportResult, rows: dict[int, ResultRow], lang: Lang) -> Iterator[tuple[str, ...]]:
    labels, record, receipt = LABELS[lang], found.record, found.checked.receipt
    yield labels.file, record.file_name
    yield labels.import_id, record.id
    yield labels.result, say(f"state_{record.state.value}", lang)
    if record.approved_at is not None:
        who = {"who": record.approved_by or "", "when": moment_text(record.approved_at.astimezone(), lang)}
        yield say("approved_word", lang), say("approved_when", lang, **who)
    yield labels.receipt, labels.rows_in_file.of(receipt.rows, lang)
    counts = Counter(one.cells[0] for _, one in sorted(rows.items()))
    yield from ((status, count_text(count, lang)) for status, count in counts.items())
    if receipt.blank:
        blank = f"{labels.statuses[RowStatus.SKIPPED]}: {labels.skip_reasons[SkipReason.BLANK]}"
        yield blank, count_text(receipt.blank, lang)

"""Knows what is marked in a person's workbook: cells with a reason, each row's status, and the sum of it all."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from trunkload.intake.own_marks import OWN_HEADINGS
from trunkload.intake.workbooks.grid import Area, place_of
from trunkload.reports.build_corrections import correction_views
from trunkload.reports.build_receipt import receipt_view
from trunkload.reports.card import RowStatus
from trunkload.reports.labels import Labels
from trunkload.reports.languages import LABELS
from trunkload.reports.notation import count_text, moment_text
from trunkload.reports.row_places import row_places
from trunkload.reports.view import ReceiptView, SkipReason
from trunkload.reports.worded import Worded, worded_findings
from trunkload.validation.checked import Checked
from trunkload.validation.correction import Correction, in_place
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang

MARKED: Final = (Severity.BLOCKED, Severity.WARNING)
COLOUR_OF: Final = {RowStatus.BLOCKED: Severity.BLOCKED, RowStatus.WARNING: Severity.WARNING}
SUMMARY: Final = {Lang.DE: "Zusammenfassung", Lang.EN: "Summary"}


@dataclass(frozen=True, slots=True)
class CellMark:
    """`row` counts from 1, `column` from 0; `text` is the sentence with what to do, for the comment."""

    row: int
    column: int
    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class RowMark:
    """`severity` colours the status; None where there is nothing to look at."""

    to_do: str
    status: str
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class Marks:
    """`headings`: of the two columns at the right; `summary`: the lines of the further worksheet, cell by cell;
    `values`: by row (from 1) and column (from 0) what a person entered since, None for an emptied cell."""

    cells: tuple[CellMark, ...]
    rows: dict[int, RowMark]
    headings: tuple[str, str]
    summary_name: str
    summary: tuple[tuple[str, ...], ...]
    values: Mapping[tuple[int, int], str | None] = field(default_factory=dict)


def marks_of(
    checked: Checked,
    lang: Lang,
    account_taken_at: datetime | None,
    taken_out: tuple[int, ...] = (),
    corrections: tuple[Correction, ...] = (),
) -> Marks:
    """All that the report says of rows and cells; what is so already, planned or ordered has no coloured cell.

    `taken_out`: rows that are right and that a person took out of the plan; `corrections`: the history of its cells.
    """
    told = worded_findings(checked, lang)
    repeated = set(map(int, checked.repeated))
    by_row: dict[int, list[Worded]] = defaultdict(list)
    for one in told:
        if one.row is not None and one.row not in repeated and one.view.severity in MARKED:
            by_row[one.row].append(one)
    return Marks(
        cells=tuple(_cells(by_row, LABELS[lang])),
        rows=_rows(checked, by_row, LABELS[lang], taken_out),
        headings=OWN_HEADINGS[lang],
        summary_name=SUMMARY[lang],
        summary=(
            *_summary(checked, told, receipt_view(checked, taken_out, lang), lang, account_taken_at),
            *_history(checked, corrections, lang),
        ),
        values={(one.row, place_of(one.column)): one.after for one in in_place(corrections)},
    )


def at_corners(cells: Sequence[CellMark], merged: Sequence[Area]) -> tuple[CellMark, ...]:
    """Marks inside of a merged area stand at its first cell: no other of it is shown."""
    rows = sorted({one.row for one in cells})
    areas: dict[int, list[Area]] = defaultdict(list)
    for area in merged:
        for row in rows[bisect_left(rows, area[0]) : bisect_right(rows, area[2])]:
            areas[row].append(area)
    joined: dict[tuple[int, int], CellMark] = {}
    for one in cells:
        top, left = next(
            (area[:2] for area in areas[one.row] if area[1] <= one.column <= area[3]), (one.row, one.column)
        )
        before = joined.get((top, left))
        joined[top, left] = CellMark(
            top,
            left,
            one.severity if before is None else min(before.severity, one.severity, key=MARKED.index),
            one.text if before is None or one.text in before.text else f"{before.text}\n\n{one.text}",
        )
    return tuple(joined[place] for place in sorted(joined))


def _cells(by_row: dict[int, list[Worded]], labels: Labels) -> Iterator[CellMark]:
    """One for each cell, with its gravest colour."""
    for row in sorted(by_row):
        at: dict[int, list[Worded]] = defaultdict(list)
        for one in by_row[row]:
            if one.column is not None and one.view.cell is not None:
                at[place_of(one.column.letter)].append(one)
        for place in sorted(at):
            severity = min((one.view.severity for one in at[place]), key=MARKED.index)
            yield CellMark(row, place, severity, "\n\n".join(_sentence(one, labels) for one in at[place]))


def _sentence(one: Worded, labels: Labels) -> str:
    """With what is suggested, as the page has it, unless the sentence names it itself."""
    told, suggestion = f"{one.view.sentence} {one.view.fix}".strip(), one.view.suggestion
    return told if suggestion is None or suggestion in told else f"{told} {labels.suggestion}: {suggestion}"


def _rows(
    checked: Checked, by_row: dict[int, list[Worded]], labels: Labels, taken_out: tuple[int, ...]
) -> dict[int, RowMark]:
    marks = _left_out(checked, labels)
    for row, status in row_places(checked, taken_out).statuses().items():
        found = by_row.get(row, [])
        to_do = "\n".join(_with_cell(one, labels) for one in found)
        marks[row] = RowMark(to_do, labels.groups[status], COLOUR_OF.get(status))
    return marks


def _with_cell(one: Worded, labels: Labels) -> str:
    told = _sentence(one, labels)
    return told if one.view.cell is None else f"{one.view.cell}: {told}"


def _left_out(checked: Checked, labels: Labels) -> dict[int, RowMark]:
    """Rows with content that are nobody."""
    skipped = checked.sheet.skipped
    reasons = {
        SkipReason.HIDDEN: skipped.hidden,
        SkipReason.EXAMPLE: skipped.example,
        SkipReason.FOOTER: skipped.footer,
    }
    return {
        row: RowMark("", f"{labels.statuses[RowStatus.SKIPPED]}: {labels.skip_reasons[reason]}", None)
        for reason, rows in reasons.items()
        for row in rows
    }


def _summary(
    checked: Checked, told: Sequence[Worded], receipt: ReceiptView, lang: Lang, account_taken_at: datetime | None
) -> Iterator[tuple[str, ...]]:
    """The receipt, number by number, and what there is to say of the file and its columns."""
    labels = LABELS[lang]
    yield labels.file, checked.sheet.facts.name
    if account_taken_at is not None:
        yield labels.account_at, moment_text(account_taken_at.astimezone(), lang)
    yield labels.receipt, labels.rows_in_file.of(receipt.rows, lang)
    counts = {
        labels.statuses[RowStatus.BLOCKED]: receipt.to_fix,
        labels.statuses[RowStatus.WAITING]: receipt.held_back,
        labels.statuses[RowStatus.WARNING]: receipt.ready_with_warnings,
        labels.statuses[RowStatus.READY]: receipt.ready,
        **({labels.statuses[RowStatus.TAKEN_OUT]: receipt.taken_out} if receipt.taken_out else {}),
    }
    yield from ((words, count_text(count, lang)) for words, count in counts.items())
    for reason, rows in checked.left_out.items():
        if rows:
            words = f"{labels.statuses[RowStatus.SKIPPED]}: {labels.skip_reasons[SkipReason(reason)]}"
            yield words, count_text(len(rows), lang)
    about_the_file = [one for one in told if one.row is None]
    if about_the_file:
        yield (labels.about_the_file,)
    yield from ((labels.severities[one.view.severity], _sentence(one, labels)) for one in about_the_file)


def _history(checked: Checked, corrections: tuple[Correction, ...], lang: Lang) -> Iterator[tuple[str, ...]]:
    """Every change of a cell since the sheet was sent, the first one first."""
    labels = LABELS[lang]
    if corrections:
        yield (labels.changed_here,)
    for one in correction_views(corrections, checked.sheet, lang):
        before, after = (labels.empty if text is None else text for text in (one.before, one.after))
        yield f"{one.cell} {one.header}".strip(), f"{before} → {after} ({one.who}, {one.when})"

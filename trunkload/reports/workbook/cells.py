"""Knows how marked cells of a worksheet get another style, and its rows two more cells at their right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from trunkload.intake.refusal import Refused
from trunkload.intake.workbooks.grid import letter_of
from trunkload.intake.workbooks.xlsx.worksheet import area_of
from trunkload.reports.workbook.marks import Marks
from trunkload.reports.workbook.markup import CannotMarkError, Edit, spliced, tag_at, typed, with_attribute
from trunkload.reports.workbook.scan import Scan
from trunkload.reports.workbook.styles import Palette
from trunkload.validation.findings import Severity

FORMULA: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?f[\s/>]")
MOST_COLUMNS: Final = 16_384
WIDTHS: Final = (60, 26)
"""Characters; of the column that says what to do, and of the status."""


@dataclass(frozen=True, slots=True)
class Before:
    """What we did to the sheet before: columns (from 0), cells (row from 1, column from 0) that have a comment of ours.

    `remembered`: the fills of those cells still know what was there.
    """

    columns: frozenset[int] = frozenset()
    cells: frozenset[tuple[int, int]] = frozenset()
    remembered: bool = True


NOTHING: Final = Before()

RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def mark_sheet(  # noqa: PLR0913 - what a marked sheet is made of
    scan: Scan, corner: tuple[int, int], marks: Marks, palette: Palette, before: Before, *, drawing: str | None
) -> bytes:
    """The worksheet with its cells coloured and two columns at `corner`: the header row, and the first of their places.

    `drawing`: the id of the relation to the comments' shapes, where the sheet names none yet.
    """
    header_row, place = corner
    if place + len(WIDTHS) > MOST_COLUMNS:
        raise CannotMarkError
    edits = [
        *_coloured(scan, marks, palette, before),
        *_emptied(scan, header_row, {*before.columns, place, place + 1}),
        *_right_cells(scan, header_row, place, marks, palette),
        *_widths(scan, place),
        *_dimension(scan, place),
    ]
    if drawing is not None:
        written = f'<{scan.prefix}legacyDrawing xmlns:r="{RELATIONSHIPS}" r:id={quoteattr(drawing)}/>'
        edits.append((scan.drawing_place, scan.drawing_place, written.encode()))
    return spliced(scan.content, edits)


def _coloured(scan: Scan, marks: Marks, palette: Palette, before: Before) -> Iterator[Edit]:
    """Cells that are there get the style, those that are not are made; what stands in them stays, unless a person
    entered something else since. What we coloured
    before has its own style again."""
    severities = {(one.row, one.column): one.severity for one in marks.cells}
    for cell in scan.marked:
        at = cell.row, cell.column
        own = palette.uncoloured(cell.style, remembered=before.remembered) if at in before.cells else cell.style
        style = palette.coloured(own, severities[at]) if at in severities else own
        if at in marks.values:
            yield cell.start, cell.end, _entered(scan, at, marks.values[at], style, scan.content[cell.start : cell.end])
        elif style != cell.style:
            tag, end = tag_at(scan.content, cell.start)
            yield cell.start, end, with_attribute(tag, "s", str(style))
    for row, span in scan.rows.items():
        for column, at_byte in sorted(span.missing.items()):
            at, style = (row, column), scan.style_of(row, column)
            style = palette.coloured(style, severities[at]) if at in severities else style
            if at in severities or at in marks.values:
                yield at_byte, at_byte, _entered(scan, at, marks.values.get(at), style)


def _entered(scan: Scan, at: tuple[int, int], text: str | None, style: int, before: bytes = b"") -> bytes:
    """A cell of text in the place of another one. Others may be calculated with a formula: it is not ours to end."""
    if FORMULA.search(before):
        raise CannotMarkError
    row, column = at
    written = _cell(scan, column, row, text or "", f' s="{style}"')
    return (written or f'<{scan.prefix}c r="{letter_of(column)}{row}" s="{style}"/>').encode()


def _emptied(scan: Scan, header_row: int, ours: set[int]) -> Iterator[Edit]:
    """Cells that stand in our columns go: empty ones, and those that we wrote before."""
    for row, beyond in scan.beyond.items():
        if row >= header_row:
            yield from ((one.start, one.end, b"") for one in beyond if one.column in ours)


def _right_cells(scan: Scan, header_row: int, place: int, marks: Marks, palette: Palette) -> Iterator[Edit]:
    """The header and a status for each row; `spans`, which would be too short, goes."""
    texts: dict[int, tuple[str, str, Severity | None]] = {header_row: (*marks.headings, None)}
    texts |= {row: (one.to_do, one.status, one.severity) for row, one in marks.rows.items()}
    for row, (to_do, status, severity) in texts.items():
        if row not in scan.rows:
            continue
        span, beyond = scan.rows[row], scan.beyond.get(row, [])
        at = min((one.start for one in beyond if one.column >= place), default=span.close)
        colour = "" if severity is None else f' s="{palette.coloured(0, severity)}"'
        cells = _cell(scan, place, row, to_do, "") + _cell(scan, place + 1, row, status, colour)
        yield at, at, cells.encode()
        tag, end = tag_at(scan.content, span.start)
        if b"spans" in tag:
            yield span.start, end, with_attribute(tag, "spans", None)


def _cell(scan: Scan, column: int, row: int, text: str, style: str) -> str:
    if not text:
        return ""
    p = scan.prefix
    inside = f'<{p}is><{p}t xml:space="preserve">{typed(text)}</{p}t></{p}is>'
    return f'<{p}c r="{letter_of(column)}{row}"{style} t="inlineStr">{inside}</{p}c>'


def _widths(scan: Scan, place: int) -> Iterator[Edit]:
    """The columns' widths with ours among them; a stretch that went over ours is cut in two."""
    ours = [
        {"min": str(at), "max": str(at), "width": str(width), "customWidth": "1"}
        for at, width in enumerate(WIDTHS, start=place + 1)
    ]
    first, last = place + 1, place + len(WIDTHS)
    kept = []
    for one in scan.columns:
        low, high = int(one["min"]), int(one["max"])
        parts = ((low, min(high, first - 1)), (max(low, last + 1), high))
        kept += [{**one, "min": str(start), "max": str(end)} for start, end in parts if start <= end]
    written = "".join(
        _element(scan.prefix + "col", one) for one in sorted(kept + ours, key=lambda one: int(one["min"]))
    )
    start, end = scan.columns_span or (scan.data_start, scan.data_start)
    yield start, end, f"<{scan.prefix}cols>{written}</{scan.prefix}cols>".encode()


def _element(name: str, attributes: dict[str, str]) -> str:
    return f"<{name}" + "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items()) + "/>"


def _dimension(scan: Scan, place: int) -> Iterator[Edit]:
    """How far the sheet reaches; where that cannot be read, it stays."""
    if scan.dimension is None:
        return
    at, reference = scan.dimension
    try:
        top, left, bottom, right = area_of(reference)
    except Refused:
        return
    tag, end = tag_at(scan.content, at)
    wide = f"{letter_of(left)}{top}:{letter_of(max(right, place + len(WIDTHS) - 1))}{bottom}"
    yield at, end, with_attribute(tag, "ref", wide)

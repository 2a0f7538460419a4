"""Knows how the uploaded workbook itself becomes the marked one: few parts change, all others stay as they are."""

from dataclasses import replace
from posixpath import basename, dirname

from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.archive import open_archive
from trunkload.intake.workbooks.grid import place_of
from trunkload.intake.workbooks.relations import relations, workbook_part
from trunkload.intake.workbooks.xlsx.package import read_package
from trunkload.reports.workbook.cells import mark_sheet
from trunkload.reports.workbook.comments import NO_COMMENTS, NO_SHAPES, with_comments, with_shapes
from trunkload.reports.workbook.marks import Marks, at_corners
from trunkload.reports.workbook.markup import (
    CannotMarkError,
    as_utf8,
)
from trunkload.reports.workbook.parts import Parts
from trunkload.reports.workbook.scan import merged_in
from trunkload.reports.workbook.styles import Palette
from trunkload.reports.workbook.summary import add_summary
from trunkload.reports.workbook.walking import scan_sheet


def mark_workbook(content: bytes, sheet: Sheet, marks: Marks, limits: Limits = LIMITS) -> bytes:
    """The uploaded XLSX or XLSM with its marks, comments, columns and summary; all other parts stay byte for byte.

    `content` was read before as `sheet`. Raises CannotMarkError where it is built in a way that we do not change.
    """
    parts = Parts(open_archive(content, limits))
    workbook = workbook_part(parts.archive)
    if workbook is None:
        raise CannotMarkError
    package = read_package(parts.archive, workbook)
    part = next((one.part for one in package.worksheets if one.name == sheet.facts.sheet), None)
    if part is None or package.styles is None:
        raise CannotMarkError
    palette = Palette(parts.read(package.styles))
    page = as_utf8(parts.read(part))
    merged = merged_in(page)
    marks = replace(marks, cells=at_corners(marks.cells, merged))
    scan = scan_sheet(page, [(one.row, one.column) for one in marks.cells], _edge(sheet), merged)
    drawing = _comment(parts, part, marks, has_drawing=scan.has_drawing)
    parts.change(part, mark_sheet(scan, sheet.facts.header_row, marks, palette, drawing))
    parts.change(package.styles, palette.written())
    add_summary(parts, workbook, marks)
    return parts.written()


def _edge(sheet: Sheet) -> int:
    """The first column right of all that have a header or content."""
    return max(place_of(one.letter) for one in sheet.columns) + 1


def _comment(parts: Parts, part: str, marks: Marks, *, has_drawing: bool) -> str | None:
    """Texts and shapes of our comments; answers the relation's id where the sheet has to name its drawing now."""
    if not marks.cells:
        return None
    folder = dirname(part)
    told = relations(parts.archive, f"{folder}/_rels/{basename(part)}.rels".lstrip("/"), folder)
    by_kind = {kind: target for kind, target in told.values() if target in parts.archive.parts}
    texts, shapes = by_kind.get("comments"), by_kind.get("vmlDrawing")
    if ("vmlDrawing" in by_kind) != has_drawing or sum(kind == "vmlDrawing" for kind, _ in told.values()) > 1:
        raise CannotMarkError
    written, fresh = with_comments(NO_COMMENTS if texts is None else parts.read(texts), marks.cells)
    if texts is None:
        parts.add(parts.free_name("xl/comments{}.xml"), "comments", written, part)
    else:
        parts.change(texts, written)
    drawings = [parts.read(name) for name in parts.archive.parts if name.lower().endswith(".vml")]
    drawn = with_shapes(NO_SHAPES if shapes is None else parts.read(shapes), fresh, drawings)
    if shapes is None:
        return parts.add(parts.free_name("xl/drawings/vmlDrawing{}.vml"), "vmlDrawing", drawn, part)
    parts.change(shapes, drawn)
    return None

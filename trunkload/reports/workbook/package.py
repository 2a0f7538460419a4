"""Knows how the uploaded workbook itself becomes the marked one: few parts change, all others stay as they are."""

from dataclasses import replace
from posixpath import basename, dirname
from typing import Final

from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.own_marks import OWN_HEADINGS
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.archive import open_archive
from trunkload.intake.workbooks.grid import Area, place_of
from trunkload.intake.workbooks.relations import relations, workbook_part
from trunkload.intake.workbooks.xlsx.package import read_package
from trunkload.reports.workbook.cells import NOTHING, WIDTHS, Before, mark_sheet
from trunkload.reports.workbook.comments import NO_COMMENTS, NO_SHAPES, with_comments, with_shapes
from trunkload.reports.workbook.marks import Marks, at_corners
from trunkload.reports.workbook.markup import CannotMarkError, as_utf8
from trunkload.reports.workbook.parts import Parts
from trunkload.reports.workbook.scan import Scan, merged_in
from trunkload.reports.workbook.sign import Sign, read_sign, reference_to, with_sign
from trunkload.reports.workbook.styles import Palette
from trunkload.reports.workbook.summary import put_summary
from trunkload.reports.workbook.unmarking import without_ours, without_shapes
from trunkload.reports.workbook.walking import scan_sheet

HEADINGS: Final = frozenset(text for pair in OWN_HEADINGS.values() for text in pair)


def mark_workbook(content: bytes, sheet: Sheet, marks: Marks, limits: Limits = LIMITS) -> bytes:
    """The uploaded XLSX or XLSM with its marks, comments, columns and summary; all other parts stay byte for byte.

    What we marked in it before is replaced. `content` was read before as `sheet`. Raises CannotMarkError where it is
    built in a way that we do not change.
    """
    parts = Parts(open_archive(content, limits))
    workbook = workbook_part(parts.archive)
    if workbook is None:
        raise CannotMarkError
    package = read_package(parts.archive, workbook)
    part = next((one.part for one in package.worksheets if one.name == sheet.facts.sheet), None)
    if part is None or package.styles is None:
        raise CannotMarkError
    sign = read_sign(as_utf8(parts.read(workbook)))
    palette = Palette(parts.read(package.styles))
    page = as_utf8(parts.read(part))
    merged = merged_in(page)
    if any(_is_in(area, at) for at in marks.values for area in merged):
        # One text is shown for all rows of such an area, and one of them reads otherwise now.
        raise CannotMarkError
    marks = replace(marks, cells=at_corners(marks.cells, merged))
    before = NOTHING if sign is None else _before(parts, part, sheet, sign)
    wanted = {(one.row, one.column) for one in marks.cells} | before.cells | marks.values.keys()
    scan = scan_sheet(page, sorted(wanted), _edge(sheet, before), merged)
    place = _place(scan, sheet, before)
    drawing = _comment(parts, part, marks, has_drawing=scan.has_drawing)
    parts.change(part, mark_sheet(scan, (sheet.facts.header_row, place), marks, palette, before, drawing=drawing))
    parts.change(package.styles, palette.written())
    summary = put_summary(parts, workbook, marks, None if sign is None else sign.summary)
    # A sheet without a header has none of ours either; a name of row 0 would break the workbook.
    columns = reference_to(sheet.facts.sheet or "", max(sheet.facts.header_row, 1), place, place + len(WIDTHS) - 1)
    parts.change(workbook, with_sign(as_utf8(parts.read(workbook)), columns, reference_to(summary, 1, 0, 0)))
    return parts.written()


def _is_in(area: Area, at: tuple[int, int]) -> bool:
    top, left, bottom, right = area
    return top <= at[0] <= bottom and left <= at[1] <= right


def _edge(sheet: Sheet, before: Before) -> int:
    """The first column right of all that have a header or content of somebody else's, or the first of ours."""
    theirs = {place_of(one.letter) for one in sheet.columns} - before.columns
    return min([max(theirs) + 1, *before.columns])


def _place(scan: Scan, sheet: Sheet, before: Before) -> int:
    """Where our columns stand side by side, they stay."""
    first = min(before.columns, default=None)
    if first is not None and before.columns == set(range(first, first + len(WIDTHS))):
        return first
    return scan.free_place(sheet.facts.header_row, before.columns)


def _before(parts: Parts, part: str, sheet: Sheet, sign: Sign) -> Before:
    """What we wrote into the sheet before; our comments in it are gone then."""
    among = sign.columns_in(sheet.facts.sheet)
    places = {place_of(one.letter): one.header for one in sheet.columns}
    columns = frozenset(place for place, header in places.items() if place in among and header in HEADINGS)
    texts, shapes = _comment_parts(parts, part)
    if texts is None:
        return Before(columns, remembered=sign.is_as_we_left_it)
    written, had, bare = without_ours(parts.read(texts))
    if had:
        parts.change(texts, written)
    if bare and shapes is not None:
        parts.change(shapes, without_shapes(parts.read(shapes), bare))
    return Before(columns, had, remembered=sign.is_as_we_left_it)


def _comment_parts(parts: Parts, part: str) -> tuple[str | None, str | None]:
    """The texts and the shapes of the worksheet's comments. Raises CannotMarkError for several drawings."""
    folder = dirname(part)
    told = relations(parts.archive, f"{folder}/_rels/{basename(part)}.rels".lstrip("/"), folder)
    by_kind = {kind: target for kind, target in told.values() if target in parts.archive.parts}
    if sum(kind == "vmlDrawing" for kind, _ in told.values()) > 1:
        raise CannotMarkError
    return by_kind.get("comments"), by_kind.get("vmlDrawing")


def _comment(parts: Parts, part: str, marks: Marks, *, has_drawing: bool) -> str | None:
    """Texts and shapes of our comments; answers the relation's id where the sheet has to name its drawing now."""
    if not marks.cells:
        return None
    texts, shapes = _comment_parts(parts, part)
    if (shapes is not None) != has_drawing:
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

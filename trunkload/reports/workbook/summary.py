"""Knows how a workbook gets a further worksheet that sums everything up."""

from typing import Final
from xml.sax.saxutils import quoteattr

from trunkload.intake.workbooks.relations import relations
from trunkload.reports.workbook.cells import RELATIONSHIPS
from trunkload.reports.workbook.comments import MAIN
from trunkload.reports.workbook.marks import Marks
from trunkload.reports.workbook.markup import CannotMarkError, appended, as_utf8, elements_of, prefix_of, spliced, typed
from trunkload.reports.workbook.parts import Parts
from trunkload.reports.workbook.sign import sheet_relations

SUMMARY_WIDTHS: Final = (44, 80)
LONGEST_NAME: Final = 31


def put_summary(parts: Parts, workbook: str, marks: Marks, before: str | None) -> str:
    """In the place of the summary that we wrote `before`, by its name; else a further worksheet. Answers its name."""
    folder, _, file = workbook.rpartition("/")
    told = relations(parts.archive, f"{folder}/_rels/{file}.rels".lstrip("/"), folder)
    relation = None if before is None else sheet_relations(as_utf8(parts.read(workbook))).get(before)
    kind, part = told.get(relation or "", ("", ""))
    if before is None or kind != "worksheet" or part not in parts.archive.parts:
        return _add_summary(parts, workbook, marks)
    parts.change(part, _summary_sheet(marks.summary))
    return before


def _add_summary(parts: Parts, workbook: str, marks: Marks) -> str:
    """Behind all others, so that nothing that counts sheets counts otherwise."""
    old = as_utf8(parts.read(workbook))
    found = elements_of(old)
    sheets = next((one for one in found if one.name == "sheets"), None)
    if sheets is None:
        raise CannotMarkError
    own = [one.attributes for one in found if one.name == "sheet"]
    name = _free_sheet_name(marks.summary_name, {one.get("name", "").casefold() for one in own})
    number = max(int(one.get("sheetId", "0")) for one in own) + 1
    part = parts.free_name("xl/worksheets/sheet{}.xml")
    relation = parts.add(part, "worksheet", _summary_sheet(marks.summary), workbook)
    p = prefix_of(old, found[0])
    told = (
        f'<{p}sheet xmlns:r="{RELATIONSHIPS}" name={quoteattr(name)} sheetId="{number}" r:id="{relation}"/>'
    ).encode()
    parts.change(workbook, spliced(old, [appended(old, sheets, told)]))
    return name


def _free_sheet_name(wanted: str, taken: set[str]) -> str:
    names = [wanted, *(f"{wanted} ({at})" for at in range(2, 10_000))]
    return next(name for name in names if name.casefold() not in taken)[:LONGEST_NAME]


def _summary_sheet(lines: tuple[tuple[str, ...], ...]) -> bytes:
    rows = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{letter}{row}" t="inlineStr"><is><t xml:space="preserve">{typed(text)}</t></is></c>'
            for letter, text in zip("AB", line, strict=False)
        )
        + "</row>"
        for row, line in enumerate(lines, start=1)
    )
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(SUMMARY_WIDTHS, start=1)
    )
    return f'<worksheet xmlns="{MAIN}"><cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>'.encode()

"""Knows how a new workbook is written row by row: every cell is typed text, few rows are in memory at a time."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from trunkload.intake.workbooks.grid import letter_of
from trunkload.reports.workbook.cells import RELATIONSHIPS
from trunkload.reports.workbook.comments import MAIN, NO_COMMENTS, NO_SHAPES, with_comments, with_shapes
from trunkload.reports.workbook.marks import CellMark
from trunkload.reports.workbook.markup import typed
from trunkload.reports.workbook.parts import KINDS, MADE_ON, OFFICE
from trunkload.reports.workbook.styles import COLOURS
from trunkload.validation.findings import Severity

AT_ONCE: Final = 1 << 18
"""Characters that are packed together."""

WHOLE_SHEET: Final = "A1:XFD1048576"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


class Look(IntEnum):
    """How a cell looks; the numbers are those of the styles below."""

    TEXT = 1
    HEADER = 2
    BLOCKED = 3
    WARNING = 4


STYLES: Final = {look: f's="{look:d}"' for look in Look}
LOOKS: Final = {None: Look.TEXT, Severity.BLOCKED: Look.BLOCKED, Severity.WARNING: Look.WARNING}

Cell = tuple[int, str, Look]
"""Column from 0, text, look; an empty text is a cell that has only its look."""


@dataclass(frozen=True, slots=True)
class Page:
    """A worksheet. `rows` come in order, each with its number from 1 and its cells from left to right; they are read
    once. `widths`: characters by column from 0; `frozen`: so many rows stay in sight; `notes`: comments on cells."""

    name: str
    rows: Iterable[tuple[int, Iterable[Cell]]]
    widths: Mapping[int, float]
    frozen: int = 0
    notes: Sequence[CellMark] = field(default=())


def write_book(pages: Sequence[Page], names: Mapping[str, str]) -> bytes:
    """The workbook with its worksheets in their order. `names`: hidden defined names and what they stand for."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, part in _fixed_parts(pages, names).items():
            packed.writestr(_told(name), part)
        for at, page in enumerate(pages, start=1):
            with packed.open(_told(f"xl/worksheets/sheet{at}.xml"), "w", force_zip64=True) as opened:
                _write_page(page, opened.write)
            if page.notes:
                packed.writestr(_told(f"xl/comments{at}.xml"), with_comments(NO_COMMENTS, page.notes)[0])
                packed.writestr(_told(f"xl/drawings/vmlDrawing{at}.vml"), with_shapes(NO_SHAPES, page.notes, ()))
                packed.writestr(_told(f"xl/worksheets/_rels/sheet{at}.xml.rels"), _note_relations(at))
    return out.getvalue()


def _told(name: str) -> zipfile.ZipInfo:
    told = zipfile.ZipInfo(name, MADE_ON)
    told.compress_type = zipfile.ZIP_DEFLATED
    return told


def _write_page(page: Page, write: Callable[[bytes], object]) -> None:
    kept: list[str] = []
    size = 0
    for piece in _pieces(page):
        kept.append(piece)
        size += len(piece)
        if size > AT_ONCE:
            write("".join(kept).encode())
            kept, size = [], 0
    write("".join(kept).encode())


def _pieces(page: Page) -> Iterator[str]:
    yield f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheetViews><sheetView workbookViewId="0">'
    if page.frozen:
        below = f"A{page.frozen + 1}"
        yield f'<pane ySplit="{page.frozen}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
    yield "</sheetView></sheetViews><cols>"
    for place, width in sorted(page.widths.items()):
        yield f'<col min="{place + 1}" max="{place + 1}" width="{width}" style="{Look.TEXT:d}" customWidth="1"/>'
    yield "</cols><sheetData>"
    letters = [letter_of(place) for place in range(max(page.widths) + 1)]
    for number, cells in page.rows:
        written = "".join(_cell(f"{letters[place]}{number}", text, STYLES[look]) for place, text, look in cells)
        yield f'<row r="{number}">{written}</row>'
    yield f'</sheetData><ignoredErrors><ignoredError sqref="{WHOLE_SHEET}" numberStoredAsText="1"/></ignoredErrors>'
    yield '<legacyDrawing r:id="rId1"/></worksheet>' if page.notes else "</worksheet>"


def _cell(at: str, text: str, style: str) -> str:
    inside = f' t="inlineStr"><is><t xml:space="preserve">{typed(text)}</t></is></c>' if text else "/>"
    return f'<c r="{at}" {style}{inside}'


def _fixed_parts(pages: Sequence[Page], names: Mapping[str, str]) -> dict[str, str]:
    main = f"{OFFICE}.spreadsheetml"
    types = {"/xl/workbook.xml": f"{main}.sheet.main+xml", "/xl/styles.xml": f"{main}.styles+xml"}
    for at, page in enumerate(pages, start=1):
        types[f"/xl/worksheets/sheet{at}.xml"] = KINDS["worksheet"]
        if page.notes:
            types[f"/xl/comments{at}.xml"] = KINDS["comments"]
    told = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{_defaults()}{told}</Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _workbook(pages, names),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(pages) + 1)}
            | {f"rId{len(pages) + 1}": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": _styles(),
    }


def _defaults() -> str:
    kinds = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "vml": KINDS["vmlDrawing"],
    }
    return "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in kinds.items())


def _workbook(pages: Sequence[Page], names: Mapping[str, str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{at}" r:id="rId{at}"/>' for at, page in enumerate(pages, start=1)
    )
    defined = "".join(
        f'<definedName name="{name}" hidden="1">{escape(text)}</definedName>' for name, text in names.items()
    )
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets>" + (f"<definedNames>{defined}</definedNames>" if defined else "") + "</workbook>"
    )


def _relations(told: Mapping[str, tuple[str, str]]) -> str:
    one = '<Relationship Id="{}" Type="' + RELATIONSHIPS + '/{}" Target="{}"/>'
    inside = "".join(one.format(name, kind, target) for name, (kind, target) in told.items())
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def _note_relations(at: int) -> str:
    return _relations(
        {"rId1": ("vmlDrawing", f"../drawings/vmlDrawing{at}.vml"), "rId2": ("comments", f"../comments{at}.xml")}
    )


def _styles() -> str:
    """Texts (number format 49), the header in bold, and our two colours."""
    solid = '<fill><patternFill patternType="solid"><fgColor rgb="{}"/><bgColor indexed="64"/></patternFill></fill>'
    fills = "".join(solid.format(COLOURS[one]) for one in (Severity.BLOCKED, Severity.WARNING))
    applied = " ".join(f'apply{one}="1"' for one in ("NumberFormat", "Font", "Fill"))
    look = f'<xf numFmtId="49" fontId="{{}}" fillId="{{}}" borderId="0" xfId="0" {applied}/>'
    looks = "".join(look.format(font, fill) for font, fill in ((0, 0), (1, 0), (0, 2), (0, 3)))
    plain = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font>{plain}</font><font><b/>{plain}</font></fonts>'
        '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        f'</fill>{fills}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{looks}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )

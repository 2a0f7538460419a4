"""What is seen of a worksheet's XML: the same, whether every element is looked at or only the rows that matter."""

import pytest

from trunkload.reports.workbook.markup import CannotMarkError
from trunkload.reports.workbook.scan import Scan, merged_in
from trunkload.reports.workbook.walking import scan_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
USUAL = (
    f'<?xml version="1.0"?>\n<worksheet xmlns="{MAIN}"><dimension ref="A1:C4"/>'
    '<cols><col min="1" max="3" style="2"/></cols>'
    '<sheetData><row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1"/></row><row r="2"/>'
    '<row r="3" s="5" customFormat="1"><c r="A3"><v>1</v></c><c r="C3" s="4"><v>ü &lt;c</v></c><c r="E3" s="1"/></row>'
    '<row r="4"><c r="A4" t="inlineStr"><is><r><rPr><color rgb="00"/></rPr><t>x</t></r></is></c></row></sheetData>'
    '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><pageMargins left="1"/><extLst/></worksheet>'
)
VARIANTS = {
    "usual": USUAL,
    "prefixed": USUAL.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x="),
    "hidden tags": USUAL.replace('<row r="4">', '<!-- <row r="9"><c r="A9"/></row> --><row r="4">'),
    "no cell references": USUAL.replace(' r="A3"', "").replace(' r="A4"', ""),
    "no row numbers": USUAL.replace('<row r="4">', "<row>"),
    "style first": USUAL.replace('r="C3" s="4"', 's="4" r="C3"').replace('r="1" spans="1:3"', 'spans="1:3" r="1"'),
    "single quotes": USUAL.replace('"', "'"),
    "line ends": USUAL.replace("><", ">\n<").replace("<c ", "<c\n"),
}
WANTED = [(1, 1), (3, 1), (3, 2), (4, 2)]


def seen(scan: Scan) -> dict[str, object]:
    return {
        "marked": [(one.row, one.column, one.style, one.start, one.end) for one in scan.marked],
        "missing": {row: span.missing for row, span in scan.rows.items() if span.missing},
        "rows": {row: (span.start, span.close) for row, span in scan.rows.items()},
        "beyond": {
            row: [(one.column, one.start, one.end, one.is_filled) for one in cells]
            for row, cells in scan.beyond.items()
        },
        "sheet": (scan.prefix, scan.dimension, scan.columns, scan.columns_span, scan.data_start, scan.drawing_place),
    }


@pytest.mark.parametrize("name", VARIANTS)
def test_the_quick_look_sees_what_the_thorough_one_sees(name: str) -> None:
    content = VARIANTS[name].encode()
    quick, thorough = (scan_sheet(content, WANTED, 4, quick=one) for one in (True, False))
    assert seen(quick) == seen(thorough)
    assert [(one.row, one.column) for one in quick.marked] == [(1, 1), (3, 2)]
    assert {row: list(span.missing) for row, span in quick.rows.items() if span.missing} == {3: [1], 4: [2]}
    assert content[quick.drawing_place :].startswith((b"<extLst", b"<x:extLst"))
    assert sorted(quick.rows) == [1, 3, 4]


def test_a_missing_cell_looks_like_its_row_or_else_its_column() -> None:
    scan = scan_sheet(USUAL.encode(), WANTED, 4)
    assert (scan.style_of(3, 1), scan.style_of(4, 2), scan.style_of(4, 9)) == (5, 2, 0)


def test_our_columns_stand_right_of_what_is_filled_and_merged_below_the_header() -> None:
    filled = USUAL.replace('<c r="E3" s="1"/>', '<c r="E3" s="1"><v>1</v></c>').encode()
    assert scan_sheet(filled, (), 3).free_place(1) == 5
    assert scan_sheet(filled, (), 3).free_place(4) == 3
    assert scan_sheet(USUAL.encode(), (), 3, [(1, 0, 1, 6)]).free_place(1) == 7
    assert scan_sheet(USUAL.encode(), (), 3, [(1, 0, 1, 6)]).free_place(2) == 3


def test_merged_areas_are_found() -> None:
    assert merged_in(USUAL.encode()) == [(1, 0, 1, 1)]


@pytest.mark.parametrize(
    "content",
    [
        USUAL.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        USUAL.replace("worksheet", "chartsheet"),
        USUAL.replace("sheetData", "sheetDatum"),
        USUAL.replace('<row r="4">', '<row r="3">'),
        USUAL.replace('min="1"', 'min="x"'),
    ],
    ids=["strict", "no worksheet", "no cells", "row twice", "no column"],
)
def test_what_is_built_otherwise_is_not_changed(content: str) -> None:
    with pytest.raises(CannotMarkError):
        scan_sheet(content.encode(), (), 4)

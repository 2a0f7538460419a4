"""Comments of ours beside those that are there, and shapes whose numbers nobody else has."""

import re

import pytest

from trunkload.reports.workbook.comments import NO_COMMENTS, NO_SHAPES, with_comments, with_shapes
from trunkload.reports.workbook.marks import CellMark
from trunkload.reports.workbook.markup import CannotMarkError
from trunkload.validation.findings import Severity

HERS = (
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Lena</author>'
    b'</authors><commentList><comment ref="B2" authorId="0"><text><t>hers</t><phoneticPr fontId="1"/></text></comment>'
    b"</commentList></comments>"
)
DRAWN = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><o:shapelayout>'
    b'<o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202"/><v:shape id="_x0000_s1025"/></xml>'
)


def mark(row: int, column: int = 1) -> CellMark:
    return CellMark(row, column, Severity.BLOCKED, "Fix <it>")


def test_ours_stands_below_a_persons_own_and_needs_no_shape() -> None:
    written, fresh = with_comments(HERS, [mark(2), mark(3)])
    assert fresh == [mark(3)]
    assert b'<t>hers</t><r><t xml:space="preserve">\n\nTrunkload: Fix &lt;it&gt;</t></r><phoneticPr' in written
    assert b"<author>Lena</author><author>Trunkload</author>" in written
    assert (
        b'<comment ref="B3" authorId="1"><text><r><t xml:space="preserve">Trunkload: Fix &lt;it&gt;</t></r></text>'
        in written
    )


def test_a_sheet_without_comments_gets_them() -> None:
    written, fresh = with_comments(NO_COMMENTS, [mark(2)])
    assert fresh == [mark(2)]
    assert written.count(b"<comment ") == 1


def test_shapes_get_numbers_that_no_drawing_of_the_workbook_has() -> None:
    other = b'<xml><o:idmap v:ext="edit" data="2,3"/></xml>'
    written = with_shapes(DRAWN, [mark(2)], [other])
    assert b'data="1,4"' in written
    assert re.findall(rb'id="(_x0000_s\d+)"', written) == [b"_x0000_s1025", b"_x0000_s4097"]
    assert written.count(b"<v:shapetype") == 1


def test_many_shapes_take_as_many_blocks_as_they_need() -> None:
    written = with_shapes(NO_SHAPES, [mark(row) for row in range(2, 2002)], [])
    numbers = [int(one) for one in re.findall(rb'id="_x0000_s(\d+)"', written)]
    assert numbers == list(range(1025, 3025))
    assert b'data="1,2"' in written


def test_a_drawing_that_does_not_end_is_not_changed() -> None:
    with pytest.raises(CannotMarkError):
        with_shapes(b"<xml>", [mark(2)], [])

"""Knows that most rows of a worksheet need no look at their cells, and which do."""

import re
from collections.abc import Sequence
from typing import Final

from trunkload.intake.workbooks.grid import Area
from trunkload.intake.workbooks.xlsx.worksheet import column_of, whole
from trunkload.reports.workbook.markup import CannotMarkError
from trunkload.reports.workbook.scan import RowSpan, Scan

DATA: Final = re.compile(rb"""<((?:[A-Za-z_][\w.-]*:)?)sheetData\s*>""")
ROW: Final = rb"""<%srow((?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?)>"""
NUMBER: Final = re.compile(rb"""^\s(?:[^"']*\s)?r\s*=\s*["']([0-9]+)["']""")
LAST: Final = re.compile(rb"""\s(?:[^>"']*\s)?r\s*=\s*["']([A-Z]+)[0-9]+["']""")
HIDES_TAGS: Final = (b"<!--", b"<![CDATA[")
"""Where one of these stands, not everything that looks like a tag is one."""


def scan_sheet(
    content: bytes, wanted: Sequence[tuple[int, int]], edge: int, merged: Sequence[Area] = (), *, quick: bool = True
) -> Scan:
    """Look through a worksheet; what is seen is the same with and without `quick`. Raises CannotMarkError.

    In well-formed XML no `<` stands in a text or an attribute: rows are found by their tags alone.
    """
    scan = Scan(content, wanted, edge, merged)
    data = DATA.search(content)
    plain = not any(one in content for one in HIDES_TAGS) and content.count(b"<?") <= 1
    if not quick or not plain or data is None:
        scan.walk(content)
    else:
        prefix = data[1]
        close = content.rfind(b"</" + prefix + b"sheetData")
        if close < data.end():
            raise CannotMarkError
        scan.walk(content[: data.end()] + content[close:], moved=(data.end(), close - data.end()))
        if not _walk_rows(scan, prefix, data.end(), close):
            return scan_sheet(content, wanted, edge, merged, quick=False)
    if scan.data_start < 0:
        raise CannotMarkError
    return scan


def _walk_rows(scan: Scan, prefix: bytes, first: int, end: int) -> bool:
    """Rows that hold no marked cell and end before our columns are not taken apart; False where rows are not numbered
    as usual."""
    content, cell, end_tag = scan.content, b"<" + prefix + b"c", b"</" + prefix + b"row"
    row = re.compile(ROW % re.escape(prefix))
    found = row.search(content, first, end)
    while found is not None:
        attributes = found[1]
        number = NUMBER.match(attributes)
        if number is None:
            return False
        if attributes.endswith(b"/"):
            found = row.search(content, found.end(), end)
            continue
        close = content.find(end_tag, found.end(), end)
        if close < 0:
            raise CannotMarkError
        at = whole(number[1].decode())
        last = LAST.match(content, content.rfind(cell, found.end(), close) + len(cell), close)
        if at in scan.wanted or last is None or column_of(last[1].decode()) >= scan.edge:
            behind = content.index(b">", close) + 1
            scan.walk(content[found.start() : behind], depth=2, moved=(0, found.start()))
        elif at in scan.rows:
            raise CannotMarkError
        else:
            scan.rows[at] = RowSpan(found.start(), None, close)
        found = row.search(content, close, end)
    return True

"""Knows which comments are ours, and how they go while those of a person stay."""

import re
from collections.abc import Collection, Iterator
from typing import Final
from xml.sax.saxutils import escape, unescape

from trunkload.intake.refusal import Refused
from trunkload.intake.workbooks.xlsx.worksheet import DIGITS, column_of, whole
from trunkload.reports.workbook.comments import BELOW, SAYS
from trunkload.reports.workbook.markup import CannotMarkError, Edit, Element, as_utf8, elements_of, spliced

Place = tuple[int, int]
"""Row from 1, column from 0."""

SHAPE: Final = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
OF_CELL: Final = {
    name: re.compile(rb"<x:" + name.encode() + rb">\s*([0-9]+)\s*</x:" + name.encode() + rb">")
    for name in ("Row", "Column")
}
CHARACTER: Final = re.compile(r"&#(x[0-9A-Fa-f]+|[0-9]+);")


def without_ours(part: bytes) -> tuple[bytes, frozenset[Place], frozenset[Place]]:
    """The comments as they were before we wrote ours; all cells that had one, and those that have none any more."""
    content = as_utf8(part)
    found = elements_of(content)
    edits: list[Edit] = []
    had, bare = set[Place](), set[Place]()
    for one in (one for one in found if one.name == "comment"):
        runs = [run for run in found if one.start < run.start < one.end and run.name == "t"]
        text = "".join(_text(content, run) for run in runs)
        at = _place(one.attributes.get("ref", ""))
        if text.startswith(SAYS):
            edits.append((one.start, one.end, b""))
            bare.add(at)
        elif BELOW in text:
            edits += _cut(content, runs, text.index(BELOW))
        else:
            continue
        had.add(at)
    return spliced(content, edits), frozenset(had), frozenset(bare)


def without_shapes(part: bytes, bare: Collection[Place]) -> bytes:
    """The drawing without the notes of these cells."""
    return SHAPE.sub(lambda shape: b"" if _cell_of(shape[0]) in bare else shape[0], part)


def _cell_of(shape: bytes) -> Place | None:
    row, column = OF_CELL["Row"].search(shape), OF_CELL["Column"].search(shape)
    return None if row is None or column is None else (int(row[1]) + 1, int(column[1]))


def _place(reference: str) -> Place:
    letters = reference.rstrip(DIGITS)
    try:
        return whole(reference[len(letters) :]), column_of(letters)
    except Refused:
        raise CannotMarkError from None


def _cut(content: bytes, runs: list[Element], left: int) -> Iterator[Edit]:
    """Only the first characters of all runs together stay."""
    for run in runs:
        text = _text(content, run)
        if len(text) > left:
            yield run.inner, run.close, escape(text[:left]).encode()
        left = max(left - len(text), 0)


def _text(content: bytes, run: Element) -> str:
    written = content[run.inner : run.close].decode()
    plain = CHARACTER.sub(lambda one: chr(int("0" + one[1], 16) if one[1][0] == "x" else int(one[1])), written)
    return unescape(plain.replace("\r\n", "\n"), {"&quot;": '"', "&apos;": "'"})

"""Knows how comments get to cells: their texts in one part, their shapes in another."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from trunkload.intake.workbooks.grid import letter_of
from trunkload.reports.workbook.marks import CellMark
from trunkload.reports.workbook.markup import (
    CannotMarkError,
    Edit,
    Element,
    appended,
    as_utf8,
    elements_of,
    prefix_of,
    spliced,
    typed,
)

AUTHOR: Final = "Trunkload"
SAYS: Final = f"{AUTHOR}: "
"""How every comment of ours begins: some programs forget who wrote one."""

BELOW: Final = f"\n\n{SAYS}"
"""What stands between a person's comment and ours."""

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NO_COMMENTS: Final = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'.encode()
VML: Final = "urn:schemas-microsoft-com:vml"
OFFICE: Final = "urn:schemas-microsoft-com:office:office"
EXCEL: Final = "urn:schemas-microsoft-com:office:excel"
NO_SHAPES: Final = f'<xml xmlns:v="{VML}" xmlns:o="{OFFICE}" xmlns:x="{EXCEL}"></xml>'.encode()
NOTE_TYPE: Final = (
    f'<v:shapetype xmlns:v="{VML}" xmlns:o="{OFFICE}" id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
BLOCK: Final = 1024
"""Shapes are numbered in blocks of so many; a drawing names its blocks, and no other has them."""

BLOCKS: Final = re.compile(rb"""<o:idmap\b[^>]*\bdata\s*=\s*["']([0-9, ]+)["']""")
"""Where a drawing names its blocks."""


def with_comments(part: bytes, marks: Sequence[CellMark]) -> tuple[bytes, list[CellMark]]:
    """The texts with ours; ours stand below what a person wrote. Also those that need a shape: who had none yet."""
    content = as_utf8(part)
    found = elements_of(content)
    p = prefix_of(content, found[0])
    own = {one.attributes.get("ref", ""): one for one in found if one.name == "comment"}
    by_name = {one.name: one for one in found if one.depth == 2}  # noqa: PLR2004 - below the root
    if not {"authors", "commentList"} <= by_name.keys():
        raise CannotMarkError
    author = sum(one.name == "author" for one in found)
    fresh = [one for one in marks if _reference(one) not in own]
    written = "".join(
        f'<{p}comment ref="{_reference(one)}" authorId="{author}">'
        f"<{p}text>{_run(p, SAYS + one.text)}</{p}text></{p}comment>"
        for one in fresh
    )
    edits = [_below(content, found, own[_reference(one)], p, one) for one in marks if _reference(one) in own]
    edits.append(appended(content, by_name["authors"], f"<{p}author>{AUTHOR}</{p}author>".encode()))
    if fresh:
        edits.append(appended(content, by_name["commentList"], written.encode()))
    return spliced(content, edits), fresh


def _reference(mark: CellMark) -> str:
    return f"{letter_of(mark.column)}{mark.row}"


def _run(p: str, text: str) -> str:
    return f'<{p}r><{p}t xml:space="preserve">{typed(text)}</{p}t></{p}r>'


def _below(content: bytes, found: list[Element], own: Element, p: str, mark: CellMark) -> Edit:
    """Behind what the person wrote, before how it is pronounced."""
    inside = [one for one in found if own.start < one.start < own.end and one.depth <= own.depth + 2]
    text = next((one for one in inside if one.name == "text"), None)
    if text is None:
        raise CannotMarkError
    written = _run(p, BELOW + mark.text).encode()
    spoken = next((one for one in inside if one.name in {"rPh", "phoneticPr"}), None)
    return appended(content, text, written) if spoken is None else (spoken.start, spoken.start, written)


def with_shapes(part: bytes, marks: Sequence[CellMark], others: Iterable[bytes]) -> bytes:
    """The drawing with a hidden note for each mark; `others` are all drawings of the workbook, this one too."""
    if not marks:
        return part
    end = part.rfind(b"</xml>")
    if end < 0:
        raise CannotMarkError
    taken = {int(one) for other in (*others, part) for found in BLOCKS.findall(other) for one in found.split(b",")}
    first = max(taken, default=0) + 1
    blocks = range(first, first + -(-(len(marks) + 1) // BLOCK))
    shapes = "".join(_shape(first * BLOCK + at, one) for at, one in enumerate(marks, start=1))
    written = (NOTE_TYPE if b'"_x0000_t202"' not in re.sub(rb"type\s*=", b"", part) else "") + shapes
    return spliced(part, [_with_blocks(part, list(blocks)), (end, end, written.encode())])


def _with_blocks(part: bytes, blocks: list[int]) -> Edit:
    named = BLOCKS.search(part)
    ours = ",".join(map(str, blocks)).encode()
    if named is not None:
        return named.end(1), named.end(1), b"," + ours
    root = re.search(rb"<xml\b[^>]*>", part)
    if root is None:
        raise CannotMarkError
    layout = (
        f'<o:shapelayout xmlns:v="{VML}" xmlns:o="{OFFICE}" v:ext="edit"><o:idmap v:ext="edit" data="'.encode()
        + ours
        + b'"/></o:shapelayout>'
    )
    return root.end(), root.end(), layout


def _shape(number: int, mark: CellMark) -> str:
    """A note right of its cell, shown when a person points at it."""
    row, column = mark.row - 1, mark.column
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 5}, 15, {max(row - 1, 0) + 7}, 4"
    return (
        f'<v:shape xmlns:v="{VML}" xmlns:o="{OFFICE}" xmlns:x="{EXCEL}" id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;margin-left:80pt;margin-top:5pt;width:240pt;height:100pt;z-index:1;'
        'visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )

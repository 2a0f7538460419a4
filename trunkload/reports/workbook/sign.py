"""Knows the sign by which a workbook that we marked is known again, whichever program has saved it since.

Two defined names: every program keeps them, and they move with what they name. They are hidden, which LibreOffice
forgets; it also forgets what only we look at in a cell's fill, so that is trusted no more (`is_as_we_left_it`).
"""

import re
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from trunkload.intake.workbooks.grid import letter_of, place_of
from trunkload.reports.workbook.markup import Edit, Element, elements_of, local, prefix_of, spliced

COLUMNS_NAME: Final = "Trunkload_marks"
SUMMARY_NAME: Final = "Trunkload_summary"
REFERENCE: Final = re.compile(r"(.+)!\$?([A-Z]{1,3})\$?[0-9]+(?::\$?([A-Z]{1,3})\$?[0-9]+)?")
BEHIND_NAMES: Final = frozenset(
    {"calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"}
    | {"fileRecoveryPr", "webPublishObjects", "extLst"}
)
"""What stands behind the defined names in a workbook (ECMA-376 part 1, 18.2.27)."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Where our columns stand: worksheet, first and last place from 0; and the name of our summary. None: deleted."""

    sheet: str | None
    first: int
    last: int
    summary: str | None
    is_as_we_left_it: bool

    def columns_in(self, sheet: str | None) -> range:
        """The places among which ours are."""
        return range(self.first, self.last + 1) if self.sheet is not None and self.sheet == sheet else range(0)


def read_sign(workbook: bytes) -> Sign | None:
    """None where the workbook was not marked by us. `workbook`: the part in UTF-8."""
    told = {one.attributes.get("name"): one for one in elements_of(workbook) if one.name == "definedName"}
    columns, summary = told.get(COLUMNS_NAME), told.get(SUMMARY_NAME)
    if columns is None:
        return None
    sheet, first, last = _reference(_text(workbook, columns))
    hidden = columns.attributes.get("hidden") in {"1", "true"}
    return Sign(sheet, first, last, None if summary is None else _reference(_text(workbook, summary))[0], hidden)


def reference_to(sheet: str, row: int, first: int, last: int) -> str:
    """As a defined name says it: `'New staff'!$P$3:$Q$3`; the row counts from 1, the columns from 0."""
    quoted = "'" + sheet.replace("'", "''") + "'"
    return f"{quoted}!${letter_of(first)}${row}:${letter_of(last)}${row}"


def with_sign(workbook: bytes, columns: str, summary: str) -> bytes:
    """The part with our names, and no older ones of ours."""
    found = elements_of(workbook)
    p = prefix_of(workbook, found[0])
    ours = {COLUMNS_NAME: columns, SUMMARY_NAME: summary}
    written = "".join(
        f'<{p}definedName name="{name}" hidden="1">{escape(text)}</{p}definedName>' for name, text in ours.items()
    ).encode()
    old = [one for one in found if one.name == "definedName" and one.attributes.get("name") in ours]
    edits: list[Edit] = [(one.start, one.end, b"") for one in old]
    names = next((one for one in found if one.name == "definedNames"), None)
    if names is not None and not names.is_empty:
        return spliced(workbook, [*edits, (names.close, names.close, written)])
    behind = next((one.start for one in found if one.depth == 2 and one.name in BEHIND_NAMES), found[0].close)  # noqa: PLR2004 - below the root
    start, end = (behind, behind) if names is None else (names.start, names.end)
    whole = f"<{p}definedNames>".encode() + written + f"</{p}definedNames>".encode()
    return spliced(workbook, [(start, end, whole)])


def _text(workbook: bytes, one: Element) -> str:
    found = workbook[one.inner : one.close].decode()
    for written, read in (("&apos;", "'"), ("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        found = found.replace(written, read)
    return found


def _reference(text: str) -> tuple[str | None, int, int]:
    found = REFERENCE.fullmatch(text.strip())
    if found is None or "#REF" in text:
        return None, 0, 0
    name = found[1]
    if name.startswith("'") and name.endswith("'"):
        name = name[1:-1].replace("''", "'")
    return name, place_of(found[2]), place_of(found[3] or found[2])


def sheet_relations(workbook: bytes) -> dict[str, str]:
    """The relation's id of every sheet by its name, hidden ones too."""
    sheets = [one.attributes for one in elements_of(workbook) if one.name == "sheet"]
    return {one.get("name", ""): next((text for key, text in one.items() if local(key) == "id"), "") for one in sheets}

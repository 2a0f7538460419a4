"""Knows how the parts of an Excel workbook hang together: which part is a worksheet, which styles pad."""

import re
from collections.abc import Container
from posixpath import normpath
from typing import Final

from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.markup import elements

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STYLES: Final = "xl/styles.xml"
OTHER_WORKBOOKS: Final = {"xl/workbook.bin": "xlsb", "content.xml": "ods", "index/document.iwa": "numbers"}
ZERO_PADDED: Final = re.compile(r"(?:\[\$-[0-9A-Fa-f]+\])?(0{2,})(?:;.*)?")


def format_of(archive: Archive) -> str:
    """`xlsx` or `xlsm`; raises Refused for other workbooks and for archives that are none."""
    if WORKBOOK in archive.parts:
        return "xlsm" if any(name.endswith("vbaProject.bin") for name in archive.parts) else "xlsx"
    names = {name.casefold() for name in archive.parts}
    for part, other in OTHER_WORKBOOKS.items():
        if part in names and not _is_other_document(archive):
            raise Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": other})
    raise Refused(RefusalCode.NOT_A_SPREADSHEET)


def _is_other_document(archive: Archive) -> bool:
    """OpenDocument says what it is in its first part: a text has a content.xml as well."""
    if "mimetype" not in archive.parts:
        return False
    return b"spreadsheet" not in b"".join(archive.unpacked("mimetype"))


def refuse_document_types(archive: Archive, walked_later: Container[str]) -> None:
    """Walk through every XML part that nobody walks through later; raises Refused for a document type."""
    nothing: frozenset[str] = frozenset()
    for name in archive.parts:
        if name.endswith((".xml", ".rels")) and name not in walked_later:
            elements(archive.unpacked(name), nothing)


def visible_worksheets(archive: Archive) -> dict[str, str]:
    """The part of each worksheet by the sheet's name, without hidden ones and charts."""
    if RELATIONS not in archive.parts:
        raise Refused(RefusalCode.CORRUPT_ARCHIVE)
    relations = elements(archive.unpacked(RELATIONS), frozenset({"Relationship"}))
    targets = {
        relation.get("Id"): _part(relation.get("Target", ""))
        for _, relation in relations
        if relation.get("Type", "").endswith("/worksheet")
    }
    sheets = elements(archive.unpacked(WORKBOOK), frozenset({"sheet"}))
    visible = [
        sheet for _, sheet in sheets if sheet.get("state", "visible") == "visible" and sheet.get("id") in targets
    ]
    parts = {sheet.get("name", ""): targets[sheet.get("id")] for sheet in visible}
    if not set(parts.values()) <= archive.parts.keys():
        raise Refused(RefusalCode.CORRUPT_ARCHIVE)
    return parts


def _part(target: str) -> str:
    """A target is relative to the workbook's folder, or begins at the archive's root."""
    return target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")


def zero_padded_styles(archive: Archive) -> dict[str, int]:
    """How many digits a cell's style shows at least, for formats such as 00000 (a postal code, a staff number)."""
    if STYLES not in archive.parts:
        return {}
    wanted = frozenset({"numFmt", "cellStyleXfs", "cellXfs", "dxfs", "xf"})
    formats: dict[str, int] = {}
    cell_styles: list[str] = []
    section = ""
    for name, attributes in elements(archive.unpacked(STYLES), wanted):
        if name == "xf" and section == "cellXfs":
            cell_styles.append(attributes.get("numFmtId", ""))
        elif name == "numFmt" and section == "" and (zeros := ZERO_PADDED.fullmatch(attributes.get("formatCode", ""))):
            formats[attributes.get("numFmtId", "")] = len(zeros[1])
        elif name not in ("xf", "numFmt"):
            section = name
    return {str(place): formats[style] for place, style in enumerate(cell_styles) if style in formats}

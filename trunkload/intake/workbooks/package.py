"""Knows how the parts of an Excel workbook hang together: which part is a worksheet, and which are hidden."""

from dataclasses import dataclass
from posixpath import dirname, normpath
from typing import Final

from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.markup import elements, prolog

ROOT_RELATIONS: Final = "_rels/.rels"
USUAL_WORKBOOK: Final = "xl/workbook.xml"
TRUE: Final = ("1", "true")
MARKUP: Final = (".xml", ".rels", ".vml", ".svg", ".xhtml")


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A visible worksheet and the part that holds it."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that are read; `strings` and `styles` may be missing."""

    worksheets: tuple[Worksheet, ...]
    hidden_sheets: tuple[str, ...]
    strings: str | None
    styles: str | None
    date_system: int
    macros: bool


def workbook_part(archive: Archive) -> str | None:
    """The part that the archive itself names as its main document, as far as it is there."""
    named = [
        target
        for kind, target in relations(archive, ROOT_RELATIONS, "").values()
        if kind == "officeDocument" and target in archive.parts
    ]
    return next((part for part in (*named, USUAL_WORKBOOK) if part in archive.parts), None)


def read_package(archive: Archive, workbook: str) -> Package:
    """What the workbook part says of its sheets. Raises Refused where a sheet's part is missing."""
    folder, _, name = workbook.rpartition("/")
    targets = relations(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
    told = elements(archive.unpacked(workbook), frozenset({"workbook", "sheet", "workbookPr"}))
    if "workbook" not in {local for local, _ in told[:1]}:
        raise Refused(RefusalCode.NOT_A_SPREADSHEET)
    if not targets:
        raise Refused(RefusalCode.CORRUPT_ARCHIVE)
    visible, hidden, date_system = [], [], 1900
    for local, attributes in told:
        if local == "workbookPr":
            date_system = 1904 if attributes.get("date1904") in TRUE else 1900
            continue
        kind, part = targets.get(attributes.get("id", ""), ("", ""))
        if kind != "worksheet":
            continue
        if attributes.get("state", "visible") != "visible":
            hidden.append(attributes.get("name", ""))
        elif part not in archive.parts:
            raise Refused(RefusalCode.CORRUPT_ARCHIVE)
        else:
            visible.append(Worksheet(attributes.get("name", ""), part))
    by_kind = {kind: part for kind, part in targets.values() if part in archive.parts}
    macros = any(name.lower().endswith("vbaproject.bin") for name in archive.parts)
    return Package(
        tuple(visible), tuple(hidden), by_kind.get("sharedStrings"), by_kind.get("styles"), date_system, macros
    )


def relations(archive: Archive, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Kind (the last word of its type) and part by id; what lies outside of the archive is left out."""
    if part not in archive.parts:
        return {}
    found = elements(archive.unpacked(part), frozenset({"Relationship"}))
    return {
        one.get("Id", ""): (dirname_free(one.get("Type", "")), _part(folder, one.get("Target", "")))
        for _, one in found
        if one.get("TargetMode", "Internal") != "External"
    }


def dirname_free(kind: str) -> str:
    """The last word of a type's address, the same in the transitional and the strict dialect."""
    return kind[len(dirname(kind)) :].lstrip("/")


def refuse_document_types(archive: Archive) -> None:
    """Look at the beginning of every part that may be XML, read or not; raises Refused for a document type."""
    for name in archive.parts:
        if name.lower().endswith(MARKUP):
            prolog(archive.beginning(name))


def _part(folder: str, target: str) -> str:
    """A target is relative to its source's folder, or begins at the archive's root."""
    path = target.replace("\\", "/")
    return path.lstrip("/") if path.startswith("/") else normpath(f"{folder}/{path}").lstrip("/")

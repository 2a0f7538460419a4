"""Knows how the parts of an office document name each other, and that no part declares a document type."""

from posixpath import dirname, normpath
from typing import Final

from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.markup import elements, prolog

ROOT_RELATIONS: Final = "_rels/.rels"
USUAL_WORKBOOK: Final = "xl/workbook.xml"
MARKUP: Final = (".xml", ".rels", ".vml", ".svg", ".xhtml")


def workbook_part(archive: Archive) -> str | None:
    """The part that the archive itself names as its main document, as far as it is there."""
    named = [
        target
        for kind, target in relations(archive, ROOT_RELATIONS, "").values()
        if kind == "officeDocument" and target in archive.parts
    ]
    return next((part for part in (*named, USUAL_WORKBOOK) if part in archive.parts), None)


def relations(archive: Archive, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Kind (the last word of its type) and part by id; what lies outside of the archive is left out."""
    if part not in archive.parts:
        return {}
    found = elements(archive.unpacked(part), frozenset({"Relationship"}))
    return {
        one.get("Id", ""): (_last_word(one.get("Type", "")), _part(folder, one.get("Target", "")))
        for _, one in found
        if one.get("TargetMode", "Internal") != "External"
    }


def _last_word(kind: str) -> str:
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

"""Knows how the parts of an Excel workbook hang together: which part is a worksheet, and which are hidden."""

from dataclasses import dataclass
from typing import Final

from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.markup import elements
from trunkload.intake.workbooks.relations import relations

TRUE: Final = ("1", "true")


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

"""Knows how the parts of an Excel workbook hang together: which part is a worksheet, and which are hidden."""

from typing import Final, NamedTuple

from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.damaged import damaged
from trunkload.intake.workbooks.markup import TRUE, Attributes, elements
from trunkload.intake.workbooks.relations import relations

READ_BESIDE: Final = ("sharedStrings", "styles")
"""Kinds of parts without which cells would show something else."""


class Worksheet(NamedTuple):
    """A visible worksheet and the part that holds it."""

    name: str
    part: str


class Package(NamedTuple):
    """The parts that are read; `strings` and `styles` may be missing."""

    worksheets: tuple[Worksheet, ...]
    hidden_sheets: tuple[str, ...]
    strings: str | None
    styles: str | None
    date_system: int
    macros: bool


def read_package(archive: Archive, workbook: str) -> Package:
    """What the workbook part says of its sheets. Raises Refused where a part that is needed is missing."""
    folder, _, name = workbook.rpartition("/")
    targets = relations(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
    told = elements(archive.unpacked(workbook), frozenset({"workbook", "sheet", "workbookPr"}))
    if "workbook" not in {local for local, _ in told[:1]}:
        raise Refused(RefusalCode.NOT_A_SPREADSHEET)
    if not targets:
        raise Refused(RefusalCode.CORRUPT_ARCHIVE)
    visible, hidden = [], []
    for attributes in (attributes for local, attributes in told if local == "sheet"):
        kind, part = targets.get(attributes.get("id", ""), ("", ""))
        if kind != "worksheet":
            continue
        if attributes.get("state", "visible") != "visible":
            hidden.append(attributes.get("name", ""))
        elif part not in archive.parts:
            raise Refused(RefusalCode.CORRUPT_ARCHIVE)
        else:
            visible.append(Worksheet(attributes.get("name", ""), part))
    if len({one.part for one in visible}) < len(visible):
        raise damaged()
    by_kind = {kind: part for kind, part in targets.values() if kind in READ_BESIDE}
    if not all(part in archive.parts for part in by_kind.values()):
        raise Refused(RefusalCode.CORRUPT_ARCHIVE)
    macros = any(name.lower().endswith("vbaproject.bin") for name in archive.parts)
    strings, styles = map(by_kind.get, READ_BESIDE)
    return Package(tuple(visible), tuple(hidden), strings, styles, _date_system(told), macros)


def _date_system(told: list[tuple[str, Attributes]]) -> int:
    """Only the first of these properties says so; newer programs add one of their own that does not."""
    properties = next((attributes for local, attributes in told if local == "workbookPr"), {})
    return 1904 if properties.get("date1904") in TRUE else 1900

"""Knows the number format of every cell style of an Excel workbook."""

from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.damaged import damaged
from trunkload.intake.workbooks.markup import elements
from trunkload.intake.workbooks.number_format import BUILT_IN, LONGEST

GENERAL = "General"
WANTED = frozenset({"numFmt", "cellStyleXfs", "cellXfs", "dxfs", "xf"})


def read_styles(archive: Archive, part: str | None) -> tuple[str, ...]:
    """Format codes by the number that a cell names as its style; nothing where the workbook has no styles.

    Raises Refused for a format that is longer than any.
    """
    if part is None:
        return ()
    codes: dict[str, str] = dict(BUILT_IN)
    styles: list[str] = []
    section = ""
    for name, attributes in elements(archive.unpacked(part), WANTED):
        if name == "xf" and section == "cellXfs":
            styles.append(attributes.get("numFmtId", ""))
        elif name == "numFmt" and section != "dxfs":
            codes[attributes.get("numFmtId", "")] = code = attributes.get("formatCode", GENERAL)
            if len(code) > LONGEST:
                raise damaged()
        elif name not in ("xf", "numFmt"):
            section = name
    return tuple(codes.get(style, GENERAL) for style in styles)

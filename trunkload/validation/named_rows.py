"""Knows how the rows that a finding is about are named together: `Row 7 (A7) and row 12 (A12)`."""

from typing import TYPE_CHECKING

from trunkload.validation.counted import Counted
from trunkload.validation.language import Lang

if TYPE_CHECKING:
    from trunkload.validation.findings import Finding

ROW = {Lang.DE: ("Zeile", "Zeile"), Lang.EN: ("Row", "row")}
"""At the beginning of a sentence, and further on."""

MORE = {Lang.DE: "weitere Zeile|weitere Zeilen", Lang.EN: "other row|other rows"}
AND = {Lang.DE: "und", Lang.EN: "and"}


def named_rows(finding: "Finding", lang: Lang) -> str:
    """The finding's own row and the others that `others.others_of` told, in the order of the sheet."""
    rows = {int(row): "" for row in finding.params["rows"].split(", ") if row}
    cells = finding.params.get("cells", "").split(", ")
    places = dict(zip(rows, cells, strict=False)) | {finding.row or 0: _own(finding)}
    first, further = ROW[lang]
    named = [f"{further} {row}{_at(cell)}" for row, cell in sorted(places.items())]
    named[0] = first + named[0].removeprefix(further)
    more = finding.params.get("more", "0")
    if more != "0":
        named.append(format(Counted(more, lang), MORE[lang]))
    return f"{', '.join(named[:-1])} {AND[lang]} {named[-1]}"


def _own(finding: "Finding") -> str:
    return f"{finding.column}{finding.row}" if finding.column else ""


def _at(cell: str) -> str:
    """A row whose file has no such column has no cell either."""
    return f" ({cell})" if cell[:1].isalpha() else ""

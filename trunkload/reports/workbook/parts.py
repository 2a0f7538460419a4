"""Knows a workbook's parts in their order, how one is added and how all are packed again."""

import io
import zipfile
from posixpath import basename, dirname
from typing import Final
from xml.sax.saxutils import quoteattr

from trunkload.intake.workbooks.archive import Archive
from trunkload.reports.workbook.cells import RELATIONSHIPS
from trunkload.reports.workbook.markup import appended, as_utf8, elements_of, prefix_of, spliced

TYPES: Final = "[Content_Types].xml"
OFFICE: Final = "application/vnd.openxmlformats-officedocument"
KINDS: Final = {
    "worksheet": f"{OFFICE}.spreadsheetml.worksheet+xml",
    "comments": f"{OFFICE}.spreadsheetml.comments+xml",
    "vmlDrawing": f"{OFFICE}.vmlDrawing",
}
"""How a part's kind is called in the list of content types."""

NO_RELATIONS: Final = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
MADE_ON: Final = (1980, 1, 1, 0, 0, 0)
"""A fixed time, so that one upload has one marked copy."""


class Parts:
    """The parts of the archive in their order, some changed, some new."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.changed: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        return self.changed[name] if name in self.changed else b"".join(self.archive.unpacked(name))

    def change(self, name: str, content: bytes) -> None:
        self.changed[name] = content

    def is_there(self, name: str) -> bool:
        return name.casefold() in {one.casefold() for one in (*self.archive.parts, *self.changed)}

    def free_name(self, pattern: str) -> str:
        return next(name for at in range(1, 100_000) if not self.is_there(name := pattern.format(at)))

    def add(self, name: str, kind: str, content: bytes, source: str) -> str:
        """A new part that `source` refers to; answers the relation's id."""
        self.change(name, content)
        self._name_type(name, KINDS[kind])
        place = f"{dirname(source)}/_rels/{basename(source)}.rels".lstrip("/")
        place = self.archive.resolved(place)
        old = as_utf8(self.read(place)) if self.is_there(place) else NO_RELATIONS
        found = elements_of(old)
        known = {one.attributes.get("Id") for one in found}
        own = next(one for at in range(1, 100_000) if (one := f"rIdTrunkload{at}") not in known)
        p = prefix_of(old, found[0])
        told = f'<{p}Relationship Id="{own}" Type="{RELATIONSHIPS}/{kind}" Target={quoteattr("/" + name)}/>'
        self.change(place, spliced(old, [appended(old, found[0], told.encode())]))
        return own

    def _name_type(self, name: str, told: str) -> None:
        types = self.archive.resolved(TYPES)
        old = as_utf8(self.read(types))
        root = elements_of(old)[0]
        written = f'<{prefix_of(old, root)}Override PartName={quoteattr("/" + name)} ContentType="{told}"/>'
        self.change(types, spliced(old, [appended(old, root, written.encode())]))

    def written(self) -> bytes:
        out = io.BytesIO()
        names = [*self.archive.parts, *(name for name in self.changed if name not in self.archive.parts)]
        with zipfile.ZipFile(out, "w") as packed:
            for name in names:
                told = zipfile.ZipInfo(name, MADE_ON)
                told.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(told, self.read(name))
        return out.getvalue()

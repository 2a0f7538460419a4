"""Knows how tests write an OpenDocument spreadsheet."""

from collections.abc import Mapping

from tests.unit.intake.workbooks.xlsb_builder import archive_of
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.workbooks.archive import open_archive
from trunkload.intake.workbooks.grid import Book
from trunkload.intake.workbooks.ods.document import read_ods

SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
PREFIXES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
HIDDEN_STYLE = (
    '<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
)


DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())


def document(body: str, kind: str = "spreadsheet", styles: str = "") -> str:
    """The whole content.xml; the style ta2 hides a table."""
    automatic = f"<office:automatic-styles>{HIDDEN_STYLE}{styles}</office:automatic-styles>"
    inner = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    return f"<office:document-content {DECLARED}>{automatic}{inner}</office:document-content>"


def number_style(name: str, parts: str, kind: str = "number") -> str:
    return f'<number:{kind}-style style:name="{name}">{parts}</number:{kind}-style>'


def cell_style(name: str, number: str = "", parent: str = "Default") -> str:
    """A cell style of this number style; without one, its parent's counts."""
    of_number = f' style:data-style-name="{number}"' if number else ""
    head = f'style:name="{name}" style:family="table-cell" style:parent-style-name="{parent}"'
    return f"<style:style {head}{of_number}/>"


def table(rows: str, name: str = "Mitarbeiter", style: str = "ta1") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def row(*cells: str, **attributes: str) -> str:
    """Attributes of the row's own space, with _ for -."""
    return f"<table:table-row{_attributes(attributes)}>{''.join(cells)}</table:table-row>"


def cell(content: str = "", *, typed: str = "", **attributes: str) -> str:
    """`typed` are attributes as they stand in the file."""
    return f"<table:table-cell{_attributes(attributes)} {typed}>{content}</table:table-cell>"


def text(value: str, **attributes: str) -> str:
    return cell(f"<text:p>{value}</text:p>", typed='office:value-type="string"', **attributes)


def number(value: str, shown: str = "") -> str:
    return cell(f"<text:p>{shown}</text:p>", typed=f'office:value-type="float" office:value="{value}"')


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())


def ods(content: str, kind: str = SPREADSHEET) -> bytes:
    return archive_of({"mimetype": kind.encode(), "content.xml": content.encode()})


def read_archive(content: bytes, limits: Limits = LIMITS) -> Book:
    return read_ods(open_archive(content, limits), limits)


def read(rows: str, limits: Limits = LIMITS) -> Book:
    """A document of one table with these rows."""
    return read_archive(ods(document(table(rows))), limits)

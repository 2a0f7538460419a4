"""Knows the OpenDocument tables of the corpus, written by hand: what other programs put into content.xml."""

from collections.abc import Iterator
from typing import Final

from tests.corpus.case import BODO, UTE, Case, Rows, archive, comes_out, people, refused

NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
MIMETYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
HEADER: Final = (
    "<table:table-row>"
    + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in ("Vorname", "Nachname", "Bemerkung")
    )
    + "</table:table-row>"
)
NOTHING_BELOW: Final = (
    '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


def opendocument_cases() -> Iterator[Case]:
    yield from _texts()
    yield from _values()
    yield from _shapes()
    yield from _refusals()


def ods(*rows: str, styles: str = "", more_tables: str = "", columns: str = "<table:table-column/>") -> bytes:
    body = f'<table:table table:name="Mitarbeiter">{columns}{"".join(rows)}{NOTHING_BELOW}</table:table>{more_tables}'
    return with_content(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )


def with_content(content: str) -> bytes:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return archive({"mimetype": MIMETYPE, "META-INF/manifest.xml": manifest, "content.xml": content})


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def text(*lines: str) -> str:
    shown = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def person(place: int, cell: str) -> str:
    return row(text("Ute"), text(f"Arndt {place}"), cell)


def _texts() -> Iterator[Case]:
    start = '<table:table-cell office:value-type="string"'
    noted = f"{start}><office:annotation><text:p>Kommentar</text:p></office:annotation><text:p>nur dies</text:p>"
    cells = (
        text("erste Zeile", "zweite Zeile"),
        text("a<text:line-break/>b"),
        text('a<text:s text:c="3"/>b<text:tab/>c'),
        text("<text:span>fett</text:span> und <text:a>Verweis</text:a>"),
        f"{noted}</table:table-cell>",
        f'{start} office:string-value="Wert"><text:p>Wert</text:p></table:table-cell>',
        text("007"),
        text("NA"),
    )
    shown = ("erste Zeile\nzweite Zeile", "a\nb", "a   b\tc", "fett und Verweis", "nur dies", "Wert", "007", "NA")
    rows = people(*(("Ute", f"Arndt {place}", value) for place, value in enumerate(shown)))
    content = ods(HEADER, *(person(place, cell) for place, cell in enumerate(cells)))
    yield Case("opendocument/texts.ods", content, comes_out(rows, format="ods", sheet="Mitarbeiter"))


def _values() -> Iterator[Case]:
    def value(kind: str, attributes: str, shown: str) -> str:
        return f'<table:table-cell office:value-type="{kind}" {attributes}><text:p>{shown}</text:p></table:table-cell>'

    cells = (
        value("float", 'office:value="4711"', "4711"),
        value("float", 'office:value="1.5"', "1,5"),
        value("date", 'office:date-value="2027-02-01"', "01.02.27"),
        value("date", 'office:date-value="2027-02-01T09:30:00"', "01.02.27 09:30"),
        value("time", 'office:time-value="PT09H30M00S"', "09:30"),
        value("boolean", 'office:boolean-value="true"', "WAHR"),
        value("float", 'office:value="42" table:formula="of:=6*7"', "42"),
    )
    shown = ("4711", "1.5", "2027-02-01", "2027-02-01 09:30:00", "09:30:00", "true", "42")
    rows = people(*(("Ute", f"Arndt {place}", one) for place, one in enumerate(shown)))
    marks = {"number": {"remark": [2, 3, 8]}, "date": {"remark": [4, 5, 6]}, "truth": {"remark": [7]}}
    content = ods(HEADER, *(person(place, cell) for place, cell in enumerate(cells)))
    yield Case("opendocument/values.ods", content, comes_out(rows, format="ods", marks=marks))


def _shapes() -> Iterator[Case]:
    empty = "<table:table-cell/>"
    repeated = ods(
        row('<table:table-cell table:number-columns-repeated="16384"/>', attributes='table:number-rows-repeated="2"'),
        HEADER,
        row(text("Ute"), text("Arndt"), text("a"), '<table:table-cell table:number-columns-repeated="16381"/>'),
        row(empty, attributes='table:number-rows-repeated="3"'),
        row(text("Bodo"), text("Brandt"), text("b")),
    )
    seen: Rows = {4: people((*UTE, "a"))[2], 8: people((*BODO, "b"))[2]}
    expected = comes_out(seen, format="ods", header_row=3, skipped={"blank": [5, 6, 7]})
    yield Case("opendocument/repeated-rows-and-cells.ods", repeated, expected)
    groups = ods(
        f"<table:table-header-rows>{HEADER}</table:table-header-rows>",
        f"<table:table-row-group>{row(text('Ute'), text('Arndt'), text('a'))}</table:table-row-group>",
        f"<table:table-rows>{row(text('Bodo'), text('Brandt'), text('b'))}</table:table-rows>",
    )
    plain = comes_out(people((*UTE, "a"), (*BODO, "b")), format="ods")
    yield Case("opendocument/grouped-rows.ods", groups, plain)
    two_columns = '<table:table-column table:number-columns-repeated="2"/>'
    hidden = ods(
        HEADER,
        row(text("Ute"), text("Arndt"), text("a"), attributes='table:visibility="filter"'),
        row(text("Bodo"), text("Brandt"), text("b")),
        row(text("Carl"), text("Conrad"), text("c"), attributes='table:visibility="collapse"'),
        columns=f'{two_columns}<table:table-column table:visibility="collapse"/>',
    )
    expected = comes_out({3: people(BODO)[2]}, format="ods", skipped={"hidden": [2, 4]})
    yield Case("opendocument/hidden-rows-and-columns.ods", hidden, expected)
    merged = ods(
        HEADER,
        row(
            text("Ute"),
            text("Arndt"),
            text("Vertrieb").replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"'),
        ),
        row(text("Bodo"), text("Brandt"), "<table:covered-table-cell/>"),
    )
    rows = people((*UTE, "Vertrieb"), (*BODO, "Vertrieb"))
    yield Case("opendocument/merged-down.ods", merged, comes_out(rows, format="ods", marks={"merged": {"remark": [3]}}))
    secret = (
        f'<table:table table:name="Geheim" table:style-name="ta2">{HEADER}'
        f"{row(text('Carl'), text('Conrad'), text('c'))}</table:table>"
    )
    unseen = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="ta2" style:family="table">{unseen}</style:style>'
    two = ods(HEADER, row(text("Ute"), text("Arndt"), text("a")), styles=style, more_tables=secret)
    expected = comes_out(people((*UTE, "a")), format="ods", hidden_sheets=["Geheim"])
    yield Case("opendocument/hidden-table.ods", two, expected)


def _refusals() -> Iterator[Case]:
    entity = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e "x">]><office:document-content/>'
    yield Case("refused/document-type.ods", with_content(entity), refused("malicious_content"))
    repeated = ods(
        HEADER, row(text("Ute"), text("Arndt"), text("a"), attributes='table:number-rows-repeated="1048000"')
    )
    yield Case("refused/repeated-person.ods", repeated, refused("too_many_rows"))
    wide = text("a").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16000"')
    yield Case("refused/repeated-cell.ods", ods(HEADER, row(wide)), refused("too_many_columns"))
    cut = with_content("<office:document-content")
    yield Case("refused/no-xml.ods", cut, refused("unreadable"))
    other = archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
    yield Case("refused/letter.odt", other, refused("not_a_spreadsheet"))
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="999">'
        '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AA=="/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    locked = archive({"mimetype": MIMETYPE, "META-INF/manifest.xml": manifest, "content.xml": bytes(range(256)) * 4})
    yield Case("refused/password-protected.ods", locked, refused("password_protected"))

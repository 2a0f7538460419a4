"""Knows the workbooks of the corpus that no writer at hand makes, though others do: good ones with parts changed."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from tests.corpus.case import (
    BODO,
    HEADER,
    RELATIONS,
    SHEET,
    STRINGS,
    UTE,
    WORKBOOK,
    Case,
    Change,
    archive,
    comes_out,
    patched,
    people,
    refused,
    replaced,
)
from tests.corpus.written import rows_of, xlsx

SAMPLES: Final = Path(__file__).parents[2] / "sample-data" / "bad"
SPREADSHEETML: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT: Final = {
    SPREADSHEETML: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
CONTENT_TYPES: Final = "[Content_Types].xml"


def patched_cases() -> Iterator[Case]:
    yield from _namespaces()
    yield from _cells()
    yield from _texts()
    yield from _formulas()
    yield from _places()
    yield from _archives()
    yield from _refusals()


def plain() -> bytes:
    return xlsx(rows_of(HEADER, (*UTE, "a"), (*BODO, "b")))


PLAIN: Final = people((*UTE, "a"), (*BODO, "b"))


def of_cells(*cells: str, styles: bytes | None = None) -> bytes:
    """A workbook whose remarks, from row 2 on, are these `<c>` elements; `{r}` stands for their place."""

    def in_sheet(body: bytes) -> bytes:
        for row, cell in enumerate(cells, start=2):
            pattern = rf'<c r="C{row}"[^>]*>.*?</c>'.encode()
            body = re.sub(pattern, lambda _, cell=cell, row=row: cell.replace("{r}", f"C{row}").encode(), body)  # type: ignore[misc]  # a default binds the loop's value
        return body

    content = xlsx(rows_of(HEADER, *(("Ute", f"Arndt {row}", "x") for row in range(2, 2 + len(cells)))))
    changes: list[tuple[str, Change]] = [(SHEET, in_sheet)]
    if styles is not None:
        changes.append(("xl/styles.xml", lambda _: styles))
    return patched(content, *changes)


def remarks(*texts: str | None) -> dict[int, Any]:
    return dict(people(*(("Ute", f"Arndt {row}", text) for row, text in enumerate(texts, start=2))))


def _strict(body: bytes) -> bytes:
    for usual, strict in STRICT.items():
        body = body.replace(usual.encode(), strict.encode())
    return body


def _with_prefix(body: bytes) -> bytes:
    """Every element of the main namespace as `x:…`."""
    named = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", body)
    return named.replace(b'xmlns="', b'xmlns:x="')


def _namespaces() -> Iterator[Case]:
    parts = (WORKBOOK, SHEET, STRINGS, "xl/styles.xml", RELATIONS, "_rels/.rels")
    strict = patched(plain(), *((part, _strict) for part in parts))
    yield Case("patched/strict.xlsx", strict, comes_out(PLAIN, sheet="Mitarbeiter", date_system=1900))
    days = [
        '<c r="{r}" t="d"><v>2027-02-01</v></c>',
        '<c r="{r}" t="d"><v>2027-02-01T09:30:00</v></c>',
        '<c r="{r}" t="d"><v>2027-02-01T00:00:00.000</v></c>',
        '<c r="{r}" t="d"><v>2027-02-01T00:00:00Z</v></c>',
    ]
    texts = ("2027-02-01", "2027-02-01 09:30:00", "2027-02-01", "2027-02-01")
    expected = comes_out(remarks(*texts), marks={"date": {"remark": [2, 3, 4, 5]}})
    yield Case("patched/iso-dates.xlsx", of_cells(*days), expected)
    dated = patched(of_cells(*days), *((part, _strict) for part in parts))
    yield Case("patched/strict-iso-dates.xlsx", dated, expected)
    prefixed = patched(plain(), (SHEET, _with_prefix), (STRINGS, _with_prefix), (WORKBOOK, _with_prefix))
    yield Case("patched/prefixes.xlsx", prefixed, comes_out(PLAIN, sheet="Mitarbeiter"))
    other = patched(
        plain(), (WORKBOOK, lambda body: body.replace(b"xmlns:r=", b"xmlns:rel=").replace(b" r:id", b" rel:id"))
    )
    yield Case("patched/other-relation-prefix.xlsx", other, comes_out(PLAIN))
    both = patched(
        plain(), (SHEET, lambda body: body.replace(b'encoding="UTF-8"', b'encoding="UTF-16"').decode().encode("utf-16"))
    )
    yield Case("patched/part-in-utf-16.xlsx", both, comes_out(PLAIN))
    marked = patched(
        plain(), (SHEET, lambda body: b"\xef\xbb\xbf" + body), (STRINGS, lambda body: b"\xef\xbb\xbf" + body)
    )
    yield Case("patched/parts-with-byte-order-mark.xlsx", marked, comes_out(PLAIN))


def _cells() -> Iterator[Case]:
    for name, lie in (("small", "A1"), ("large", "A1:XFD1048576"), ("elsewhere", "D9:F12"), ("nonsense", "Q")):
        content = patched(plain(), (SHEET, replaced('ref="A1:C3"', f'ref="{lie}"')))
        yield Case(f"patched/dimension-{name}.xlsx", content, comes_out(PLAIN))
    without = patched(plain(), (SHEET, replaced('<dimension ref="A1:C3"/>', "")))
    yield Case("patched/dimension-missing.xlsx", without, comes_out(PLAIN))

    def no_cell_places(body: bytes) -> bytes:
        return re.sub(rb'<c r="[A-Z]+\d+"', b"<c", body)

    def no_places(body: bytes) -> bytes:
        return re.sub(rb'<row r="\d+"', b"<row", no_cell_places(body))

    yield Case("patched/cells-without-place.xlsx", patched(plain(), (SHEET, no_cell_places)), comes_out(PLAIN))
    yield Case("patched/rows-and-cells-without-place.xlsx", patched(plain(), (SHEET, no_places)), comes_out(PLAIN))

    def rows_gone(body: bytes) -> bytes:
        return re.sub(rb' r="([A-C]?)3"', rb' r="\g<1>7"', body)

    expected = comes_out({2: PLAIN[2], 7: PLAIN[3]}, skipped={"blank": [3, 4, 5, 6]})
    yield Case("patched/rows-that-are-not-written.xlsx", patched(plain(), (SHEET, rows_gone)), expected)
    numbers = [
        '<c r="{r}"><v>1.0</v></c>',
        '<c r="{r}" t="n"><v>4.93023125E11</v></c>',
        '<c r="{r}"><v>493023125000123456</v></c>',
        '<c r="{r}"><v>0.30000000000000004</v></c>',
        '<c r="{r}"><v>-0</v></c>',
        '<c r="{r}"><v> 7 </v></c>',
        '<c r="{r}" t="str"><v>1.0</v></c>',
        '<c r="{r}" t="inlineStr"><is><t>007</t></is></c>',
    ]
    texts = ("1", "493023125000", "4.93023125000123E+17", "0.3", "0", "7", "1.0", "007")
    expected = comes_out(remarks(*texts), marks={"number": {"remark": [2, 3, 4, 5, 6, 7]}})
    yield Case("patched/numbers-as-written.xlsx", of_cells(*numbers), expected)
    truths = [
        '<c r="{r}" t="b"><v>1</v></c>',
        '<c r="{r}" t="b"><v>0</v></c>',
        '<c r="{r}" t="b"><v>true</v></c>',
        '<c r="{r}" t="e"><v>#REF!</v></c>',
        '<c r="{r}" t="e"><v>#NAME?</v></c>',
        '<c r="{r}" t="e"><v>#GETTING_DATA</v></c>',
        '<c r="{r}" t="s"/>',
        '<c r="{r}"><v></v></c>',
    ]
    texts_or_none = ("true", "false", "true", "#REF!", "#NAME?", "#GETTING_DATA", None, None)
    marks = {"truth": {"remark": [2, 3, 4]}, "error": {"remark": [5, 6, 7]}}
    yield Case("patched/truths-and-errors.xlsx", of_cells(*truths), comes_out(remarks(*texts_or_none), marks=marks))
    far = patched(
        plain(),
        (SHEET, replaced("</row></sheetData>", '</row><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')),
    )
    yield Case("patched/format-in-the-last-cell.xlsx", far, comes_out(PLAIN))


def _texts() -> Iterator[Case]:
    inline = '<c r="{r}" t="inlineStr"><is>%s</is></c>'
    cells = [
        inline % "<t>a_x000D_\nb</t>",
        inline % "<t>a_x005F_x000D_b</t>",
        inline % "<t>_x0041__x00e4__x20AC_</t>",
        inline % "<t>_xZZZZ_ _x41_</t>",
        inline % '<t xml:space="preserve">  vorn und hinten  </t>',
        inline % "<t><![CDATA[a<b & c]]>d</t>",
        inline % "<t>&#x41;&#246;&lt;&#10;&quot;</t>",
        inline % '<r><rPr><b/></rPr><t>fett</t></r><r><t xml:space="preserve"> und nicht</t></r>',
        inline % '<t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh><phoneticPr fontId="1"/>',
        inline % "<t/>",
        inline % "<t>a<!-- nicht gemeint -->b</t>",
    ]
    texts = (
        "a\r\nb",
        "a_x000D_b",
        "Aä€",
        "_xZZZZ_ _x41_",
        "  vorn und hinten  ",
        "a<b & cd",
        'Aö<\n"',
        "fett und nicht",
        "山田",
        None,
        "ab",
    )
    yield Case("patched/inline-texts.xlsx", of_cells(*cells), comes_out(remarks(*texts)))
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><t>Vorname</t></si><si><r><t>Nach</t></r><r><t>name</t></r></si><si><t>Bemerkung</t></si><si><t>Ute</t></si>"
        '<si><t>Arndt</t></si><si><t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh></si><si><t>Bodo</t></si>'
        "<si><t>Brandt</t></si><si><t>a_x000D_b</t></si></sst>"
    )
    content = patched(plain(), (STRINGS, lambda _: shared.encode()))
    yield Case("patched/shared-texts.xlsx", content, comes_out(people((*UTE, "山田"), (*BODO, "a\rb"))))


def _formulas() -> Iterator[Case]:
    cells = [
        '<c r="{r}" t="str"><f t="shared" ref="C2:C3" si="0">A2&amp;B2</f><v>UteArndt</v></c>',
        '<c r="{r}" t="str"><f t="shared" si="0"/><v>UteArndt</v></c>',
        '<c r="{r}"><f>1+1</f></c>',
        '<c r="{r}"><f>1+1</f><v/></c>',
        '<c r="{r}" t="str"><f>""</f><v></v></c>',
        '<c r="{r}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="{r}"><f t="array" ref="C8">SUM(1,2)</f><v>3</v></c>',
    ]
    texts = ("UteArndt", "UteArndt", None, None, None, "#DIV/0!", "3")
    marks = {"no_result": {"remark": [4, 5]}, "error": {"remark": [7]}, "number": {"remark": [8]}}
    yield Case("patched/formulas.xlsx", of_cells(*cells), comes_out(remarks(*texts), marks=marks))


def _places() -> Iterator[Case]:
    absolute = patched(plain(), (RELATIONS, replaced('Target="', 'Target="/xl/')))
    yield Case("patched/absolute-targets.xlsx", absolute, comes_out(PLAIN))
    moved = patched(
        plain(),
        (RELATIONS, replaced("worksheets/sheet1.xml", "../tabellen/daten.xml")),
        (CONTENT_TYPES, replaced("/xl/worksheets/sheet1.xml", "/tabellen/daten.xml")),
        renamed={SHEET: "tabellen/daten.xml"},
    )
    yield Case("patched/sheet-in-another-folder.xlsx", moved, comes_out(PLAIN))
    second = patched(
        plain(),
        ("_rels/.rels", replaced("xl/workbook.xml", "xl/workbook2.xml")),
        (CONTENT_TYPES, replaced("/xl/workbook.xml", "/xl/workbook2.xml")),
        renamed={WORKBOOK: "xl/workbook2.xml", RELATIONS: "xl/_rels/workbook2.xml.rels"},
    )
    yield Case("patched/workbook-by-another-name.xlsx", second, comes_out(PLAIN))
    other = patched(
        plain(),
        (RELATIONS, replaced("sharedStrings.xml", "texte/geteilt.xml")),
        (CONTENT_TYPES, replaced("/xl/sharedStrings.xml", "/xl/texte/geteilt.xml")),
        renamed={STRINGS: "xl/texte/geteilt.xml"},
    )
    yield Case("patched/shared-texts-by-another-name.xlsx", other, comes_out(PLAIN))
    another_case = patched(plain(), renamed={STRINGS: "xl/SharedStrings.xml", SHEET: "xl/Worksheets/Sheet1.xml"})
    yield Case("patched/part-names-in-another-case.xlsx", another_case, comes_out(PLAIN))
    newer = "<extLst><ext><x15:workbookPr xmlns:x15='urn:newer' chartTrackingRefBase='1'/></ext></extLst></workbook>"
    extended = patched(_dated_1904(), (WORKBOOK, replaced("</workbook>", newer)))
    days = people((*UTE, "2027-02-01"), fields=("first_name", "last_name", "start_date"))
    expected = comes_out(days, marks={"date": {"start_date": [2]}}, date_system=1904)
    yield Case("patched/dates-1904-with-newer-properties.xlsx", extended, expected)
    macros = patched(
        plain(),
        (CONTENT_TYPES, replaced("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml")),
    )
    content = _with_part(macros, "xl/vbaProject.bin", b"\xcc\x61macros that nobody runs")
    yield Case("patched/macros.xlsm", content, comes_out(PLAIN, format="xlsm", macros=True))


def _dated_1904() -> bytes:
    def write(book: Any, sheet: Any) -> None:  # noqa: ANN401  # XlsxWriter has no types
        sheet.write_row(0, 0, ("Vorname", "Nachname", "Eintritt"))
        sheet.write_row(1, 0, UTE)
        sheet.write_datetime(1, 2, date(2027, 2, 1), book.add_format({"num_format": "yyyy-mm-dd"}))

    return xlsx(write, date_1904=True)


def _with_part(content: bytes, name: str, body: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return archive({**{part: given.read(part) for part in given.namelist()}, name: body})


def _archives() -> Iterator[Case]:
    with zipfile.ZipFile(io.BytesIO(plain())) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as new:
        for name, body in parts.items():
            new.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), body)
    yield Case("patched/parts-not-compressed.xlsx", stored.getvalue(), comes_out(PLAIN))
    yield Case("patched/parts-with-data-descriptors.xlsx", _streamed(parts), comes_out(PLAIN))
    reversed_ = archive(dict(reversed(parts.items())))
    yield Case("patched/parts-in-another-order.xlsx", reversed_, comes_out(PLAIN))
    folders = archive({"xl/": b"", "_rels/": b"", **parts})
    yield Case("patched/with-folders.xlsx", folders, comes_out(PLAIN))


def _streamed(parts: dict[str, bytes]) -> bytes:
    """As written into a pipe: sizes stand behind each part."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.written = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: Any, /) -> int:  # noqa: ANN401  # any buffer
            self.written += bytes(data)
            return len(bytes(data))

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in parts.items():
            info = zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, body)
    return bytes(pipe.written)


def _refusals() -> Iterator[Case]:
    good = plain()
    for share in (4, 2):
        yield Case(f"refused/cut-off-{share}.xlsx", good[: len(good) - len(good) // share], refused("corrupt_archive"))
    wrong_sum = bytearray(good)
    place = good.index(b"PK\x03\x04") + 30 + 60
    wrong_sum[place] ^= 0xFF
    yield Case("refused/wrong-checksum.xlsx", bytes(wrong_sum), refused("corrupt_archive"))
    locked = good.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00")
    locked = re.sub(b"(PK\x01\x02..\x14)\0\0\0", lambda found: found[1] + b"\0\1\0", locked, flags=re.DOTALL)
    yield Case("refused/archive-with-password.xlsx", locked, refused("password_protected"))
    no_sheet = patched(good, (RELATIONS, replaced("sheet1.xml", "sheet9.xml")))
    yield Case("refused/sheet-part-missing.xlsx", no_sheet, refused("corrupt_archive"))
    cut = patched(good, (SHEET, replaced("</sheetData>", "")))
    yield Case("refused/sheet-no-xml.xlsx", cut, refused("unreadable"))
    text = patched(good, (STRINGS, replaced("<sst", "<!DOCTYPE sst><sst")))
    yield Case("refused/document-type.xlsx", text, refused("malicious_content"))
    far = patched(good, (SHEET, replaced('r="C3"', 'r="XFD3"')))
    yield Case("refused/cell-far-right.xlsx", far, refused("too_many_columns"))
    low = patched(good, (SHEET, lambda body: re.sub(rb'r="([A-C]?)3"', rb'r="\g<1>1048576"', body)))
    yield Case("refused/cell-far-below.xlsx", low, refused("too_many_rows"))
    long = patched(good, (STRINGS, replaced("<t>b</t>", f"<t>{'lang' * 8192}</t>")))
    yield Case("refused/cell-too-long.xlsx", long, refused("cell_too_long", row=3, column="C"))
    parts = {"docProps/app.xml": "<Properties/>", "word/document.xml": "<document/>", CONTENT_TYPES: "<Types/>"}
    yield Case("refused/letter-named.xlsx", archive(parts), refused("not_a_spreadsheet"))
    yield Case("refused/archive-of-files.zip", archive({"liste.csv": "Vorname;Nachname"}), refused("not_a_spreadsheet"))
    yield Case("refused/archive-of-nothing.zip", archive({}), refused("not_a_spreadsheet"))
    numbers = archive({"Index/Document.iwa": b"\0", "Index/Tables/DataList.iwa": b"\0"})
    yield Case("refused/apple.numbers", numbers, refused("unsupported_format"))
    yield Case(
        "refused/excel-4.xls",
        b"\x09\x04\x06\x00\x00\x00\x10\x00" + struct.pack("<HHHHH", 4, 11, 0, 0, 0),
        refused("too_old_format"),
    )
    for name, code in (("password-protected.xlsx", "password_protected"), ("very-old.xls", "too_old_format")):
        yield Case(f"refused/{name}", (SAMPLES / name).read_bytes(), refused(code))

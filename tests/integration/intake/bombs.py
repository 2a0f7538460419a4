"""Files made to overload, to mislead or to reach out, and by which refusals they may end. None is kept on disk."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import xlsxwriter

from trunkload.intake.refusal import RefusalCode

SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
WORKBOOK, RELATIONS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
MEGABYTE: Final = 1 << 20
FAR_DOWN: Final = b'<row r="9999"><c r="A9999" t="s"><v>0</v></c><c r="B9999" t="s"><v>0</v></c></row>'

HARMLESS: Final = frozenset(
    {
        RefusalCode.TOO_LARGE,
        RefusalCode.TOO_MANY_ROWS,
        RefusalCode.TOO_MANY_COLUMNS,
        RefusalCode.CELL_TOO_LONG,
        RefusalCode.MALICIOUS_CONTENT,
        RefusalCode.CORRUPT_ARCHIVE,
        RefusalCode.UNREADABLE,
    }
)
MALICIOUS: Final = frozenset({RefusalCode.MALICIOUS_CONTENT})
DAMAGED: Final = frozenset({RefusalCode.UNREADABLE, RefusalCode.CORRUPT_ARCHIVE, RefusalCode.MALICIOUS_CONTENT})
TOO_LARGE: Final = frozenset({RefusalCode.TOO_LARGE})
NO_BOOK: Final = frozenset({RefusalCode.NOT_A_SPREADSHEET})
NO_STAFF: Final = frozenset({RefusalCode.EMPTY_FILE, RefusalCode.HEADER_NOT_FOUND, RefusalCode.NO_ROWS})

Change = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Bomb:
    """`codes`: the refusals that are right for it; `reads`: it may also be read, as the two people of `good()`."""

    name: str
    content: bytes = field(repr=False)
    codes: frozenset[RefusalCode] = HARMLESS
    reads: bool = False


def good() -> bytes:
    """Two people, one day that only its format makes a day, a comment and a picture's drawing."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Mitarbeiter")
        sheet.write_row(0, 0, ("Vorname", "Nachname", "Eintritt"))
        sheet.write_row(1, 0, ("Ute", "Arndt"))
        sheet.write_row(2, 0, ("Bodo", "Brandt", "später"))
        sheet.write_datetime(1, 2, date(2027, 2, 1), book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_comment("A1", "Kommentar")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Mitarbeiter!$C$2:$C$3"})
        sheet.insert_chart("E5", chart)
    return made.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, body in parts.items():
            archive.writestr(zipfile.ZipInfo(name), body, method)
    return made.getvalue()


def changed(part: str, change: Change) -> bytes:
    """The good workbook with one part changed."""
    parts = parts_of(good())
    return zipped({**parts, part: change(parts[part])})


def put(part: str, old: str, new: str) -> bytes:
    """The good workbook with one text changed, which has to stand there."""
    parts = parts_of(good())
    if old.encode() not in parts[part]:
        raise ValueError(f"{old} does not stand in {part}")
    return zipped({**parts, part: parts[part].replace(old.encode(), new.encode(), 1)})


def with_part(name: str, body: bytes) -> bytes:
    return zipped({**parts_of(good()), name: body})


def archives(outside: str) -> Iterator[Bomb]:
    """`outside`: the path of a folder in which nothing may be written."""
    yield Bomb("ratio", changed(STRINGS, lambda body: body.replace(b"</sst>", b" " * 6 * MEGABYTE + b"</sst>")))
    yield Bomb("unneeded part of great ratio", with_part("xl/media/image1.bin", bytes(6 * MEGABYTE)))
    yield Bomb("directory says less", lying(put(SHEET, "<sheetData>", "<sheetData>" + " " * 99_999), 100), DAMAGED)
    yield Bomb("directory says more", lying(good(), 3 << 30))
    yield Bomb("ten thousand and one parts", zipped(parts_of(good()) | {f"x/{at}.bin": b"" for at in range(10_001)}))
    yield Bomb("names equal but for case", with_part("XL/Worksheets/Sheet1.xml", b"<worksheet/>"), MALICIOUS)
    yield Bomb("one name twice", twice(), MALICIOUS)
    for name in ("../outside.txt", "xl/../../outside.txt", "..\\outside.txt", f"{outside}/outside.txt", "C:\\x.txt"):
        yield Bomb(f"part called {name}", with_part(name, b"outside"), MALICIOUS)
    yield Bomb("name with NUL", good().replace(b"docProps/app.xml", b"docProps/\0pp.xml"), HARMLESS, reads=True)
    overlapping = overlapped()
    yield Bomb("parts that overlap", overlapping)
    inner = zipped({"bomb.xml": bytes(6 * MEGABYTE)})
    yield Bomb("archive in the archive", with_part("xl/embeddings/archive.zip", inner), HARMLESS, reads=True)
    workbook_inside = zipped({"staff.xlsx": good()})
    yield Bomb("workbook in an archive", workbook_inside, NO_BOOK)
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield Bomb(f"compression {method}", zipped(parts_of(good()), method), DAMAGED)
    yield Bomb("text behind the archive", good() + b"x" * 70_000, HARMLESS, reads=True)
    without = frozenset({RefusalCode.UNKNOWN_ENCODING}) | NO_BOOK | HARMLESS
    yield Bomb("text before the archive", b"MZ" + bytes(100) + good(), without)
    yield Bomb("two archives", good() + good(), HARMLESS, reads=True)


def lying(content: bytes, size: int) -> bytes:
    """Directory and part say that the worksheet is unpacked so long."""
    patched = bytearray(content)
    name = SHEET.encode()
    for mark, at_size, at_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        place = content.find(mark)
        while place >= 0:
            if content[place + at_name : place + at_name + len(name)] == name:
                struct.pack_into("<I", patched, place + at_size, size)
            place = content.find(mark, place + 4)
    return bytes(patched)


def twice() -> bytes:
    """The directory names another part as it names the worksheet."""
    parts = parts_of(good())
    other = SHEET.replace("sheet1", "sheeT1")
    return zipped({**parts, other: b"<worksheet/>"}).replace(other.encode(), SHEET.encode())


def overlapped() -> bytes:
    """A directory of two thousand parts that are all the same hundred kilobytes of the file."""
    body = zipped({"x/0000.xml": b"<x/>" + b" " * 100_000, **parts_of(good())})
    end = body.rfind(b"PK\x05\x06")
    start = struct.unpack_from("<I", body, end + 16)[0]
    first = body[start : start + 46 + 10]
    more = b"".join(first.replace(b"x/0000.xml", f"x/{at:04}.xml".encode()) for at in range(1, 2000))
    directory = more + body[start:end]
    count = struct.unpack_from("<H", body, end + 10)[0] + 1999
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), start, 0)
    return body[:start] + directory + tail


def document_types(port: int) -> Iterator[Bomb]:
    """In every kind of part, in two encodings, with every kind of entity."""
    parts = parts_of(good())
    for part in parts:
        yield Bomb(
            f"document type in {part}", changed(part, lambda body: after_declaration(body, "<!DOCTYPE x>")), MALICIOUS
        )
    for part in ("customXml/item1.xml", "xl/media/image1.svg", "docProps/custom.xml"):
        yield Bomb(f"document type in another part {part}", with_part(part, b"<!DOCTYPE x><x/>"), MALICIOUS)
    yield Bomb("document type in no markup", with_part("xl/any.bin", b"<!DOCTYPE x><x/>"), MALICIOUS, reads=True)
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        for part in (SHEET, "docProps/app.xml"):
            yield Bomb(f"document type in {encoding} {part}", changed(part, in_encoding(encoding)), DAMAGED)
    entities = {
        "laughs": "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10)),
        "quadratic": f'<!ENTITY e9 "{"x" * 100_000}">',
        "outside file": '<!ENTITY e9 SYSTEM "file:///etc/hostname">',
        "outside host": f'<!ENTITY e9 SYSTEM "http://127.0.0.1:{port}/e">',
        "parameter": f'<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/p"> %p;',
    }
    for name, told in entities.items():
        subset = f'<!DOCTYPE sst [<!ENTITY e0 "x">{told}]>'
        body = after_declaration(parts[STRINGS], subset).replace(b"Ute", b"&e9;" * 100)
        yield Bomb(f"entities: {name}", zipped({**parts, STRINGS: body}), MALICIOUS)
    outer = f'<!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/x.dtd">'
    yield Bomb("document type of another host", changed(SHEET, lambda body: after_declaration(body, outer)), MALICIOUS)


def after_declaration(body: bytes, text: str) -> bytes:
    place = body.find(b"?>") + 2 if body.startswith(b"<?xml") else 0
    return body[:place] + text.encode() + body[place:]


def in_encoding(encoding: str) -> Change:
    def change(body: bytes) -> bytes:
        text = after_declaration(body, "<!DOCTYPE x>").decode().replace("UTF-8", "UTF-16")
        return text.encode(encoding)

    return change


def markup() -> Iterator[Bomb]:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    yield Bomb("elements in elements", put(SHEET, "</sheetData>", f"</sheetData>{deep}"), HARMLESS, reads=True)
    yield Bomb("elements never closed", put(SHEET, "</sheetData>", "<a>" * 100_000), DAMAGED)
    long = f'<sheetData x="{"x" * 3 * MEGABYTE}">'
    yield Bomb("long attribute", put(SHEET, "<sheetData>", long), HARMLESS, reads=True)
    many = " ".join(f'a{at}="x"' for at in range(50_000))
    yield Bomb("many attributes", put(SHEET, "<sheetData>", f"<sheetData {many}>"), HARMLESS, reads=True)
    yield Bomb("long name", put(SHEET, "</sheetData>", f"</sheetData><{'x' * MEGABYTE}/>"), HARMLESS, reads=True)
    yield Bomb("long comment", put(SHEET, "<sheetData>", f"<!--{'x' * MEGABYTE}--><sheetData>"), HARMLESS, reads=True)
    yield Bomb("NUL in the sheet", put(SHEET, "</sheetData>", "\0</sheetData>"), DAMAGED)
    yield Bomb("NUL in a text", put(STRINGS, "Ute", "U\0e"), DAMAGED)
    yield Bomb("reference to NUL", put(STRINGS, "Ute", "&#0;"), DAMAGED)
    yield Bomb("reference to no character", put(STRINGS, "Ute", "&#xD800;&#x110000;"), DAMAGED)
    yield Bomb("unknown entity", put(STRINGS, "Ute", "&nbsp;"), DAMAGED)
    yield Bomb("unknown encoding", put(SHEET, 'encoding="UTF-8"', 'encoding="KOI8-X"'), DAMAGED)
    yield Bomb("no UTF-8", changed(STRINGS, lambda body: body.replace(b"Ute", b"U\xff\xfe")), DAMAGED)
    yield Bomb("two roots", put(SHEET, "</worksheet>", "</worksheet><worksheet/>"), DAMAGED)
    yield Bomb("another root", changed(SHEET, lambda _: b"<html/>"), DAMAGED | NO_STAFF)
    yield Bomb("no text at all", changed(SHEET, lambda _: b""), DAMAGED)


def cells() -> Iterator[Bomb]:
    for place in ("QQQ123456", "XFD1048576", "XFE1", "A1048577", "ZZZZZZZZZZ1", "A99999999999999999999", "IW3"):
        yield Bomb(f"cell at {place}", put(SHEET, 'r="C3"', f'r="{place}"'))
    for place in ("A0", "1A", "A", "3", "A-1", "Ä3", "A1B2", "A3 ", "", "A٣"):
        yield Bomb(f"cell at no place: {place!r}", put(SHEET, 'r="C3"', f'r="{place}"'), DAMAGED)
    for row in ("0", "-1", "1048577", "99999999999999999999", "x", "", "1.5", "٣"):
        yield Bomb(f"row {row!r}", put(SHEET, '<row r="3"', f'<row r="{row}"'), HARMLESS, reads=True)
    yield Bomb("row twice", put(SHEET, '<row r="3"', '<row r="2"'), HARMLESS, reads=True)
    yield Bomb("cell twice", put(SHEET, 'r="C3"', 'r="B3"'))
    everywhere = '<cols><col min="1" max="1048576" width="9"/></cols><sheetData>'
    yield Bomb("a million columns wide", put(SHEET, "<sheetData>", everywhere), HARMLESS, reads=True)
    hidden = '<cols><col min="4" max="2147483647" width="9" hidden="1"/></cols><sheetData>'
    yield Bomb("two thousand million hidden columns", put(SHEET, "<sheetData>", hidden), HARMLESS, reads=True)
    columns = "".join(f'<col min="{at}" max="16384" hidden="0"/>' for at in range(1, 16_000))
    yield Bomb("sixteen thousand columns", put(SHEET, "<sheetData>", f"<cols>{columns}</cols><sheetData>"), reads=True)
    for area in ("D2:D1048576", "D1:XFD1048576", "A5:XFD1048576", "A4:C999999999"):
        merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
        yield Bomb(f"merged {area}", put(SHEET, "</sheetData>", merged), HARMLESS, reads=True)
    areas = "".join(f'<mergeCell ref="A{at}:XFD{at}"/>' for at in range(10, 50_000))
    yield Bomb(
        "fifty thousand merged areas",
        put(SHEET, "</sheetData>", f"</sheetData><mergeCells>{areas}</mergeCells>"),
        reads=True,
    )
    areas = '<mergeCell ref="D4:IV9999"/>' * 2_000
    yield Bomb(
        "one area merged often", put(SHEET, "</sheetData>", f"</sheetData><mergeCells>{areas}</mergeCells>"), reads=True
    )
    over_each_other = "".join(f'<mergeCell ref="A1:A{at}"/>' for at in range(9_999, 8_999, -1))
    parts = parts_of(put(SHEET, "</sheetData>", f"</sheetData><mergeCells>{over_each_other}</mergeCells>"))
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", FAR_DOWN + b"</sheetData>")
    yield Bomb("a thousand areas over each other", zipped(parts), TOO_LARGE)
    nothing = "".join(f'<row r="{at}" hidden="1"/>' for at in range(4, 200_000))
    yield Bomb("two hundred thousand hidden rows", put(SHEET, "</sheetData>", f"{nothing}</sheetData>"), reads=True)
    yield from values()
    yield from shared_texts()
    yield from formats()


def values() -> Iterator[Bomb]:
    for value in ("1e400", "-1e400", "nan", "inf", "0x10", "1_000", "٣", "1,5", "--1", "9" * 5_000, "1e-400"):
        body = put(SHEET, "<v>46419</v>", f"<v>{value}</v>")
        yield Bomb(f"number {value[:9]}", body, HARMLESS, reads=True)
    for kind, value in (
        ("d", "2027-13-45"),
        ("d", "99999-01-01"),
        ("d", ""),
        ("b", "vielleicht"),
        ("zzz", "1"),
        ("e", ""),
    ):
        body = put(SHEET, ' s="1"><v>46419</v>', f' s="1" t="{kind}"><v>{value}</v>')
        yield Bomb(f"value {kind} {value}", body, HARMLESS, reads=True)


def shared_texts() -> Iterator[Bomb]:
    for index in ("99", "-1", "4294967296", "18446744073709551616", "1.5", "x", "0x0", "٠"):
        yield Bomb(f"shared text number {index}", put(SHEET, "<v>4</v>", f"<v>{index}</v>"), DAMAGED)
    yield Bomb("count that lies", put(STRINGS, 'count="', 'count="4294967295" x="'), reads=True)
    yield Bomb("unique count that lies", put(STRINGS, 'uniqueCount="', 'uniqueCount="4294967295" x="'), reads=True)
    yield Bomb("shared texts missing", zipped({k: v for k, v in parts_of(good()).items() if k != STRINGS}), DAMAGED)
    parts = parts_of(good())
    parts[STRINGS] = parts[STRINGS].replace(b"Bodo", b"x" * 32_767)
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" t="s"><v>5</v></c>' for letter in "ABC") + "</row>"
        for row in range(4, 4_000)
    )
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", f"{rows}</sheetData>".encode())
    yield Bomb("one text twelve thousand times", zipped(parts), frozenset({RefusalCode.TOO_LARGE, *MALICIOUS}))


def formats() -> Iterator[Bomb]:
    """Of a number format nothing may grow, neither the time nor the text."""
    longs = {
        "quotes": "&quot;" * 30_001,
        "brackets": "[" * 30_000,
        "backslashes": "\\" * 30_001,
        "digits": "0" * 100_000,
        "sections": ";" * 30_000,
        "letters": "ymdhs" * 6_000,
        "stars": "*_" * 15_000,
    }
    for name, code in longs.items():
        yield Bomb(f"format of {name}", put(STYLES, "dd.mm.yyyy", code), HARMLESS, reads=True)
    styles = "<xf/>" * 200_000
    yield Bomb("many styles", put(STYLES, "</cellXfs>", f"{styles}</cellXfs>"), HARMLESS, reads=True)
    for style in ("-1", "99", "4294967296", "x"):
        yield Bomb(f"style {style}", put(SHEET, 's="1"', f's="{style}"'), HARMLESS, reads=True)


def _deep_sheets(parts: Mapping[str, bytes], sheet: str, relation: str) -> dict[str, bytes]:
    """A hundred worksheets, each a part of its own with few cells far apart."""
    numbers = range(2, 101)
    named = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rIdS{at}"/>' for at in numbers)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    targets = "".join(f'<Relationship Id="rIdS{at}" Type="{kind}" Target="worksheets/s{at}.xml"/>' for at in numbers)
    deep = parts[SHEET].replace(b"</sheetData>", FAR_DOWN + b"</sheetData>")
    return {
        **parts,
        WORKBOOK: parts[WORKBOOK].replace(sheet.encode(), f"{sheet}{named}".encode()),
        RELATIONS: relation.replace("</Relationships>", f"{targets}</Relationships>").encode(),
        **{f"xl/worksheets/s{at}.xml": deep for at in numbers},
    }


def packages(port: int) -> Iterator[Bomb]:
    host = f"http://127.0.0.1:{port}"
    parts = parts_of(good())
    relation = parts[RELATIONS].decode()
    sheet = '<sheet name="Mitarbeiter" sheetId="1" r:id="rId1"/>'
    many = "".join(f'<sheet name="S{at}" sheetId="{at + 1}" r:id="rId1"/>' for at in range(100_000))
    yield Bomb("a hundred thousand sheets", put(WORKBOOK, sheet, many), HARMLESS | {RefusalCode.DUPLICATE_HEADER})
    yield Bomb("a hundred sheets that reach far down", zipped(_deep_sheets(parts, sheet, relation)), TOO_LARGE)
    yield Bomb(
        "two sheets of one name", put(WORKBOOK, sheet, sheet * 2), HARMLESS | {RefusalCode.DUPLICATE_HEADER}, reads=True
    )
    yield Bomb("no sheet", put(WORKBOOK, sheet, ""), DAMAGED | NO_STAFF)
    yield Bomb("sheet of no relation", put(WORKBOOK, "rId1", "rId77"), DAMAGED | NO_STAFF)
    yield Bomb("sheet with a long name", put(WORKBOOK, "Mitarbeiter", "x" * MEGABYTE), HARMLESS, reads=True)
    for target in (
        "workbook.xml",
        "_rels/workbook.xml.rels",
        "sharedStrings.xml",
        "",
        "/",
        "..",
        "../" * 3_000,
        "worksheets/",
    ):
        body = relation.replace("worksheets/sheet1.xml", target).encode()
        yield Bomb(f"sheet is {target[:30]!r}", zipped({**parts, RELATIONS: body}), DAMAGED | NO_STAFF)
    outside = relation.replace('Target="worksheets/sheet1.xml"', f'Target="{host}/sheet1.xml" TargetMode="External"')
    yield Bomb("sheet on another host", zipped({**parts, RELATIONS: outside.encode()}), DAMAGED | NO_STAFF)
    outside = relation.replace("worksheets/sheet1.xml", "file:///etc/hostname")
    yield Bomb("sheet is a file of this machine", zipped({**parts, RELATIONS: outside.encode()}), DAMAGED | NO_STAFF)
    itself = '<Relationship Id="rId1" Type="x/officeDocument" Target="_rels/.rels"/></Relationships>'
    yield Bomb(
        "relations of themselves", put("_rels/.rels", "</Relationships>", itself), HARMLESS | NO_BOOK, reads=True
    )
    for lie in ("image/png", "application/x-msdownload", ""):
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        yield Bomb(f"content type {lie!r}", put(TYPES, kind, lie), DAMAGED, reads=True)
    yield Bomb("no content types", zipped({k: v for k, v in parts.items() if k != TYPES}), DAMAGED, reads=True)
    yield Bomb("no styles", zipped({k: v for k, v in parts.items() if k != STYLES}), DAMAGED)
    yield from reaching_out(host, parts)


def reaching_out(host: str, parts: Mapping[str, bytes]) -> Iterator[Bomb]:
    """Links, pictures, formulas and style sheets of another host: read past, and never called."""
    kinds = ("hyperlink", "image", "externalLinkPath", "oleObject", "attachedTemplate", "frame")
    links = "".join(
        f'<Relationship Id="x{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{host}/{kind}" TargetMode="External"/>'
        for at, kind in enumerate(kinds)
    )
    for part in (RELATIONS, "_rels/.rels", "xl/worksheets/_rels/sheet1.xml.rels"):
        body = parts[part].replace(b"</Relationships>", f"{links}</Relationships>".encode())
        yield Bomb(f"links to another host in {part}", zipped({**parts, part: body}), HARMLESS, reads=True)
    style = f'<?xml-stylesheet href="{host}/style.xsl" type="text/xsl"?>'
    yield Bomb("style sheet of another host", changed(SHEET, lambda body: after_declaration(body, style)), reads=True)
    schema = f'<worksheet xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x {host}/x.xsd" '
    yield Bomb("schema of another host", put(SHEET, "<worksheet ", schema), reads=True)
    called = f'<f>WEBSERVICE("{host}/formula")</f><v>'.replace('"', "&quot;")
    yield Bomb("formula that calls", put(SHEET, 's="1"><v>', f's="1">{called}'), reads=True)
    command = "<f>cmd|'/C calc'!A0</f><v>"
    yield Bomb("formula that starts a program", put(SHEET, 's="1"><v>', f's="1">{command}'), reads=True)
    included = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{host}/include.xml"/></sheetData>'
    yield Bomb("part to be included", put(SHEET, "</sheetData>", included), HARMLESS, reads=True)


OPEN_DOCUMENT: Final = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
)


def open_documents() -> Iterator[Bomb]:
    def sheet(row: str) -> bytes:
        header = "".join(
            f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in ("Vorname", "Nachname")
        )
        rows = f"<table:table-row>{header}</table:table-row>{row}"
        table = f'<table:table table:name="T">{rows}</table:table>'
        body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        content = f"<office:document-content {OPEN_DOCUMENT}>{body}</office:document-content>"
        return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})

    cell = "<table:table-cell {0}><text:p>x</text:p></table:table-cell>"
    for often in ("2147483647", "99999999999999999999"):
        rows = f'<table:table-row table:number-rows-repeated="{often}">{cell * 2}</table:table-row>'
        yield Bomb(f"row repeated {often}", sheet(rows.replace("{0}", "")))
        wide = cell.replace("{0}", f'table:number-columns-repeated="{often}"')
        yield Bomb(f"cell repeated {often}", sheet(f"<table:table-row>{wide}</table:table-row>"))
    for often in ("-1", "0", "x", "1.5"):
        rows = f'<table:table-row table:number-rows-repeated="{often}">{cell * 2}</table:table-row>'
        yield Bomb(f"row repeated {often}", sheet(rows.replace("{0}", "")), DAMAGED | NO_STAFF)
    blanks = '<table:table-cell><text:p>x<text:s text:c="2000000000"/>x</text:p></table:table-cell>'
    yield Bomb("two thousand million blanks", sheet(f"<table:table-row>{blanks * 2}</table:table-row>"))
    spanned = cell.replace("{0}", 'table:number-rows-spanned="2147483647" table:number-columns-spanned="2147483647"')
    yield Bomb("area without end", sheet(f"<table:table-row>{spanned * 2}</table:table-row>"), HARMLESS, reads=True)
    deep = "<table:table-row-group>" * 50_000 + "</table:table-row-group>" * 50_000
    yield Bomb("groups in groups", sheet(deep), HARMLESS | NO_STAFF)


def text_files() -> Iterator[Bomb]:
    head = b"Vorname;Nachname\n"
    yield Bomb("one long line", b"x" * 3 * MEGABYTE, HARMLESS | NO_STAFF)
    yield Bomb("delimiters only", b";" * 3 * MEGABYTE, HARMLESS | NO_STAFF)
    yield Bomb("quotes only", b'"' * 3 * MEGABYTE, HARMLESS | NO_STAFF)
    yield Bomb("an odd quote only", b'"' * (3 * MEGABYTE + 1), HARMLESS | NO_STAFF)
    yield Bomb("line ends only", b"\r\n" * MEGABYTE, HARMLESS | NO_STAFF)
    yield Bomb("open quote of three megabytes", head + b'Ute;"' + b"Arndt\n" * 500_000)
    yield Bomb("cell of forty thousand characters", head + b"Ute;" + b"x" * 40_000 + b"\n")
    yield Bomb("row of three hundred thousand cells", head + b"Ute;Arndt" + b";x" * 300_000 + b"\n")
    yield Bomb("more rows than allowed", head + b"Ute;Arndt\n" * 10_001)
    yield Bomb("separator told in vain", b"sep=;" * 100_000, HARMLESS | NO_STAFF)
    text = "Vorname;Nachname\nUte;Arndt\n".encode("utf-16-le")
    lone = frozenset({RefusalCode.UNKNOWN_ENCODING})
    yield Bomb("half of a pair", b"\xff\xfe" + text + b"\x00\xd8\n\x00", lone)
    yield Bomb("surrogate in UTF-8", b"\xef\xbb\xbf" + head + b"Ute;\xed\xa0\x80\n", lone)


GROUPS: Final[Mapping[str, Callable[[int, str], Iterator[Bomb]]]] = {
    "archives": lambda _, outside: archives(outside),
    "document types": lambda port, _: document_types(port),
    "markup": lambda _, __: markup(),
    "cells": lambda _, __: cells(),
    "packages": lambda port, _: packages(port),
    "open documents": lambda _, __: open_documents(),
    "text files": lambda _, __: text_files(),
}
"""Of each group its bombs; `port` is one of this machine where nobody may call, `outside` a folder that must not be."""

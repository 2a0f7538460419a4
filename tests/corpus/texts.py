"""Knows the text files of the corpus: every delimiter, encoding and line end, and what programs make of them."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from tests.corpus.case import BODO, HEADER, UTE, Case, Expected, Rows, comes_out, people, refused

DELIMITERS: Final = {"semicolon": ";", "comma": ",", "tab": "\t", "pipe": "|"}
ENDS: Final = {"crlf": "\r\n", "lf": "\n", "cr": "\r"}
MARKED: Final = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
TOLD: Final = {"cp1252": "windows-1252", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
"""What the receipt calls an encoding, where Python calls it otherwise."""

TYPED: Final = (
    ("Jürgen", "Müller-Lüdenscheidt", "007"),
    ("Zoë", "Groß; Klein, kurz | lang\tweit", '5" Rohr'),
    ("Ute", "O'Neill", "+49 152 28817386"),
    ("Änne", "Null", "NA"),
    ("Bodo", "None", "erste Zeile\nzweite Zeile"),
)


def text_cases() -> Iterator[Case]:
    yield from _matrix()
    yield from _line_ends()
    yield from _dialects()
    yield from _quotes()
    yield from _shapes()
    yield from _encodings()
    yield from _programs()
    yield from _refusals()


def in_text(rows: Rows, delimiter: str = ";", encoding: str = "utf-8", **more: object) -> Expected:
    format_ = "tsv" if delimiter == "\t" else "csv"
    facts = {"format": format_, "delimiter": delimiter, "encoding": encoding, "sheet": None, "date_system": None}
    return comes_out(rows, **(facts | more))


def written(rows: Sequence[Sequence[str]], **dialect: object) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, **dialect).writerows(rows)  # type: ignore[arg-type]  # the stubs name each parameter
    return stream.getvalue()


def encoded(text: str, encoding: str) -> bytes:
    return MARKED.get(encoding, b"") + text.encode(encoding)


def _matrix() -> Iterator[Case]:
    for of_delimiter, delimiter in DELIMITERS.items():
        for encoding in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"):
            for of_end, end in ENDS.items():
                quoting = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL  # else a lone \n would stand unquoted
                text = written([HEADER, *TYPED], delimiter=delimiter, lineterminator=end, quoting=quoting)
                name = f"csv-matrix/{of_delimiter}-{encoding}-{of_end}.csv"
                expected = in_text(people(*TYPED), delimiter, TOLD.get(encoding, encoding))
                yield Case(name, encoded(text, encoding), expected)


def _line_ends() -> Iterator[Case]:
    mixed = "Vorname;Nachname;Bemerkung\r\nUte;Arndt;a\nBodo;Brandt;b\rCarl;Conrad;c\r\n"
    rows = people((*UTE, "a"), (*BODO, "b"), ("Carl", "Conrad", "c"))
    yield Case("csv/mixed-line-ends.csv", mixed.encode(), in_text(rows))
    yield Case("csv/no-last-line-end.csv", mixed.rstrip().encode(), in_text(rows))
    blank = "\n\nVorname;Nachname;Bemerkung\n\nUte;Arndt;a\n;;\n  ; ;\nBodo;Brandt;b\n\n\n"
    expected = in_text({5: rows[2], 8: rows[3]}, header_row=3, skipped={"blank": [4, 6, 7]})
    yield Case("csv/blank-lines.csv", blank.encode(), expected)
    breaks = 'Vorname;"E-Mail\n(dienstlich)";"Nach-\r\nname"\nUte;ute@example.org;"Arndt\r\n\r\nB"\nBodo;;Brandt\n'
    expected = in_text(
        {
            2: {"first_name": "Ute", "email": "ute@example.org", "last_name": "Arndt\r\n\r\nB"},
            3: {"first_name": "Bodo", "last_name": "Brandt"},
        },
        columns=[
            ["A", "Vorname", "first_name", "synonym"],
            ["B", "E-Mail (dienstlich)", "email", "synonym"],
            ["C", "Nach- name", "last_name", "synonym"],
        ],
    )
    yield Case("csv/line-breaks-in-header.csv", breaks.encode(), expected)


def _dialects() -> Iterator[Case]:
    """Python's own dialects, and each way of quoting."""
    rows = [HEADER, *TYPED]
    for name, delimiter in (("excel", ","), ("excel-tab", "\t"), ("unix", ",")):
        text = written(rows, dialect=name)
        yield Case(f"csv/python-{name}.csv", text.encode(), in_text(people(*TYPED), delimiter))
    for name, quoting in (("all", csv.QUOTE_ALL), ("nonnumeric", csv.QUOTE_NONNUMERIC), ("minimal", csv.QUOTE_MINIMAL)):
        text = written(rows, delimiter=";", quoting=quoting)
        yield Case(f"csv/python-quote-{name}.csv", text.encode(), in_text(people(*TYPED)))
    plain = [(*UTE, "a"), (*BODO, "'+49 152 28817386")]
    text = written([HEADER, *plain], delimiter="|", quoting=csv.QUOTE_NONE)
    yield Case("csv/python-quote-none.csv", text.encode(), in_text(people(*plain), "|"))


def _quotes() -> Iterator[Case]:
    middle = 'Vorname;Nachname;Bemerkung\nUte;Arndt;5" Rohr\nBodo "Bo";Brandt;3"\n'
    rows = people((*UTE, '5" Rohr'), ('Bodo "Bo"', "Brandt", '3"'))
    yield Case("csv/quote-in-the-middle.csv", middle.encode(), in_text(rows))
    blanks = 'Vorname;Nachname;Bemerkung\nUte;Arndt; "a"\n'
    yield Case("csv/quote-after-a-blank.csv", blanks.encode(), in_text(people((*UTE, ' "a"'))))
    empty = 'Vorname;Nachname;Bemerkung\nUte;Arndt;""\n"Bodo";"Brandt";""""\n'
    rows = people((*UTE, None), (*BODO, '"'))
    yield Case("csv/empty-quotes.csv", empty.encode(), in_text(rows))
    after = 'Vorname;Nachname;Bemerkung\nUte;Arndt;a\n"Bodo"x;Brandt;b\n'
    yield Case("csv/text-after-a-closing-quote.csv", after.encode(), refused("unreadable", row=3))
    opened = 'Vorname;Nachname;Bemerkung\nUte;Arndt;a\nBodo;Brandt;"b\nCarl;Conrad;c\n'
    yield Case("csv/open-quote.csv", opened.encode(), refused("unreadable", row=3))
    first = '"Vorname;Nachname;Bemerkung\nUte;Arndt;a\n'
    yield Case("csv/open-quote-in-the-header.csv", first.encode(), refused("unreadable", row=1))


def _shapes() -> Iterator[Case]:
    told = "sep=;\r\nVorname;Nachname;Bemerkung\r\nUte;Arndt;a,b,c,d,e\r\n"
    rows = people((*UTE, "a,b,c,d,e"))
    yield Case("csv/told-separator.csv", told.encode(), in_text(rows))
    yield Case("csv/told-separator-with-mark.csv", told.encode("utf-8-sig"), in_text(rows, encoding="utf-8-sig"))
    yield Case("csv/told-separator-in-capitals.csv", told.replace("sep", "SEP", 1).encode(), in_text(rows))
    yield Case("csv/told-separator-cr.csv", told.replace("\r\n", "\r").encode(), in_text(rows))
    trailing = "Vorname;Nachname;Bemerkung;\r\nUte;Arndt;a;\r\nBodo;Brandt;b;;;;\r\n"
    letters = [["A", "Vorname", "first_name", "synonym"], ["B", "Nachname", "last_name", "synonym"]]
    rows = people((*UTE, "a"), (*BODO, "b"))
    expected = in_text(rows, columns=[*letters, ["C", "Bemerkung", "remark", "synonym"]])
    yield Case("csv/trailing-delimiters.csv", trailing.encode(), expected)
    short = "Vorname;Nachname;Bemerkung\nUte;Arndt\nBodo;Brandt;b\nCarl\n"
    rows = people((*UTE, None), (*BODO, "b"), ("Carl", None, None))
    yield Case("csv/short-rows.csv", short.encode(), in_text(rows))
    ragged = "Vorname;Nachname;Bemerkung\nUte;Arndt;a\nBodo;Brandt;b;c\nCarl;Conrad;;;d\n"
    yield Case("csv/ragged.csv", ragged.encode(), refused("row_ragged", row=3, column="D"))
    comma = "Vorname;Nachname;Bemerkung\nUte;Arndt;1,5\nBodo;Brandt;2,5\nCarl;Conrad;a, b, c\n"
    rows = people((*UTE, "1,5"), (*BODO, "2,5"), ("Carl", "Conrad", "a, b, c"))
    yield Case("csv/decimal-commas.csv", comma.encode(), in_text(rows))
    titled = "Neueinstellungen, Stand 1. Oktober; vertraulich\n\nNachname;Vorname\nArndt;Ute\nAnzahl: 1\n"
    rows = {4: {"first_name": "Ute", "last_name": "Arndt"}}
    expected = in_text(rows, header_row=3, skipped={"footer": [5]})
    yield Case("csv/title-and-footer.csv", titled.encode(), expected)
    names = "vorname,NACHNAME *,E-Mail (Pflicht),Geburtsort\nUte,Arndt,ute@example.org,Bonn\n"
    rows = {2: {"first_name": "Ute", "last_name": "Arndt", "email": "ute@example.org"}}
    columns = [
        ["A", "vorname", "first_name", "synonym"],
        ["B", "NACHNAME *", "last_name", "synonym"],
        ["C", "E-Mail (Pflicht)", "email", "synonym"],
        ["D", "Geburtsort", None, "unknown"],
    ]
    yield Case("csv/capitals-and-marks.csv", names.encode(), in_text(rows, ",", columns=columns))
    words = ("NA", "N/A", "null", "NULL", "None", "nan", "NaN", "-", "#N/A", "TRUE", "1", "1.0", "01", "1e5")
    rows = people(*(("Ute", f"Arndt{place}", word) for place, word in enumerate(words)))
    text = written([HEADER, *([row[name] for name in row] for row in rows.values())], delimiter=";")
    yield Case("csv/words-of-nothing.csv", text.encode(), in_text(rows))
    wide = ";".join([*HEADER, *(f"Spalte {place}" for place in range(14))])
    text = f"{wide}\n" + "".join(f"Ute{at};Arndt;a, b, c, d, e, f{';' * 14}\n" for at in range(5))
    rows = people(*((f"Ute{at}", "Arndt", "a, b, c, d, e, f") for at in range(5)))
    yield Case("csv/seventeen-columns.csv", text.encode(), in_text(rows))


def _encodings() -> Iterator[Case]:
    german = "Vorname;Nachname;Bemerkung\r\nJürgen;Müßig;Größe\r\n"
    for encoding in ("cp850", "cp437", "mac_roman"):
        yield Case(f"csv/encoding-{encoding}.csv", german.encode(encoding), refused("unknown_encoding"))
    for encoding in ("utf-32", "utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        mark = "" if encoding == "utf-32" else "-without-mark"
        yield Case(f"csv/encoding-{encoding}{mark}.csv", german.encode(encoding), refused("unknown_encoding"))
    russian = "Vorname;Nachname;Bemerkung\r\nИван;Иванов;Отдел продаж\r\n"
    for encoding in ("koi8_r", "cp1251", "iso8859_5"):
        yield Case(f"csv/encoding-{encoding}.csv", russian.encode(encoding), refused("unknown_encoding"))
    japanese = "Vorname;Nachname;Bemerkung\r\n太郎;田中;営業部と総務部\r\n"
    for encoding in ("shift_jis", "euc_jp", "iso2022_jp"):
        yield Case(f"csv/encoding-{encoding}.csv", japanese.encode(encoding), refused("unknown_encoding"))
    polish = "Vorname;Nachname;Bemerkung\r\nŁukasz;Wiśniewski;Dział sprzedaży\r\n"
    yield Case("csv/encoding-cp1250.csv", polish.encode("cp1250"), refused("unknown_encoding"))
    broken = german.encode() + b"Bodo;Brandt;halb \xc3\r\n"
    yield Case("csv/encoding-utf-8-cut-inside-a-letter.csv", broken, refused("unknown_encoding"))
    half = german.encode("utf-16")[:-1]
    yield Case("csv/encoding-utf-16-cut-inside-a-letter.csv", half, refused("unknown_encoding"))
    seven = "Vorname;Nachname;Bemerkung\r\n\x00Ute;Arndt;a\r\n"
    yield Case("csv/nul.csv", seven.encode(), refused("not_a_spreadsheet"))
    signs = ("€ – „Büro“ …", "Šárka", "Œuvre")
    rows = people(("Ute", "Arndt", signs[0]), (signs[1], "Žižka", signs[2]))
    text = written([HEADER, *([*row.values()] for row in rows.values())], delimiter=";")
    yield Case("csv/encoding-cp1252-signs.csv", text.encode("cp1252"), in_text(rows, encoding="windows-1252"))
    far = people(("李", "王", "山田"), ("Ёлка", "Ω", "🙂"), ("e\u0301", "\u00e9", "\u200b"))
    far = {**far, 4: {"first_name": "e\u0301", "last_name": "\u00e9"}}
    text = "Vorname;Nachname;Bemerkung\n李;王;山田\nЁлка;Ω;🙂\ne\u0301;\u00e9;\u200b\n"
    yield Case("csv/encoding-utf-8-far.csv", text.encode(), in_text(far))


def _programs() -> Iterator[Case]:
    """Written in the manner of well-known programs; every name and number is ours."""
    line = "-" * 60
    text = "".join(
        f"{row}\r\n"
        for row in (
            "Personalliste                              01.12.2026  1",
            line,
            "|Pers.-Nr.|Vorname   |Nachname            |Eintritt  |KST   |",
            line,
            "|00004711 |Ute       |Arndt               |01.02.2027|4100  |",
            "|00004712 |Jürgen    |Müller-Lüdenscheidt |15.02.2027|0815  |",
            line,
        )
    )
    sap_fields = ("employee_id", "first_name", "last_name", "start_date", "cost_center")
    rows = people(
        ("00004711 ", "Ute       ", "Arndt               ", "01.02.2027", "4100  "),
        ("00004712 ", "Jürgen    ", "Müller-Lüdenscheidt ", "15.02.2027", "0815  "),
        first=5,
        fields=sap_fields,
    )
    expected = in_text(rows, "|", "windows-1252", header_row=3, skipped={"blank": [4], "footer": [7]})
    yield Case("programs/in-the-manner-of-sap-list.txt", text.encode("cp1252"), expected)
    text = "BUKRS\tVorname\tNachname\tE-Mail\tBegda\n1000\tUte\tArndt\tute@example.org\t20270201\n"
    rows = {2: {"first_name": "Ute", "last_name": "Arndt", "email": "ute@example.org"}}
    columns = [
        ["A", "BUKRS", None, "unknown"],
        ["B", "Vorname", "first_name", "synonym"],
        ["C", "Nachname", "last_name", "synonym"],
        ["D", "E-Mail", "email", "synonym"],
        ["E", "Begda", None, "unknown"],
    ]
    expected = in_text(rows, "\t", "utf-16", columns=columns)
    yield Case("programs/in-the-manner-of-sap-table.txt", encoded(text, "utf-16-le"), expected)
    text = (
        '"EXTF";700;16;"Lohnstammdaten";5;20261201120000000;;"RE";"hr";"";29098;55003;20270101;4;;;"Muster";;;;\r\n'
        '"Personalnummer";"Anrede";"Vorname";"Nachname";"Straße";"Hausnummer";"PLZ";"Ort";"Kostenstelle"\r\n'
        '4711;"Frau";"Ute";"Arndt";"Friedrich-Ebert-Allee";"140";"01067";"Dresden";"0815"\r\n'
        '4712;"Herr";"Jürgen";"Groß";"Am Markt";"1-3";"50667";"Köln";"4100"\r\n'
    )
    datev_fields = (
        "employee_id",
        "salutation",
        "first_name",
        "last_name",
        "street",
        "house_number",
        "postal_code",
        "city",
    )
    rows = people(
        ("4711", "Frau", "Ute", "Arndt", "Friedrich-Ebert-Allee", "140", "01067", "Dresden", "0815"),
        ("4712", "Herr", "Jürgen", "Groß", "Am Markt", "1-3", "50667", "Köln", "4100"),
        first=3,
        fields=(*datev_fields, "cost_center"),
    )
    expected = in_text(rows, encoding="windows-1252", header_row=2)
    yield Case("programs/in-the-manner-of-datev.csv", text.encode("cp1252"), expected)
    text = (
        '"ID","Vorname","Nachname","E-Mail","Abteilung","Büro","Eintrittsdatum","Status"\n'
        '"10001","Ute","Arndt","ute.arndt@example.org","Vertrieb, Innendienst","Köln","2027-02-01","Onboarding"\n'
        '"10002","Jürgen","Groß","juergen.gross@example.org","","Berlin","2027-02-15","Onboarding"\n'
    )
    personio_fields = ("first_name", "last_name", "email", "department", "location", "start_date")
    rows = people(
        ("Ute", "Arndt", "ute.arndt@example.org", "Vertrieb, Innendienst", "Köln", "2027-02-01"),
        ("Jürgen", "Groß", "juergen.gross@example.org", None, "Berlin", "2027-02-15"),
        fields=personio_fields,
    )
    yield Case("programs/in-the-manner-of-personio.csv", text.encode("utf-8-sig"), in_text(rows, ",", "utf-8-sig"))
    text = "Vorname\tNachname\tMobil\r\nUte\tArndt\t4,91523E+11\r\nBodo\tBrandt\t0152 28817386\r\n"
    rows = people((*UTE, "4,91523E+11"), (*BODO, "0152 28817386"), fields=("first_name", "last_name", "mobile"))
    expected = in_text(rows, "\t", "utf-16")
    yield Case("programs/in-the-manner-of-excel-unicode-text.txt", encoded(text, "utf-16-le"), expected)


OTHER_PROGRAMS: Final = {
    "symbolic-link.slk": 'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"Vorname"\r\nC;X2;K"Nachname"\r\nE\r\n',
    "interchange.dif": 'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\nTUPLES\r\n0,2\r\n""\r\n',
    "archived-page.mht": 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n',
    "records-of-a-program.txt": '[\n {"Vorname": "Ute", "Nachname": "Arndt"}\n]\n',
    "contacts.vcf": "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Arndt;Ute;;;\r\nEND:VCARD\r\n",
    "first-days.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Ute Arndt\r\nEND:VEVENT\r\n",
}
"""What other programs save as text."""


def _refusals() -> Iterator[Case]:
    yield Case("refused/empty.csv", b"", refused("empty_file"))
    yield Case("refused/only-a-mark.csv", codecs.BOM_UTF8, refused("empty_file"))
    yield Case("refused/only-blanks.csv", b" \r\n ; ;\r\n\t\r\n", refused("empty_file"))
    texts = {
        "header-only.csv": ("Vorname;Nachname;E-Mail\r\n", refused("no_rows", row=1)),
        "header-and-footer-only.csv": ("Vorname;Nachname;E-Mail\r\n\r\nSumme: 0\r\n", refused("no_rows", row=1)),
        "no-header.csv": ("Ute;Arndt;ute@example.org\r\nBodo;Brandt;bodo@example.org\r\n", refused("header_not_found")),
        "prose.csv": ("Liebe Kollegen,\r\nhier die Liste.\r\n", refused("header_not_found")),
        "two-columns-of-one-field.csv": (
            "Vorname;Nachname;E-Mail;Mailadresse\r\nUte;Arndt;a@example.org;b@example.org\r\n",
            refused("duplicate_header", row=1, column="C"),
        ),
        "column-without-header.csv": (
            "Vorname;Nachname;;E-Mail\r\nUte;Arndt;Köln;ute@example.org\r\nBodo;Brandt;Bonn;bodo@example.org\r\n",
            refused("blank_header", row=2, column="C"),
        ),
        "no-last-name.csv": ("Vorname;E-Mail\r\nUte;ute@example.org\r\n", refused("missing_column", row=1)),
        "password-column.csv": (
            "Vorname;Nachname;Initialpasswort\r\nUte;Arndt;geheim\r\n",
            refused("password_column", row=1, column="C"),
        ),
    }
    for name, (text, expected) in texts.items():
        yield Case(f"refused/{name}", text.encode(), expected)
    many = ";".join([*HEADER, *(f"Spalte {place}" for place in range(4, 259))])
    text = f"{many}\r\n{';'.join(['Ute', 'Arndt', *['x'] * 256])}\r\n"
    yield Case("refused/too-many-columns.csv", text.encode(), refused("too_many_columns"))
    long = f"Vorname;Nachname;Bemerkung\r\nUte;Arndt;{'lang' * 8192}\r\n"
    yield Case("refused/cell-too-long.csv", long.encode(), refused("cell_too_long", row=2, column="C"))
    page = "<!DOCTYPE html><html><body><table><tr><td>Vorname</td><td>Nachname</td></tr></table></body></html>"
    yield Case("refused/web-page.xls", page.encode(), refused("unsupported_format"))
    record = "<?xml version='1.0'?><people><person first='Ute' last='Arndt'/></people>"
    yield Case("refused/records.xml", record.encode(), refused("unsupported_format"))
    old = (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
    )
    yield Case("refused/excel-2003.xml", old.encode(), refused("unsupported_format"))
    for name, text in OTHER_PROGRAMS.items():
        yield Case(f"refused/{name}", text.encode(), refused("unsupported_format"))
    yield Case("refused/letter.rtf", rb"{\rtf1\ansi Vorname;Nachname}", refused("not_a_spreadsheet"))
    yield Case("refused/paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", refused("not_a_spreadsheet"))
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
    yield Case("refused/picture-named.xlsx", picture, refused("not_a_spreadsheet"))

"""Knows the workbooks of the corpus that a library writes as it likes: openpyxl, XlsxWriter, pandas."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any, Final

import openpyxl
import pandas as pd
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.case import BODO, FIELDS, HEADER, MADE_ON, UTE, Case, comes_out, people, refused
from trunkload.intake.template import template_columns, write_template

Write = Callable[[Any, Any], None]
"""Fills the first worksheet; XlsxWriter's objects are untyped."""

TYPED: Final = (
    ("Jürgen", "Müller-Lüdenscheidt", "007"),
    ("Zoë", "Groß", "erste Zeile\nzweite Zeile"),
    ("Ute", "O'Neill", "+49 152 28817386"),
    ("Änne", "Null", "NA"),
    ("Bodo", "None", "=1+1"),
    ("李", "王", "<b>&amp;</b> 🙂"),
)
WORDS: Final = ("NA", "N/A", "null", "NULL", "None", "nan", "NaN", "#N/A", "TRUE", "1", "1.0", "01", "1e5", "'+49")
NUMBERED: Final = ("Vorname", "Nachname", "Personalnummer", "PLZ", "Bemerkung")
NUMBERED_FIELDS: Final = ("first_name", "last_name", "employee_id", "postal_code", "remark")
DATED: Final = ("Vorname", "Nachname", "Eintritt", "Aktivierungsdatum", "Bemerkung")
DATED_FIELDS: Final = ("first_name", "last_name", "start_date", "activation_date", "remark")


def written_cases() -> Iterator[Case]:
    yield from _openpyxl()
    yield from _xlsxwriter_text()
    yield from _numbers()
    yield from _dates()
    yield from _formulas()
    yield from _hidden()
    yield from _shapes()
    yield from _several_sheets()
    yield from _pandas()
    yield from _templates()
    yield from _refusals()


def xlsx(write: Write, sheet: str = "Mitarbeiter", **options: object) -> bytes:
    """A workbook of XlsxWriter, always the same bytes."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, **options}) as book:
        book.set_properties({"created": MADE_ON})
        write(book, book.add_worksheet(sheet))
    return made.getvalue()


def rows_of(*rows: tuple[object, ...], first: int = 0) -> Write:
    def write(_: Any, sheet: Any) -> None:  # noqa: ANN401  # XlsxWriter has no types
        for place, row in enumerate(rows, start=first):
            sheet.write_row(place, 0, row)

    return write


def _openpyxl_bytes(write: Callable[[Worksheet], None], *, write_only: bool = False) -> bytes:
    book = openpyxl.Workbook(write_only=write_only)
    sheet = book.create_sheet("Mitarbeiter") if write_only else book.worksheets[0]
    sheet.title = "Mitarbeiter"
    write(sheet)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _openpyxl() -> Iterator[Case]:
    def plain(sheet: Worksheet) -> None:
        sheet.append(HEADER)
        for row in TYPED:
            sheet.append(row)
        sheet["C6"].data_type = "s"
        sheet["A1"].font = Font(bold=True)

    expected = comes_out(people(*TYPED), sheet="Mitarbeiter", date_system=1900)
    yield Case("openpyxl/plain.xlsx", _openpyxl_bytes(plain), expected)

    def streamed(sheet: Worksheet) -> None:
        sheet.append(HEADER)
        for row in TYPED:
            sheet.append(row if not row[2].startswith("=") else (*row[:2], "1+1"))

    rows = people(*TYPED[:4], (*TYPED[4][:2], "1+1"), TYPED[5])
    yield Case("openpyxl/write-only.xlsx", _openpyxl_bytes(streamed, write_only=True), comes_out(rows))

    def kinds(sheet: Worksheet) -> None:
        sheet.append(NUMBERED)
        sheet.append((*UTE, 4711, 1.0, True))
        sheet.append((*BODO, 493022312500012345, 1067, 0.1))
        sheet["D3"].number_format = "00000"

    rows = people((*UTE, "4711", "1", "true"), (*BODO, "4.93022312500012E+17", "01067", "0.1"), fields=NUMBERED_FIELDS)
    marks = {"number": {"employee_id": [2, 3], "postal_code": [2, 3], "remark": [3]}, "truth": {"remark": [2]}}
    yield Case("openpyxl/kinds.xlsx", _openpyxl_bytes(kinds), comes_out(rows, marks=marks))

    def uncalculated(sheet: Worksheet) -> None:
        sheet.append(HEADER)
        sheet.append((*UTE, '=A2&"."&B2'))
        sheet.append((*BODO, "a"))

    expected = comes_out(people((*UTE, None), (*BODO, "a")), marks={"no_result": {"remark": [2]}})
    yield Case("openpyxl/formula-without-result.xlsx", _openpyxl_bytes(uncalculated), expected)

    def merged(sheet: Worksheet) -> None:
        for row in (HEADER, (*UTE, "Vertrieb"), BODO, ("Carl", "Conrad"), ("Dora", "Damm", "Lager")):
            sheet.append(row)
        sheet.merge_cells("C2:C4")

    rows = people((*UTE, "Vertrieb"), (*BODO, "Vertrieb"), ("Carl", "Conrad", "Vertrieb"), ("Dora", "Damm", "Lager"))
    expected = comes_out(rows, marks={"merged": {"remark": [3, 4]}})
    yield Case("openpyxl/merged-down.xlsx", _openpyxl_bytes(merged), expected)


def _xlsxwriter_text() -> Iterator[Case]:
    def strings(_: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        for place, row in enumerate([HEADER, *TYPED]):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell)

    expected = comes_out(people(*TYPED), sheet="Mitarbeiter", date_system=1900)
    yield Case("xlsxwriter/shared-strings.xlsx", xlsx(strings), expected)
    yield Case("xlsxwriter/inline-strings.xlsx", xlsx(strings, constant_memory=True), expected)

    def words(_: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write_row(0, 0, HEADER)
        for place, word in enumerate(WORDS, start=1):
            sheet.write_row(place, 0, ("Ute", f"Arndt {place}"))
            sheet.write_string(place, 2, word)

    rows = people(*(("Ute", f"Arndt {place}", word) for place, word in enumerate(WORDS, start=1)))
    yield Case("xlsxwriter/words-of-nothing.xlsx", xlsx(words), comes_out(rows))
    literal = ("_x000D_", "a_x0041_b", "  vorn und hinten  ", "a\r\nb")
    table = [HEADER, *(("Ute", f"Arndt {place}", text) for place, text in enumerate(literal))]
    rows = people(*((*row,) for row in table[1:]))
    yield Case("xlsxwriter/escapes.xlsx", xlsx(rows_of(*table)), comes_out(rows))

    def rich(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, HEADER)
        sheet.write_rich_string(1, 0, bold, "U", "te")
        sheet.write_rich_string(1, 1, "von ", bold, " der ", "Arndt")
        sheet.write_rich_string(1, 2, bold, "fett", " und\n", bold, "neu")

    rows = people(("Ute", "von  der Arndt", "fett und\nneu"))
    yield Case("xlsxwriter/rich-text.xlsx", xlsx(rich), comes_out(rows))
    blanks = [HEADER, (*UTE, "   "), ("  ", "\t", "\n"), (*BODO, "\u00a0"), (" ", "", "\u200b")]
    expected = comes_out({2: people(UTE)[2], 4: people(BODO)[2]})
    yield Case("xlsxwriter/blanks-only.xlsx", xlsx(rows_of(*blanks)), {**expected, "skipped": {"blank": [3]}})


def _numbers() -> Iterator[Case]:
    table = [NUMBERED, (*UTE, "004711", "01067", "0152 28817386"), (*BODO, "4712", "50667", "1.0")]
    rows = people((*UTE, "4711", "1067", "0152 28817386"), (*BODO, "4712", "50667", "1"), fields=NUMBERED_FIELDS)
    marks = {"number": {"employee_id": [2, 3], "postal_code": [2, 3], "remark": [3]}}
    content = xlsx(rows_of(*table), strings_to_numbers=True)
    yield Case("xlsxwriter/strings-to-numbers.xlsx", content, comes_out(rows, marks=marks))

    def shown(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write_row(0, 0, ("Vorname", "Nachname", "PLZ", "Personalnummer", "Mobil", "Kostenstelle", "Bemerkung"))
        for place, (number, code) in enumerate(((1067, "00000"), (815, "0000"), (12, "000;-000"), (50667, "00000"))):
            sheet.write_row(place + 1, 0, ("Ute", f"Arndt {place}"))
            sheet.write_number(place + 1, 2, number, book.add_format({"num_format": code}))
        sheet.write_number(1, 3, 4711, book.add_format({"num_format": "0"}))
        sheet.write_number(2, 3, 4712, book.add_format({"num_format": '"P"00000'}))
        sheet.write_number(1, 4, 4915228817386, book.add_format({"num_format": '"+"0'}))
        sheet.write_number(2, 4, 15228817386, book.add_format({"num_format": "0000 00000000"}))
        sheet.write_number(1, 5, 4100, book.add_format({"num_format": "@"}))
        sheet.write_number(1, 6, 1e20)
        sheet.write_number(2, 6, -3)

    fields = (*FIELDS[:2], "postal_code", "employee_id", "mobile", "cost_center", "remark")
    rows = people(
        ("Ute", "Arndt 0", "01067", "4711", "+4915228817386", "4100", "1E+20"),
        ("Ute", "Arndt 1", "0815", "P04712", "0152 28817386", None, "-3"),
        ("Ute", "Arndt 2", "012"),
        ("Ute", "Arndt 3", "50667"),
        fields=fields,
    )
    marks = {
        "number": {
            "postal_code": [2, 3, 4, 5],
            "employee_id": [2, 3],
            "mobile": [2, 3],
            "cost_center": [2],
            "remark": [2, 3],
        }
    }
    yield Case("xlsxwriter/number-formats.xlsx", xlsx(shown), comes_out(rows, marks=marks))

    def money(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write_row(0, 0, HEADER)
        for place, (number, code) in enumerate(
            ((0.25, "0%"), (12.5, '#,##0.00 "€"'), (1234567, "#,##0"), (1.5, "General"), (493023125000, "0.0"))
        ):
            sheet.write_row(place + 1, 0, ("Ute", f"Arndt {place}"))
            sheet.write_number(place + 1, 2, number, book.add_format({"num_format": code}))

    values = ("0.25", "12.5", "1234567", "1.5", "493023125000")
    rows = people(*(("Ute", f"Arndt {place}", value) for place, value in enumerate(values)))
    expected = comes_out(rows, marks={"number": {"remark": [2, 3, 4, 5, 6]}})
    yield Case("xlsxwriter/percent-and-money.xlsx", xlsx(money), expected)


def _dates() -> Iterator[Case]:
    def dated(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        german, moment = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"num_format": 22})
        long = book.add_format({"num_format": '[$-407]dddd", den "d\\. mmmm yyyy'})
        sheet.write_row(0, 0, DATED)
        sheet.write_row(1, 0, UTE)
        sheet.write_datetime(1, 2, date(2027, 2, 1), german)
        sheet.write_datetime(1, 3, datetime(2027, 2, 1, 9, 30), moment)  # noqa: DTZ001  # a cell has no zone
        sheet.write_datetime(1, 4, time(9, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_row(2, 0, BODO)
        sheet.write_datetime(2, 2, date(2027, 2, 28), long)
        sheet.write_string(2, 3, "01.02.2027")
        sheet.write_number(2, 4, 45292)

    rows = people(
        (*UTE, "2027-02-01", "2027-02-01 09:30:00", "09:30:00"),
        (*BODO, "2027-02-28", "01.02.2027", "45292"),
        fields=DATED_FIELDS,
    )
    marks = {"date": {"start_date": [2, 3], "activation_date": [2], "remark": [2]}, "number": {"remark": [3]}}
    expected = comes_out(rows, marks=marks, date_system=1900)
    yield Case("xlsxwriter/dates.xlsx", xlsx(dated), expected)
    content = xlsx(dated, date_1904=True)
    yield Case("xlsxwriter/dates-1904.xlsx", content, {**expected, "date_system": 1904})

    def first_days(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, DATED[:3])
        for place, serial in enumerate((1, 59, 60, 61, 2958465), start=1):
            sheet.write_row(place, 0, ("Ute", f"Arndt {place}"))
            sheet.write_number(place, 2, serial, day)

    days = ("1900-01-01", "1900-02-28", "1900-02-29", "1900-03-01", "9999-12-31")
    rows = people(*(("Ute", f"Arndt {at}", day) for at, day in enumerate(days, start=1)), fields=DATED_FIELDS)
    expected = comes_out(rows, marks={"date": {"start_date": [2, 3, 4, 5, 6]}})
    yield Case("xlsxwriter/first-and-last-days.xlsx", xlsx(first_days), expected)


def _formulas() -> Iterator[Case]:
    def formulas(_: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write_row(0, 0, HEADER)
        results = (("=A2&B2", "UteArndt"), ("=6*7", 42), ("=1=1", True), ("=NA()", "#N/A"), ("=1/0", "#DIV/0!"))
        for place, (formula, result) in enumerate((*results, ('=IF(TRUE,"","x")', "")), start=1):
            sheet.write_row(place, 0, ("Ute", f"Arndt {place}"))
            sheet.write_formula(place, 2, formula, None, result)

    texts = ("UteArndt", "42", "true", "#N/A", "#DIV/0!", None)
    rows = people(*(("Ute", f"Arndt {place}", text) for place, text in enumerate(texts, start=1)))
    marks = {
        "number": {"remark": [3]},
        "truth": {"remark": [4]},
        "error": {"remark": [5, 6]},
        "no_result": {"remark": [7]},  # an empty result is written as none
    }
    yield Case("xlsxwriter/formulas-with-results.xlsx", xlsx(formulas), comes_out(rows, marks=marks))


def _hidden() -> Iterator[Case]:
    def filtered(_: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        for place, row in enumerate([HEADER, (*UTE, "a"), (*BODO, "b"), ("Carl", "Conrad", "a")]):
            sheet.write_row(place, 0, row)
        sheet.autofilter(0, 0, 3, 2)
        sheet.filter_column("C", "x == a")
        sheet.set_row(2, options={"hidden": True})

    content = xlsx(filtered)
    ute, bodo, carl = (people(row)[2] for row in ((*UTE, "a"), (*BODO, "b"), ("Carl", "Conrad", "a")))
    seen = comes_out({2: ute, 4: carl})
    yield Case("xlsxwriter/rows-hidden-by-filter.xlsx", content, {**seen, "skipped": {"hidden": [3]}})
    every = comes_out({2: ute, 3: bodo, 4: carl}, choices={"include_hidden": True})
    yield Case("xlsxwriter/rows-hidden-by-filter-taken.xlsx", content, every)

    def narrow(_: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        for place, row in enumerate([(*HEADER, "Ort"), (*UTE, "a", "Bonn")]):
            sheet.write_row(place, 0, row)
        sheet.set_column("C:C", 0)
        sheet.set_column("D:D", None, None, {"hidden": True})

    columns = [
        ["A", "Vorname", "first_name", "synonym"],
        ["B", "Nachname", "last_name", "synonym"],
        ["C", "Bemerkung", None, "hidden"],
        ["D", "Ort", None, "hidden"],
    ]
    yield Case("xlsxwriter/columns-of-no-width.xlsx", xlsx(narrow), comes_out(people(UTE), columns=columns))

    def flat(_: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        for place, row in enumerate([HEADER, (*UTE, "a"), (*BODO, "b")]):
            sheet.write_row(place, 0, row)
        sheet.set_row(1, 0)

    expected = comes_out({3: bodo}, skipped={"hidden": [2]})
    yield Case("xlsxwriter/rows-of-no-height.xlsx", xlsx(flat), expected)


def _shapes() -> Iterator[Case]:
    def exported(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.merge_range(0, 0, 0, 2, "Neueinstellungen 1. Quartal 2027", book.add_format({"bold": True}))
        sheet.write(1, 0, "Stand: 1. Dezember 2026")
        for place, row in enumerate([("VORNAME *", "Nach-\nname", "Bemerkung (optional)"), (*UTE, "a"), (*BODO, "b")]):
            sheet.write_row(3 + place, 0, row)
        sheet.write_row(7, 0, ("Summe", None, 2))
        sheet.write(9, 0, "Vertraulich")

    columns = [
        ["A", "VORNAME *", "first_name", "synonym"],
        ["B", "Nach- name", "last_name", "synonym"],
        ["C", "Bemerkung (optional)", "remark", "synonym"],
    ]
    expected = comes_out(
        people((*UTE, "a"), (*BODO, "b"), first=5),
        header_row=4,
        columns=columns,
        skipped={"blank": [7, 9], "footer": [8, 10]},
    )
    yield Case("xlsxwriter/titles-and-totals.xlsx", xlsx(exported), expected)

    def further_in(_: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write_row(9, 27, HEADER)
        sheet.write_row(11, 27, (*UTE, "a"))

    columns = [[letter, *rest] for letter, (_, *rest) in zip(("AB", "AC", "AD"), _plain_columns(), strict=True)]
    expected = comes_out(people((*UTE, "a"), first=12), header_row=10, columns=columns, skipped={"blank": [11]})
    yield Case("xlsxwriter/further-in.xlsx", xlsx(further_in), expected)

    def across(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        merged = book.add_format({"align": "center"})
        sheet.write_row(0, 0, (*HEADER, "Ort"))
        sheet.write_row(1, 0, (*UTE, "a", "Bonn"))
        sheet.write_row(2, 0, BODO)
        sheet.merge_range(2, 2, 2, 3, "kommt später", merged)

    rows = people((*UTE, "a", "Bonn"), (*BODO, "kommt später"), fields=(*FIELDS, "city"))
    expected = comes_out(rows, marks={"merged_across": {"remark": [3]}})
    yield Case("xlsxwriter/merged-across.xlsx", xlsx(across), expected)

    def two_headers(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        merged = book.add_format({"align": "center"})
        sheet.merge_range(0, 0, 0, 1, "Person", merged)
        sheet.merge_range(0, 2, 0, 3, "Arbeitsplatz", merged)
        sheet.write_row(1, 0, ("Vorname", "Nachname", "Standort", "Bemerkung"))
        sheet.write_row(2, 0, (*UTE, "Köln", "a"))

    rows = people((*UTE, "Köln", "a"), first=3, fields=("first_name", "last_name", "location", "remark"))
    yield Case("xlsxwriter/header-of-two-rows.xlsx", xlsx(two_headers), comes_out(rows, header_row=2))

    def table(_: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        columns = [{"header": name} for name in HEADER]
        sheet.add_table(2, 1, 4, 3, {"columns": columns, "data": [(*UTE, "a"), (*BODO, "b")]})
        sheet.write_comment(3, 1, "Kommentar")
        sheet.write_url(6, 1, "https://example.org/", string="Quelle: example.org")

    expected = comes_out(
        people((*UTE, "a"), (*BODO, "b"), first=4), header_row=3, skipped={"blank": [6], "footer": [7]}
    )
    yield Case("xlsxwriter/table-comment-and-link.xlsx", xlsx(table), expected)


def _plain_columns() -> list[list[str]]:
    return [[letter, name, field, "synonym"] for letter, name, field in zip("ABC", HEADER, FIELDS, strict=True)]


def _several_sheets() -> Iterator[Case]:
    def several(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write(0, 0, "Hinweise zum Ausfüllen")
        for name, rows in {"Januar": [(*UTE, "a")], "Februar": [(*BODO, "b")], "März": []}.items():
            rows_of(HEADER, *rows)(book, book.add_worksheet(name))

    content = xlsx(several, "Hinweise")
    yield Case("xlsxwriter/several-candidates.xlsx", content, refused("duplicate_header"))
    chosen = comes_out(people((*BODO, "b")), sheet="Februar", choices={"sheet": "Februar"})
    yield Case("xlsxwriter/several-candidates-one-chosen.xlsx", content, chosen)
    nobody = refused("no_rows", row=1, sheet="März")
    yield Case("xlsxwriter/several-candidates-empty-one-chosen.xlsx", content, nobody)
    unknown = refused("header_not_found", sheet="April")
    yield Case("xlsxwriter/several-candidates-unknown-one-chosen.xlsx", content, unknown)

    def one_visible(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        rows_of(HEADER, (*UTE, "alt"))(book, sheet)
        sheet.hide()
        secret = book.add_worksheet("Geheim")
        rows_of(HEADER, (*UTE, "geheim"))(book, secret)
        secret.very_hidden()
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Neu!$E$2:$E$3"})
        book.add_chartsheet("Diagramm").set_chart(chart)
        new = book.add_worksheet("Neu")
        rows_of(HEADER, (*BODO, "neu"))(book, new)
        new.activate()
        new.set_first_sheet()

    expected = comes_out(people((*BODO, "neu")), sheet="Neu", hidden_sheets=["Alt", "Geheim"])
    yield Case("xlsxwriter/hidden-sheets-and-a-chart.xlsx", xlsx(one_visible, "Alt"), expected)


def _pandas() -> Iterator[Case]:
    frame = pd.DataFrame([*TYPED[:4], TYPED[5], (*BODO, None)], columns=list(HEADER))
    rows = people(*TYPED[:4], TYPED[5], BODO)
    for engine in ("openpyxl", "xlsxwriter"):
        made = io.BytesIO()
        frame.to_excel(made, index=False, engine=engine)
        yield Case(f"pandas/{engine}.xlsx", made.getvalue(), comes_out(rows, sheet="Sheet1"))
    made = io.BytesIO()
    typed = pd.DataFrame(
        {
            "Vorname": ["Ute", "Bodo"],
            "Nachname": ["Arndt", "Brandt"],
            "Personalnummer": [4711, 4712],
            "Eintritt": pd.to_datetime(["2027-02-01", "2027-02-15"]),
            "Kostenstelle": [4100.0, float("nan")],
            "ohne SMS": [True, False],
        }
    )
    typed.to_excel(made, engine="openpyxl")
    fields = ("first_name", "last_name", "employee_id", "start_date", "cost_center", "auth_without_mobile")
    rows = people(
        (*UTE, "4711", "2027-02-01", "4100", "true"), (*BODO, "4712", "2027-02-15", None, "false"), fields=fields
    )
    marks = {
        "number": {"employee_id": [2, 3], "cost_center": [2]},
        "date": {"start_date": [2, 3]},
        "truth": {"auth_without_mobile": [2, 3]},
    }
    yield Case("pandas/with-index-and-kinds.xlsx", made.getvalue(), comes_out(rows, marks=marks))


def _templates() -> Iterator[Case]:
    """Our own template of today, filled in below its example; one with nobody in it."""
    for lang in ("de", "en"):
        empty = write_template(lang, ["KOELN-1", "BERLIN-1"], ["Köln", "Berlin"], ["Basic", "Plus"])
        columns = [(column.field.value, column.header, column.mandatory) for column in template_columns(lang)]
        book = openpyxl.load_workbook(io.BytesIO(empty))
        typed = {"first_name": "Ute", "last_name": "Arndt", "employee_id": "004711", "mobile": "+49 152 28817386"}
        for place, (name, _, _) in enumerate(columns, start=1):
            book.worksheets[0].cell(6, place, typed.get(name))
        made = io.BytesIO()
        book.save(made)
        told = [
            [chr(ord("A") + place), f"{header} *" if mandatory else header, name, "synonym"]
            for place, (name, header, mandatory) in enumerate(columns)
        ]
        expected = comes_out({6: typed}, header_row=3, columns=told, skipped={"blank": [5], "example": [4]})
        yield Case(f"template/filled-{lang}.xlsx", made.getvalue(), expected)
        yield Case(f"template/empty-{lang}.xlsx", empty, refused("no_rows", row=3))


def _refusals() -> Iterator[Case]:
    header = ("Vorname", "Nachname", "E-Mail")
    cases = {
        "empty.xlsx": (rows_of(), refused("empty_file")),
        "header-only.xlsx": (rows_of(header), refused("no_rows", row=1)),
        "no-header.xlsx": (rows_of((*UTE, "ute@example.org")), refused("header_not_found")),
        "two-columns-of-one-field.xlsx": (
            rows_of((*header, "Mailadresse"), (*UTE, "a@example.org", "b@example.org")),
            refused("duplicate_header", row=1, column="C"),
        ),
        "column-without-header.xlsx": (
            rows_of((*header[:2], None, header[2]), (*UTE, "Köln", "ute@example.org")),
            refused("blank_header", row=2, column="C"),
        ),
        "no-first-name.xlsx": (rows_of(header[1:], ("Arndt", "a@example.org")), refused("missing_column", row=1)),
        "password-column.xlsx": (
            rows_of((*header, "Passwort"), (*UTE, "ute@example.org", "geheim")),
            refused("password_column", row=1, column="D"),
        ),
    }
    for name, (write, expected) in cases.items():
        yield Case(f"refused/{name}", xlsx(write), expected)

    def wide(_: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, (*UTE, "ute@example.org"))
        sheet.write(1, 256, "weit draußen")

    def secret(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        rows_of((*header, "Kennwort"), (*UTE, "ute@example.org", "geheim"))(book, sheet)
        sheet.set_column("D:D", None, None, {"hidden": True})

    yield Case("refused/too-many-columns.xlsx", xlsx(wide), refused("too_many_columns"))
    yield Case("refused/hidden-password-column.xlsx", xlsx(secret), refused("password_column", row=1, column="D"))

"""Knows the files of the corpus that LibreOffice saves from a workbook of ours; it gives other bytes every time."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from tests.corpus.case import Case, Expected, comes_out, people, refused
from tests.corpus.texts import in_text
from tests.corpus.written import rows_of, xlsx

HEADER: Final = ("Personalnummer", "Vorname", "Nachname", "PLZ", "Mobil", "Eintritt", "ohne SMS", "Bemerkung")
FIELDS: Final = (
    "employee_id",
    "first_name",
    "last_name",
    "postal_code",
    "mobile",
    "start_date",
    "auth_without_mobile",
    "remark",
)
UTE: Final = (
    "004711",
    "Ute",
    "Arndt",
    "01067",
    "+49 152 28817386",
    "2027-02-01",
    "false",
    "erste Zeile\nzweite; Zeile",
)
BODO: Final = ("4712", "Bodo", "Brandt", "50667", None, "2027-02-15", "true", "42")
CARL: Final = ("4713", "Carl", "Conrad", "50668", "0152 28817386", None, None, "Großes „Büro“")
DORA: Final = ("4714", "Dora", "Damm", None, None, None, None, "NA")
ROWS: Final = people(UTE, BODO, CARL, DORA, first=4, fields=FIELDS)
HIDDEN: Final = 6
"""Row of Carl, hidden in the workbook."""

MARKS: Final = {
    "number": {"employee_id": [5, 7], "postal_code": [4, 5], "remark": [5]},
    "date": {"start_date": [4, 5]},
    "truth": {"auth_without_mobile": [4, 5]},
}

SAVED: Final = {
    "libreoffice/staff.xlsx": "xlsx:Calc MS Excel 2007 XML",
    "libreoffice/staff-open-xml.xlsx": "xlsx:Calc Office Open XML",
    "libreoffice/staff.xls": "xls:MS Excel 97",
    "libreoffice/staff.ods": "ods:calc8",
    "libreoffice/semicolons-utf-8.csv": "csv:Text - txt - csv (StarCalc):59,34,76,1",
    "libreoffice/commas-windows-1252.csv": "csv:Text - txt - csv (StarCalc):44,34,ANSI,1",
    "libreoffice/tabs-utf-8.csv": "csv:Text - txt - csv (StarCalc):9,34,76,1",
    "libreoffice/quoted-texts.csv": "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true",
    "libreoffice/texts-not-quoted.csv": "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false",
    "libreoffice/utf-16.csv": "csv:Text - txt - csv (StarCalc):59,34,65535,1",
    "libreoffice/dos-letters.csv": "csv:Text - txt - csv (StarCalc):59,34,IBMPC_850,1",
    "libreoffice/flat.fods": "fods:OpenDocument Spreadsheet Flat XML",
    "libreoffice/web-page.html": "html:HTML (StarCalc)",
    "libreoffice/paper.pdf": "pdf:calc_pdf_Export",
}
"""What is saved, and by which filter."""

OF_1904: Final = {
    "libreoffice/dates-1904.xlsx": "xlsx:Calc MS Excel 2007 XML",
    "libreoffice/dates-1904.xls": "xls:MS Excel 97",
    "libreoffice/dates-1904.ods": "ods:calc8",
}
EMPTY: Final = {
    "refused/empty-of-libreoffice.xlsx": "xlsx:Calc MS Excel 2007 XML",
    "refused/empty.xls": "xls:MS Excel 97",
    "refused/empty.ods": "ods:calc8",
}
NOBODY: Final = {"refused/header-only.xls": "xls:MS Excel 97", "refused/header-only.ods": "ods:calc8"}


def office_cases(files: Path, *, anew: bool) -> Iterator[Case]:
    """With `anew` LibreOffice saves them; else their bytes stay those below `files`."""
    expected = _expected()
    if not anew:
        yield from (Case(name, (files / name).read_bytes(), told) for name, told in expected.items())
        return
    sources = ((_staff(), SAVED), (_days_of_1904(), OF_1904), (xlsx(rows_of()), EMPTY), (_nobody(), NOBODY))
    for content, wanted in sources:
        for name, told_filter in wanted.items():
            yield Case(name, _saved(content, told_filter), expected[name])


def _staff() -> bytes:
    def write(book: Any, sheet: Any) -> None:  # noqa: ANN401  # XlsxWriter has no types
        day, code = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"num_format": "00000"})
        sheet.write(0, 0, "Neueinstellungen 1. Quartal 2027")
        sheet.write_row(2, 0, HEADER)
        sheet.write_row(3, 0, ("004711", *UTE[1:3], None, UTE[4], None, False, UTE[7]))  # a cell
        sheet.write_row(4, 0, (4712, *BODO[1:3], None, None, None, True))  # a cell
        sheet.write_formula(4, 7, "=6*7", None, 42)
        sheet.write_row(5, 0, CARL, None)
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.write_row(6, 0, (4714, *DORA[1:3], *DORA[3:]))
        for row, number, joined in ((3, 1067, date(2027, 2, 1)), (4, 50667, date(2027, 2, 15))):
            sheet.write_number(row, 3, number, code)
            sheet.write_datetime(row, 5, joined, day)
        secret = book.add_worksheet("Geheim")
        rows_of(HEADER, UTE)(book, secret)
        secret.hide()

    return xlsx(write)


def _days_of_1904() -> bytes:
    def write(book: Any, sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write_row(0, 0, ("Vorname", "Nachname", "Eintritt"))
        sheet.write_row(1, 0, ("Ute", "Arndt"))
        sheet.write_datetime(1, 2, date(2027, 2, 1), book.add_format({"num_format": "yyyy-mm-dd"}))

    return xlsx(write, date_1904=True)


def _nobody() -> bytes:
    return xlsx(rows_of(("Vorname", "Nachname", "E-Mail")))


def _saved(content: bytes, told_filter: str) -> bytes:
    program = shutil.which("soffice") or "libreoffice"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, out = folder / "staff.xlsx", folder / "out"
        source.write_bytes(content)
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", told_filter, "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return next(out.iterdir()).read_bytes()


def _expected() -> dict[str, Expected]:
    seen = {row: cells for row, cells in ROWS.items() if row != HIDDEN}
    book = comes_out(
        seen, sheet="Mitarbeiter", header_row=3, skipped={"hidden": [HIDDEN]}, marks=MARKS, hidden_sheets=["Geheim"]
    )
    days = comes_out(
        people(("Ute", "Arndt", "2027-02-01"), fields=("first_name", "last_name", "start_date")),
        marks={"date": {"start_date": [2]}},
    )
    text = _in_text()
    return {
        "libreoffice/staff.xlsx": {**book, "date_system": 1900},
        "libreoffice/staff-open-xml.xlsx": {**book, "date_system": 1900},
        "libreoffice/staff.xls": {**book, "format": "xls", "date_system": 1900},
        "libreoffice/staff.ods": {**book, "format": "ods"},
        "libreoffice/semicolons-utf-8.csv": text,
        "libreoffice/commas-windows-1252.csv": {**text, "delimiter": ",", "encoding": "windows-1252"},
        "libreoffice/tabs-utf-8.csv": {**text, "delimiter": "\t", "format": "tsv"},
        "libreoffice/quoted-texts.csv": text,
        "libreoffice/texts-not-quoted.csv": text,
        "libreoffice/utf-16.csv": {**text, "encoding": "utf-16"},
        "libreoffice/dos-letters.csv": refused("unknown_encoding"),
        "libreoffice/flat.fods": refused("unsupported_format"),
        "libreoffice/web-page.html": refused("unsupported_format"),
        "libreoffice/paper.pdf": refused("not_a_spreadsheet"),
        "libreoffice/dates-1904.xlsx": {**days, "date_system": 1904},
        "libreoffice/dates-1904.xls": {**days, "format": "xls", "date_system": 1904},
        "libreoffice/dates-1904.ods": {**days, "format": "ods"},
        **dict.fromkeys(EMPTY, refused("empty_file")),
        **dict.fromkeys(NOBODY, refused("no_rows", row=1)),
    }


def _in_text() -> Expected:
    """A text file knows nothing of hidden rows; days and truths are written as they are shown."""
    shown = {"false": "FALSE", "true": "TRUE", "2027-02-01": "01.02.2027", "2027-02-15": "15.02.2027"}
    rows = {row: {field: shown.get(cell, cell) for field, cell in cells.items()} for row, cells in ROWS.items()}
    return in_text(rows, header_row=3)

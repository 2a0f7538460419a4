"""What people do with our files in an office program: open, save in another format, send."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from tests.builders import TODAY, sample_account
from trunkload.intake.fields import Field
from trunkload.intake.read import read_raw, read_sheet
from trunkload.intake.sheet import Sheet, Skipped
from trunkload.intake.template import template_columns, write_template
from trunkload.intake.upload import open_upload
from trunkload.validation.check import check_sheet
from trunkload.validation.codes import Code
from trunkload.validation.days import read_dates
from trunkload.validation.rules import Rules

SAMPLE = Path(__file__).parents[3] / "sample-data" / "new-staff.xlsx"
UTF8_SEMICOLONS = "csv:Text - txt - csv (StarCalc):59,34,76,1"


@pytest.mark.parametrize("kind", ["xlsx", UTF8_SEMICOLONS])
def test_the_sample_saved_again_by_an_office_program_reads_alike(
    office: Callable[[Path, str], Path], kind: str
) -> None:
    """Title line, leading zeros and umlauts survive; a date is written otherwise and means the same day."""
    original = read_sheet(open_upload(SAMPLE))
    saved = read_sheet(open_upload(office(SAMPLE, kind)))
    assert saved.facts.header_row == original.facts.header_row
    pd.testing.assert_frame_equal(_with_days(saved), _with_days(original))


def _with_days(sheet: Sheet) -> pd.DataFrame:
    return sheet.staff.assign(start_date=read_dates(sheet.staff["start_date"]))


FILLED: Final[Mapping[Field, tuple[str | int | None, ...]]] = {
    Field.EMPLOYEE_ID: ("004711", "4712"),
    Field.SALUTATION: ("Herr", None),
    Field.FIRST_NAME: ("Jürgen", "Ute"),
    Field.LAST_NAME: ("Müller-Lüdenscheidt", "Groß"),
    Field.EMAIL: ("juergen.mueller@example.org", "ute.gross@example.org"),
    Field.MOBILE: ("+49 152 28817386", None),
    Field.AUTH_WITHOUT_MOBILE: (0, 1),
    Field.TRUNK: ("BERLIN-1", None),
    Field.LOCATION: ("Berlin", "Berlin"),
    Field.CONFERENCE_PACKAGE: (None, "Basic"),
    Field.START_DATE: ("01.03.2027", "2027-03-15"),
    Field.DEPARTMENT: ("Vertrieb; Innendienst", 'Lager "Süd"'),
    Field.COST_CENTER: ("0815", "0001"),
    Field.REMARK: ("erste Zeile\nzweite Zeile", "NA"),
}
"""What two people type into the template, in words of its drop-downs; 0 and 1 stand for its words for no and yes."""


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_template_filled_in_an_office_program_comes_through_in_every_format_alike(
    office: Callable[[Path, str], Path], tmp_path: Path, lang: str
) -> None:
    """Not one finding, but for the usernames that we propose; row 4, the example, is nobody."""
    filled = tmp_path / "filled.xlsx"
    fill_template(filled, lang)
    sheets = [read_sheet(open_upload(office(filled, kind))) for kind in ("xlsx", "ods", UTF8_SEMICOLONS)]
    assert [sheet.facts.format for sheet in sheets] == ["xlsx", "ods", "csv"]
    for sheet in sheets:
        pd.testing.assert_frame_equal(sheet.staff, sheets[0].staff)
        assert sheet.columns == sheets[0].columns
        assert sheet.skipped == Skipped(example=(4,))
        assert sheet.marks == {}
        checked = check_sheet(sheet, sample_account(), Rules(), TODAY)
        assert set(checked.findings.table["code"]) == {Code.USERNAME_PROPOSED}
        assert list(checked.ready.index) == [5, 6]
    words = words_of(lang)
    assert sheets[0].staff["remark"].tolist() == list(FILLED[Field.REMARK])
    assert sheets[0].staff["auth_without_mobile"].tolist() == words


FORMATS: Final = (
    ('"MA-"0', 4711, "MA-4711"),
    ('"+49 221 "0', 4710300, "+49 221 4710300"),
    ('"D-"00000', 1067, "D-01067"),
    ('0####"/"#######', 2214710300, "0221/4710300"),
    ('000" "000', 471130, "471 130"),
    ('0" Stk."', 12, "12 Stk."),
    ('[Red]"MA-"0', 4711, "MA-4711"),
    ('"MA-"0;"X-"0', 4711, "MA-4711"),
    ("_-0_-", 4711, "4711"),
    ("0%", 3, "3"),
    ("#,##0", 4711300, "4711300"),
    ('#,##0 "€"', 4711, "4711"),
    ("[$€-407] 0", 4711, "4711"),
    ("0.00", 3, "3"),
    ("0,", 4711000, "4711000"),
    ("0E+00", 4711, "4711"),
)
"""A format, a number, and how it is to be read."""


def test_formatted_numbers_saved_by_an_office_program_read_as_in_excels_own_file(
    office: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    """Column A has the format of its cells, column B one for them all, which no cell repeats."""
    made = tmp_path / "formats.xlsx"
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    for row, (code, number, _) in enumerate(FORMATS):
        sheet.write_number(row, 0, number, book.add_format({"num_format": code}))
    whole = book.add_format({"num_format": FORMATS[0][0]})
    sheet.set_column(1, 1, 20, whole)
    sheet.write_number(0, 1, FORMATS[0][1], whole)
    book.close()
    for path in (made, office(made, "ods"), office(made, "xls")):
        columns = read_raw(path.read_bytes()).tables[0].columns
        assert columns[0].to_pylist() == [shown for _, _, shown in FORMATS], path.suffix
        assert columns[1].to_pylist()[0] == FORMATS[0][2], path.suffix


def fill_template(path: Path, lang: str) -> None:
    """Into the cells below the headers as a person does it: formats and drop-downs stay as they are."""
    account = sample_account()
    trunks, sites = [one.id for one in account.trunks], [one.name for one in account.sites]
    book = openpyxl.load_workbook(io.BytesIO(write_template(lang, trunks, sites, ["Basic", "Plus", "Premium"])))
    sheet = book.worksheets[0]
    for place, column in enumerate(template_columns(lang), start=1):
        for row, value in enumerate(FILLED.get(column.field, ()), start=5):
            sheet.cell(row, place, words_of(lang)[value] if isinstance(value, int) else value)
    book.save(path)


def words_of(lang: str) -> list[str]:
    return {"de": ["nein", "ja"], "en": ["no", "yes"]}[lang]


def test_the_drop_downs_of_the_template_are_kept_by_an_office_program(
    office: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    filled = tmp_path / "filled.xlsx"
    fill_template(filled, "de")
    sheet = openpyxl.load_workbook(office(filled, "xlsx")).worksheets[0]
    offered = {str(rule.sqref): str(rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert sorted(offered) == ["G4:G1003", "I4:I1003", "J4:J1003", "N4:N1003"]
    assert all("Listen" in source for source in offered.values())

"""Our own template, filled in and read back."""

import io
from collections.abc import Mapping

import openpyxl
import pytest

from tests.integration.intake.builders import read
from trunkload.intake.fields import Field
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.template import template_columns, write_template

TRUNKS, SITES, PACKAGES = ("KOELN-1", "BERLIN-1"), ("Köln", "Berlin"), ("Basic", "Plus", "Premium")


def filled(template: bytes, row: int, cells: Mapping[str, str]) -> bytes:
    """What a person types below the header in row 3."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    places = {str(cell.value): place for place, cell in enumerate(sheet[3], start=1)}
    for header, value in cells.items():
        sheet.cell(row, places[header], value)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_filled_template_reads_back_with_every_column_known(lang: str) -> None:
    template = write_template(lang, TRUNKS, SITES, PACKAGES)
    columns = template_columns(lang)
    typed = {f"{one.header} *" if one.mandatory else one.header: f"0{place}" for place, one in enumerate(columns)}
    sheet = read(filled(template, 5, typed))
    assert [column.field for column in sheet.columns] == [column.field.value for column in columns]
    assert {column.how for column in sheet.columns} == {"synonym"}
    assert list(sheet.staff.index) == [5]
    assert sheet.skipped.example == (4,)
    assert {name: sheet.staff.loc[5, name] for name in (column.field.value for column in columns)} == {
        column.field.value: f"0{place}" for place, column in enumerate(columns)
    }


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_unfilled_template_holds_nobody(lang: str) -> None:
    with pytest.raises(Refused) as refused:
        read(write_template(lang, TRUNKS, SITES, PACKAGES))
    assert refused.value.code is RefusalCode.NO_ROWS
    assert refused.value.params["example"] == "1"


def test_mandatory_columns_are_marked_and_every_header_says_its_rule() -> None:
    """S-02, S-10."""
    sheet = openpyxl.load_workbook(io.BytesIO(write_template("de", TRUNKS, SITES, PACKAGES))).worksheets[0]
    rules = {str(cell.value): cell.comment.text if cell.comment else "" for cell in sheet[3]}
    assert [header for header in rules if header.endswith("*")] == ["Vorname *", "Nachname *", "E-Mail *"]
    assert all(rules.values())
    assert rules["Durchwahl"] == "Nur bei einem Wunsch, mit führenden Nullen. Nicht 110, 112, 77 oder 78 am Anfang."
    assert rules["Vorname *"].endswith("Beispiel: Erika")


def test_without_an_account_no_rule_speaks_of_a_list_that_is_not_there() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_template("de", [], [], PACKAGES))).worksheets[0]
    rules = {str(cell.value): cell.comment.text if cell.comment else "" for cell in sheet[3]}
    assert rules["Standort"] == "Den Namen des Standorts eintragen. Leer: der Standort des SIP-Trunks."
    assert [header for header, rule in rules.items() if "Liste" in rule] == ["Konferenzpaket"]


def test_names_and_headers_stay_in_sight_however_far_one_scrolls() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_template("de", TRUNKS, SITES, PACKAGES))).worksheets[0]
    assert sheet.freeze_panes == "E4"
    assert sheet["D3"].value == "Nachname *"


def test_who_types_what_no_list_offers_is_told_in_the_sheets_own_language() -> None:
    for lang, title in (("de", "Das steht nicht in der Liste."), ("en", "This is not in the list.")):
        sheet = openpyxl.load_workbook(io.BytesIO(write_template(lang, TRUNKS, SITES, PACKAGES))).worksheets[0]
        assert {rule.errorTitle for rule in sheet.data_validations.dataValidation} == {title}


def test_every_cell_to_be_filled_is_text_so_that_zeros_and_plus_signs_stay() -> None:
    """Promise 9."""
    sheet = openpyxl.load_workbook(io.BytesIO(write_template("de", TRUNKS, SITES, PACKAGES))).worksheets[0]
    columns = {letter: column.number_format for letter, column in sheet.column_dimensions.items()}
    assert set(columns.values()) == {"@"}


def test_the_drop_downs_offer_the_customers_own_things() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_template("en", TRUNKS, SITES, PACKAGES)))
    lists = [[cell.value for cell in column if cell.value] for column in book["Listen"].iter_cols()]
    assert lists == [["yes", "no"], list(TRUNKS), list(SITES), list(PACKAGES)]
    assert book["Listen"].sheet_state == "hidden"
    offered = {str(rule.sqref): rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation}
    assert offered == {
        "G4:G1003": "Listen!$A$1:$A$2",
        "I4:I1003": "Listen!$B$1:$B$2",
        "J4:J1003": "Listen!$C$1:$C$2",
        "N4:N1003": "Listen!$D$1:$D$3",
    }


def test_a_trunk_that_looks_like_a_formula_stays_text() -> None:
    """Promise 9."""
    book = openpyxl.load_workbook(io.BytesIO(write_template("de", ["=1+1"], SITES, PACKAGES)))
    assert book["Listen"]["B1"].value == "=1+1"
    assert book["Listen"]["B1"].data_type == "s"


def test_one_template_has_one_content_and_says_its_version() -> None:
    template = write_template("de", TRUNKS, SITES, PACKAGES)
    assert template == write_template("de", TRUNKS, SITES, PACKAGES)
    book = openpyxl.load_workbook(io.BytesIO(template))
    assert book.worksheets[0]["A1"].value == "Neue Telefonarbeitsplätze · Vorlage 1"


def test_the_template_has_no_column_of_passwords() -> None:
    """Promise 10."""
    assert not {column.field for column in template_columns("de")} - set(Field)

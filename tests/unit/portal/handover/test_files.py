"""What a person typed reaches the carrier whole or goes to a person, and is never a formula or markup (promise 9)."""

import csv
import io
from dataclasses import replace

import html5lib
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.portal.handover.builders import ANNA, BEN, CORA, around, mapping_of
from trunkload.intake.formula import FORMULA
from trunkload.portal.handover.cells import Unsayable, sort_items
from trunkload.portal.handover.desk import file_name
from trunkload.portal.handover.item_texts import texts_of
from trunkload.portal.handover.mapping_reading import load_mapping
from trunkload.portal.handover.sheaf import make_files
from trunkload.validation.language import Lang

CSV = (
    'format = "csv"\n[[column]]\nheader = "Name"\nfield = "family_name"\n[[column]]\nheader = "Nr"\nfield = "number"\n'
)
XLSX = CSV.replace('"csv"', '"xlsx"')
TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.builds(
    str.__add__,
    st.sampled_from(["=", "+", "-", "@", "\t", "\r", "+49", "-1+", "'="]),
    st.text("019 =+-@A()|!", max_size=8),
)


def csv_rows(content: bytes, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))


@given(TYPED)
def test_no_cell_of_a_csv_is_a_formula_and_nothing_is_lost(typed: str) -> None:
    person = replace(ANNA, family_name=typed)
    (file,) = make_files(mapping_of(CSV), around(person), Lang.EN)
    name, number = csv_rows(file.content)[1]
    assert number == "+492214710001"
    assert not FORMULA.match(name)
    assert name in {typed, f"'{typed}"}
    assert name == typed or FORMULA.match(typed)


@given(TYPED.filter(lambda text: text.strip("\r\t ")))
def test_a_workbook_holds_what_was_typed_as_text(typed: str) -> None:
    """No apostrophe: a typed text cell is not computed."""
    (file,) = make_files(mapping_of(XLSX), around(replace(ANNA, family_name=typed)), Lang.EN)
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    cell = sheet["A2"]
    assert str(cell.value).replace("_x000D_", "\r") == typed
    assert cell.data_type in {"s", "inlineStr"}
    assert sheet["B2"].value == "+492214710001"


def test_a_printed_workbook_has_each_row_in_one_line_below_its_headers() -> None:
    mapping = load_mapping("worksheet")
    (file,) = make_files(mapping, around(ANNA), Lang.DE)
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    paper = sheet.page_setup
    assert (paper.orientation, paper.fitToWidth or 1, paper.fitToHeight) == ("landscape", 1, 0)
    assert sheet.print_title_rows == "$1:$1"
    longest = {one.header: max(map(len, one.header.split())) for one in mapping.columns}
    assert [one.header for one in mapping.columns if (one.width or 99) < longest[one.header] + 2] == []


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x>', "O'Brien & Söhne"])
def test_what_was_typed_is_no_markup_of_a_checklist(typed: str) -> None:
    (page,) = make_files(load_mapping("companyflex"), around(replace(ANNA, family_name=typed)), Lang.DE)
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.content.decode())
    assert document.findall(".//script") == document.findall(".//img") == []
    assert f"Anna {typed}" in ["".join(one.itertext()) for one in document.iter("bdi")]


def test_a_text_that_has_no_room_or_no_letters_goes_to_a_person_whole() -> None:
    mapping = mapping_of(
        CSV.replace('"csv"', '"csv"\nencoding = "cp1252"', 1).replace('"Name"', '"Name"\nmax_length = 6', 1)
    )
    long, foreign, fits = replace(ANNA, family_name="Müller-Lüdenscheidt"), replace(BEN, family_name="Żak"), CORA
    told = sort_items(mapping, around(long, foreign, fits))
    assert told.rows == (("Weiß", "+492214710003"),)
    assert [(one.item.id, one.why, one.header) for one in told.by_hand] == [
        ("2", Unsayable.TOO_LONG, "Name"),
        ("3", Unsayable.LETTERS, "Name"),
    ]
    upload, page = make_files(mapping, around(long, foreign, fits), Lang.EN)
    assert csv_rows(upload.content, "cp1252") == [["Name", "Nr"], ["Weiß", "+492214710003"]]
    assert "Müller-Lüdenscheidt" in page.content.decode()
    assert "The text for “Name” is longer than the file for the carrier allows." in page.content.decode()


def test_the_dialect_is_the_mappings() -> None:
    head = 'format = "csv"\nencoding = "utf-8-sig"\ndelimiter = ";"\nline_end = "lf"\nquote = "all"\n'
    (file,) = make_files(mapping_of(CSV.replace('format = "csv"\n', head)), around(ANNA), Lang.EN)
    assert file.content == b'\xef\xbb\xbf"Name";"Nr"\n"M\xc3\xbcller";"+492214710001"\n'


def test_numbers_and_days_are_said_in_the_notation_that_is_asked_for() -> None:
    texts = texts_of(ANNA, around(ANNA))
    told = ("number", "number.national", "number.digits", "number.din", "number.extension", "mobile.national")
    assert [texts[name] for name in (*told, "start_date", "start_date.de")] == [
        *("+492214710001", "02214710001", "492214710001", "+49 221 4710001", "001", "015228817386"),
        *("2026-12-01", "01.12.2026"),
    ]
    assert texts_of(BEN, around(BEN))["mobile.din"] == ""


def test_a_checklist_has_the_forms_steps_in_their_order() -> None:
    (page,) = make_files(load_mapping("companyflex"), around(ANNA, BEN, CORA), Lang.EN)
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.content.decode())
    boxes = [
        [" ".join("".join(step.itertext()).split()) for step in box.iter("li")] for box in document.iter("article")
    ]
    address = "StreetMusterstraße House number1 Postal code50667 TownKöln CountryDE"
    assert boxes[0] == [
        "Choose the SIP trunk. SIP trunkKOELN-1",
        f"Enter the user data. First nameAnna Last nameMüller {address}",
        "Enter the username. Usernameanna.mueller",
        "Enter the e-mail address for authentication twice. E-mail for authenticationanna.mueller@example.org",
        "Enter the mobile number; leave “Authentication without mobile number” unticked. Mobile number+49 1522 8817386",
        "Choose the number and enter the internal number. Phone number+49 221 4710001 Internal number001",
        "Choose the conference package. Conference packagePlus",
        "Put the workplace into the cart and order it with costs.",
    ]
    assert boxes[1][0] == "Open this workplace in the list of workplaces. Usernameben.celik Phone number+49 221 4710002"
    assert boxes[1][3:6] == [
        "Leave the mobile number empty and tick “Authentication without mobile number”.",
        "Choose the number and enter the internal number. Phone number+49 221 4710002 Internal number002",
        "Choose no conference package.",
    ]
    assert boxes[2] == [
        "Open this workplace in the list of workplaces. Usernamecora.weiss Phone number+49 221 4710003",
        "Delete this workplace and confirm in the portal.",
    ]


def test_a_mapping_may_say_how_the_form_calls_its_fields() -> None:
    own = 'format = "checklist"\n[[column]]\nheader = "Login"\nfield = "username"\n'
    (page,) = make_files(mapping_of(own), around(ANNA), Lang.DE)
    text = page.content.decode()
    assert "<dt>Login</dt><dd><bdi>anna.mueller</bdi></dd>" in text
    assert "Tragen Sie ein:" in text


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("imp-2026-11-23-0001/b01", "imp-2026-11-23-0001_b01"),
        ("../etc/passwd", "~2E._etc_passwd"),
        ("a_b", "a~5Fb"),
        ("a~b/ü", "a~7Eb_~C3~BC"),
    ],
)
def test_a_reference_becomes_a_name_within_the_folder(reference: str, name: str) -> None:
    assert file_name(reference) == name


@given(st.lists(st.text(max_size=6), min_size=2, max_size=2, unique=True))
def test_two_references_have_two_names(references: list[str]) -> None:
    first, second = map(file_name, (one.encode("utf-8", "replace").decode() for one in references))
    assert first != second or references[0].encode("utf-8", "replace") == references[1].encode("utf-8", "replace")

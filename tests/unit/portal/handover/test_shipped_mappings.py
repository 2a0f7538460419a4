"""Every mapping that comes with Trunkload, against a small order: just what its file says."""

import csv
import io

import openpyxl
import pytest

from tests.unit.portal.handover.builders import ANNA, BEN, CORA, around
from trunkload.portal.handover.mapping import Format, Said
from trunkload.portal.handover.mapping_reading import load_mapping, shipped_mappings
from trunkload.portal.handover.sheaf import HandoverFile, make_files
from trunkload.validation.language import Lang

ORDER = around(ANNA, BEN, CORA)

EXPECTED = {
    "freepbx": (
        "extension,name,description,tech,outboundcid,voicemail\n"
        '001,Anna Müller,Anna Müller,pjsip,"""Anna Müller"" <+492214710001>",novm\n'
        '002,Ben Çelik,Ben Çelik,pjsip,"""Ben Çelik"" <+492214710002>",novm\n'
    ),
    "3cx": (
        "Number,FirstName,LastName,EmailAddress,MobileNumber,AuthID,AuthPassword,OutboundCallerID\r\n"
        "001,Anna,Müller,anna.mueller@example.org,4915228817386,,,492214710001\r\n"
    ),
    "webex": (
        "First Name,Last Name,Display Name,User ID/Email (Required),"
        "Extension,Phone Number,Caller ID Number,Location\r\n"
        "Anna,Müller,Anna Müller,anna.mueller@example.org,001,+492214710001,+492214710001,KOELN-1\r\n"
        "Ben,Çelik,Ben Çelik,ben.celik@example.org,002,+492214710002,+492214710002,KOELN-1\r\n"
    ),
    "zoom": (
        "email,first_name,last_name,extension_number,phone_numbers,site_name,outbound_caller_id\r\n"
        "anna.mueller@example.org,Anna,Müller,001,+492214710001,KOELN-1,+492214710001\r\n"
    ),
}
BY_HAND = {"freepbx": ["4"], "3cx": ["3", "4"], "webex": ["4"], "zoom": ["3", "4"]}


def files_of(name: str) -> dict[str, HandoverFile]:
    return {one.end: one for one in make_files(load_mapping(name), ORDER, Lang.EN)}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_csv_says_what_its_form_can_say(name: str) -> None:
    assert files_of(name)[".csv"].content.decode("utf-8") == EXPECTED[name]


@pytest.mark.parametrize("name", BY_HAND)
def test_what_a_form_cannot_say_is_for_a_person(name: str) -> None:
    page = files_of(name)["-checklist.html"]
    text = page.content.decode()
    assert [row for row in ("2", "3", "4") if f"Row {row}:" in text] == BY_HAND[name]
    assert (page.rows, page.by_hand) == (len(BY_HAND[name]), True)
    assert text.count("The file for the carrier cannot express this action.") == len(BY_HAND[name])


def test_the_worksheet_has_every_action_and_only_text() -> None:
    files = files_of("worksheet")
    assert list(files) == [".xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO(files[".xlsx"].content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:6] == ["Aktion", "SIP-Trunk", "Vorname", "Nachname", "Straße", "Hausnummer"]
    assert rows[1] == [
        *("neu", "KOELN-1", "Anna", "Müller", "Musterstraße", "1", "50667", "Köln", "DE", "anna.mueller"),
        *("anna.mueller@example.org", "+49 1522 8817386", "+49 221 4710001", "001", "Konferenz Plus", "01.12.2026"),
        "imp-2026-11-23-0001/b01",
    ]
    assert [row[0] for row in rows] == ["Aktion", "neu", "ändern", "löschen"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_companyflex_is_a_checklist_of_the_steps_of_its_form() -> None:
    files = files_of("companyflex")
    assert list(files) == ["-checklist.html"]
    assert files["-checklist.html"].rows == 3


@pytest.mark.parametrize("name", shipped_mappings())
def test_the_same_order_gives_the_same_bytes(name: str) -> None:
    assert make_files(load_mapping(name), ORDER, Lang.DE) == make_files(load_mapping(name), ORDER, Lang.DE)


@pytest.mark.parametrize("name", shipped_mappings())
def test_every_item_is_in_just_one_file(name: str) -> None:
    assert sum(one.rows for one in make_files(load_mapping(name), ORDER, Lang.EN)) == 3


@pytest.mark.parametrize("name", sorted(set(shipped_mappings()) - {"worksheet"}))
def test_a_vendors_mapping_names_the_vendors_document(name: str) -> None:
    source = load_mapping(name).source
    assert source.title
    assert source.address.startswith("https://")


@pytest.mark.parametrize("name", shipped_mappings())
def test_what_is_not_verified_is_a_header_of_the_file(name: str) -> None:
    mapping = load_mapping(name)
    assert set(mapping.source.not_verified) <= {column.header for column in mapping.columns}


@pytest.mark.parametrize("name", shipped_mappings())
def test_no_mapping_asks_for_a_password(name: str) -> None:
    fields = {part.field for column in load_mapping(name).columns for part in column.parts if isinstance(part, Said)}
    assert "password_channel" not in fields
    assert not any("password" in field for field in fields)


def test_there_are_the_six_that_the_guide_tells_of() -> None:
    assert shipped_mappings() == ("3cx", "companyflex", "freepbx", "webex", "worksheet", "zoom")
    assert [name for name in shipped_mappings() if load_mapping(name).format is Format.CSV] == [*sorted(EXPECTED)]


def test_a_csv_reads_back_as_it_was_written() -> None:
    text = files_of("freepbx")[".csv"].content.decode()
    assert next(csv.DictReader(io.StringIO(text)))["outboundcid"] == '"Anna Müller" <+492214710001>'

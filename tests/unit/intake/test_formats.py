"""What a file is by its content."""

import pytest

from trunkload.intake.formats import Container, container_of
from trunkload.intake.refusal import RefusalCode, Refused

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", RefusalCode.EMPTY_FILE),
        (b"%PDF-1.7\n", RefusalCode.NOT_A_SPREADSHEET),
        (b"\x89PNG\r\n\x1a\n\0\0", RefusalCode.NOT_A_SPREADSHEET),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", RefusalCode.NOT_A_SPREADSHEET),
        (b"{\\rtf1\\ansi Vorname;Nachname}", RefusalCode.NOT_A_SPREADSHEET),
        (b"\x7fELF\x02\x01\x01\0\0\0", RefusalCode.NOT_A_SPREADSHEET),
        (b"PK\x05\x06" + bytes(18), RefusalCode.NOT_A_SPREADSHEET),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", RefusalCode.TOO_OLD_FORMAT),
        (b"\xef\xbb\xbf<html><table>", RefusalCode.UNSUPPORTED_FORMAT),
        (b'<?xml version="1.0"?><Workbook>', RefusalCode.UNSUPPORTED_FORMAT),
        ("Vorname;Nachname".encode("utf-16-le"), RefusalCode.UNKNOWN_ENCODING),
    ],
)
def test_what_is_no_table_is_refused_for_what_it_is(content: bytes, code: RefusalCode) -> None:
    with pytest.raises(Refused) as refused:
        container_of(content)
    assert refused.value.code is code


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("ID;PWXL;N;E\r\nP;PGeneral\r\n", "sylk"),
        ("ID;PSCALC3\r\nC;X1;Y1;K1\r\n", "sylk"),
        ('TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n', "dif"),
        (
            'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="x"\r\n',
            "mhtml",
        ),
        ("From: <x>\nSubject: y\n z\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", "mhtml"),
        ("BEGIN:VCARD\r\nVERSION:3.0\r\n", "vcard"),
        ("begin:vcalendar\nversion:2.0\n", "ical"),
        ('{"people": [{"Vorname": "Ute"}]}', "json"),
        ('\ufeff\n[\n {"Vorname": "Ute", "Nachname": "Arndt"}]', "json"),
        ('{"Vorname": "Ute"}\n{"Vorname": "Bodo"}\n', "json"),
        ('[["Vorname", "Nachname"], ["Ute", "Arndt"]]', "json"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_texts_of_other_programs_are_refused_by_their_name(text: str, format_: str, encoding: str) -> None:
    with pytest.raises(Refused) as refused:
        container_of(text.encode(encoding))
    assert refused.value.code is RefusalCode.UNSUPPORTED_FORMAT
    assert refused.value.params == {"format": format_}


@pytest.mark.parametrize(
    "text",
    [
        "ID;Personalnummer;Vorname\n",
        "ID;PLZ;Ort\n",
        "ID;PLZ\n4711;50667\n",
        "ID;P\nC;1\n",
        "ID;PERSONALNUMMER\n4711;12\n",
        "TABLE\nVorname;Nachname\n",
        "Content-Type: text/plain\nVorname;Nachname\n",
        "BEGIN:VCARD;Vorname\n",
        "{Vorname};{Nachname}\n",
        '{"Vorname"};{"Nachname"}\n',
        "[Vorname];[Nachname]\n",
        '["Vorname"],["Nachname"]\n',
        "[intern]\nVorname;Nachname\n",
        '"{""a"": 1}";b\n',
        "[1] Neueinstellungen;;\nVorname;Nachname;E-Mail\n",
        "{}\n",
    ],
)
def test_a_list_that_only_looks_like_another_programs_text_is_read_on(text: str) -> None:
    assert container_of(text.encode()) is Container.TEXT


def test_text_archives_and_compound_files_are_read_on() -> None:
    assert container_of(b"Vorname;Nachname\n") is Container.TEXT
    assert container_of("Vorname;Nachname\n".encode("utf-16")) is Container.TEXT
    assert container_of(b"PK\x03\x04" + bytes(30)) is Container.ARCHIVE
    assert container_of(OLE2 + bytes(600)) is Container.COMPOUND

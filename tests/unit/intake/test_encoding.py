"""Text files: UTF-8, UTF-16 and Windows-1252 are told apart, every other encoding is refused."""

import pytest

from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.text_tables.encoding import PART, text_of

TEXT = "Vorname;Nachname;Ort\r\nJürgen;Müller-Lüdenscheidt;Köln\r\n"
GERMAN = "Vorname;Nachname\r\nKäthe;Müller\r\nBärbel;Schröder\r\n"
TURKISH = "Vorname;Nachname\r\nAyşe;Yıldız\r\nÇağrı;Öztürk\r\n"
POLISH = "Vorname;Nachname\r\nŁukasz;Pawłowski\r\nStanisława;Dąbrowska\r\n"
CZECH = "Vorname;Nachname\r\nJiří;Dvořák\r\nLuděk;Němec\r\nTomáš;Růžička\r\n"
HUNGARIAN = "Vorname;Nachname\r\nErnő;Erdős\r\nGergő;Szűcs\r\n"
RUSSIAN = "Имя;Фамилия\r\nИван;Петров\r\n"
GREEK = "Όνομα;Επώνυμο\r\nΓιώργος;Παπαδόπουλος\r\n"
JAPANESE = "名前;苗字\r\n太郎;山田\r\n花子;さとう\r\n"
CHINESE = "名字;姓氏\r\n伟;张\r\n秀英;李明华\r\n"


def read(content: bytes) -> tuple[str, str]:
    text = text_of(content)
    return text.content[text.start :].decode(), text.encoding


@pytest.mark.parametrize("end", ["\x1a", "\x1a\x1a\x1a"])
@pytest.mark.parametrize(
    ("codec", "encoding"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "windows-1252")]
)
def test_the_end_that_dos_programs_write_is_no_part_of_the_text(codec: str, encoding: str, end: str) -> None:
    assert read(f"{TEXT}{end}".encode(codec)) == (TEXT, encoding)


def test_the_end_that_dos_programs_write_is_a_control_character_anywhere_else() -> None:
    assert is_refused(f"{TEXT}\x1a{TEXT}".encode())


def test_a_letter_of_utf_16_is_never_taken_for_that_end() -> None:
    assert read("Vorname\u1a00".encode("utf-16")) == ("Vorname\u1a00", "utf-16")


def is_refused(content: bytes) -> bool:
    try:
        text_of(content)
    except Refused as refused:
        return refused.code is RefusalCode.UNKNOWN_ENCODING
    return False


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "windows-1252")],
)
def test_an_encoding_is_told_by_the_bytes(codec: str, name: str) -> None:
    assert read(TEXT.encode(codec)) == (TEXT, name)


def test_utf_16_of_either_byte_order_is_read_where_it_is_marked() -> None:
    assert read(b"\xfe\xff" + TEXT.encode("utf-16-be")) == (TEXT, "utf-16")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_a_file_of_several_parts_is_read_whole(codec: str) -> None:
    text = "ä" + TEXT * (2 * PART // len(TEXT)) + "ß"
    assert read(text.encode(codec))[0] == text


def test_a_letter_of_two_utf_16_units_may_stand_where_a_part_ends() -> None:
    text = "x" * (PART // 2 - 2) + "😀" + "y"
    assert read(text.encode("utf-16"))[0] == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        *((GERMAN, codec) for codec in ("cp850", "cp437", "cp858", "mac_roman", "utf-32", "utf-16-le", "utf-16-be")),
        ("Vorname;Nachname\nRené;Weiß\n", "cp850"),
        ("Vorname;Nachname\nUte;Groß\n", "cp850"),
        ("Vorname;Nachname\nUte;Köln\n", "mac_roman"),
        ("Vorname;Nachname\nUte;Groß\n", "mac_roman"),
        ("Vorname;Nachname\nÄnne;Arndt\n", "mac_roman"),
        *((TURKISH, codec) for codec in ("cp1254", "iso8859_9", "cp857")),
        *((POLISH, codec) for codec in ("cp1250", "iso8859_2", "cp852")),
        *((CZECH, codec) for codec in ("cp1250", "iso8859_2", "cp852")),
        *((HUNGARIAN, codec) for codec in ("cp1250", "iso8859_2", "cp852")),
        *((RUSSIAN, codec) for codec in ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic")),
        *((GREEK, codec) for codec in ("cp1253", "iso8859_7")),
        *((JAPANESE, codec) for codec in ("shift_jis", "euc_jp", "iso2022_jp")),
        *((CHINESE, codec) for codec in ("gbk", "gb18030", "big5")),
    ],
)
def test_every_other_encoding_is_refused(text: str, codec: str) -> None:
    """None of them is taken for Windows-1252, in which nearly every byte is some letter."""
    assert is_refused(text.encode(codec, errors="replace"))


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfVorname;M\xfcller",
        b"\xff\xfeV\x00o\x00r\x00\x00\xd8n\x00",
        b"\xff\xfeV\x00o",
        b"\xef\xbb\xbfVorname;\xed\xa0\x80Arndt",
        b"Vorname;\x81Arndt",
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    assert is_refused(content)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1a", "\x1b", "\x7f"])
def test_control_characters_are_no_text(codec: str, sign: str) -> None:
    assert is_refused(f"Vorname;Nachname\nJürgen;Ar{sign}ndt\n".encode(codec))


@pytest.mark.parametrize(
    "text",
    [
        "Name;Bemerkung\r\nD’Angelo;„Chef“ – 100 € …\r\nŠkoda;Œuvre\r\n",
        "José;Muñoz\nFrançois;Lefèvre\nSøren;Ångström\nZoë;Tomáš\nJoão;Gonçalves\nDušan;Žižek\nAleš;Kramar",
        "Bemerkung\nKöln · Bonn; 5 m² / 3°; „Straße“; §§ 5, 6; ½ Tag; ¿Qué?; †1999; ‚so‘; 20 €/Monat; L’Oréal™",
        "GROSSMÄSSIG;ÄÖÜ;äöüß;ÉÈÊ;Françoise;Jørgen Høeg;Forlì;Simões\n",
    ],
)
def test_western_words_and_windows_punctuation_are_text(text: str) -> None:
    assert read(text.encode("cp1252")) == (text, "windows-1252")

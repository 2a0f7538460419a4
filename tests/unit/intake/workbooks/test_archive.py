"""ZIP archives that promise too much or say something wrong."""

import struct
import zlib

import pytest

from tests.unit.intake.builders import zipped
from tests.unit.intake.workbooks.builders import parts_of
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.archive import open_archive
from trunkload.intake.workbooks.book import read_book


def refusal(content: bytes, limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Refused) as refused:
        unpack_all(content, limits)
    return refused.value


def unpack_all(content: bytes, limits: Limits) -> None:
    archive = open_archive(content, limits)
    for name in archive.parts:
        list(archive.unpacked(name))


def directory_claims(content: bytes, *, size: int, checksum: int) -> bytes:
    """The archive's directory with another size and checksum for its first part."""
    place = content.index(b"PK\x01\x02")
    start, end = content[: place + 16], content[place + 28 :]
    packed = content[place + 20 : place + 24]
    return start + struct.pack("<I", checksum) + packed + struct.pack("<I", size) + end


def test_a_part_is_unpacked_whole() -> None:
    body = bytes(range(256)) * 2000
    archive = open_archive(zipped({"a": body}), LIMITS)
    assert b"".join(archive.unpacked("a")) == body


def test_more_than_the_unpacked_limit_is_refused_before_it_is_unpacked() -> None:
    refused = refusal(zipped({"a": b"1234", "b": b"5678"}), Limits(unpacked_bytes=7))
    assert refused.code is RefusalCode.TOO_LARGE
    assert refused.params == {"what": "unpacked", "size": "8", "limit": "7"}


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    refused = refusal(zipped({"a": bytes(2_000_000)}))
    assert (refused.code, refused.params) == (RefusalCode.MALICIOUS_CONTENT, {"what": "ratio"})


def test_a_small_part_may_be_packed_as_well_as_it_can() -> None:
    archive = open_archive(zipped({"a": bytes(1_000_000)}), LIMITS)
    assert sum(map(len, archive.unpacked("a"))) == 1_000_000


def test_a_part_longer_than_the_directory_says_is_not_unpacked_further() -> None:
    lie = directory_claims(zipped({"a": b"x" * 500_000}), size=1000, checksum=zlib.crc32(b"x" * 1000))
    refused = refusal(lie)
    assert (refused.code, refused.params) == (RefusalCode.MALICIOUS_CONTENT, {"what": "size"})


def test_a_part_shorter_or_other_than_the_directory_says_is_corrupt() -> None:
    good = zipped({"a": b"hello"})
    assert refusal(directory_claims(good, size=6, checksum=zlib.crc32(b"hello"))).code is RefusalCode.CORRUPT_ARCHIVE
    assert refusal(directory_claims(good, size=5, checksum=1)).code is RefusalCode.CORRUPT_ARCHIVE


def test_two_parts_of_one_name_are_refused() -> None:
    refused = refusal(zipped({"xl/workbook.xml": b"1", "xl/Workbook.xml": b"2"}))
    assert (refused.code, refused.params) == (RefusalCode.MALICIOUS_CONTENT, {"what": "double_part"})


def test_a_cut_off_archive_is_corrupt() -> None:
    assert refusal(zipped({"a": b"hello" * 100})[:-30]).code is RefusalCode.CORRUPT_ARCHIVE


def test_a_locked_archive_is_told_as_locked() -> None:
    content = bytearray(zipped({"a": b"hello"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content)).code is RefusalCode.PASSWORD_PROTECTED


@pytest.mark.parametrize("name", ["../evil.xml", "xl/../../evil.xml", "/etc/evil.xml", "C:/evil.xml", "xl\\..\\evil"])
def test_a_part_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    refused = refusal(zipped({name: b"1"}))
    assert (refused.code, refused.params) == (RefusalCode.MALICIOUS_CONTENT, {"what": "path"})


def test_more_parts_than_we_take_are_refused() -> None:
    refused = refusal(zipped({f"part{number}": b"" for number in range(4)}), Limits(parts=3))
    assert (refused.code, refused.params) == (RefusalCode.TOO_LARGE, {"what": "parts", "size": "4", "limit": "3"})


def test_parts_that_share_their_bytes_are_refused() -> None:
    """However small the file is, its directory can name the same bytes a thousand times."""
    content = zipped({"a": bytes(range(256))})
    place, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = content[place:end]
    entries = b"".join(entry[:46] + bytes([97 + number]) for number in range(9))
    tail = struct.pack("<4s4xHHIIH", b"PK\x05\x06", 9, 9, len(entries), place, 0)
    refused = refusal(content[:place] + entries + tail)
    assert (refused.code, refused.params) == (RefusalCode.MALICIOUS_CONTENT, {"what": "overlap"})


@pytest.mark.parametrize(
    ("parts", "code", "params"),
    [
        ({"word/document.xml": b""}, RefusalCode.NOT_A_SPREADSHEET, {}),
        ({"Index/Document.iwa": b""}, RefusalCode.UNSUPPORTED_FORMAT, {"format": "numbers"}),
        ({}, RefusalCode.NOT_A_SPREADSHEET, {}),
    ],
)
def test_an_archive_that_is_no_workbook_is_refused(
    parts: dict[str, bytes], code: RefusalCode, params: dict[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        read_book(zipped(parts | {"other.txt": b"1"}), LIMITS)
    assert (refused.value.code, refused.value.params) == (code, params)


def test_a_workbook_with_macros_is_xlsm_and_says_so() -> None:
    book = read_book(zipped(parts_of("") | {"xl/vbaProject.bin": b""}), LIMITS)
    assert (book.format, book.macros) == ("xlsm", True)

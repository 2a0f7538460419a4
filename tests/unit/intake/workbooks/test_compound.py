"""Microsoft's compound file: what stands in it is found, and what it says of itself is not believed."""

import struct

import pytest

from tests.unit.intake.workbooks.compound_builder import compound_file
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.xls.compound import Compound

LONG = bytes(range(256)) * 40
HEADER_TABLE, FIRST_SECTOR, DIRECTORY_AT, SMALL_TABLE_AT, MORE_TABLE_AT = 76, 512, 48, 60, 68


def refusal(content: bytes, name: str = "Workbook") -> RefusalCode:
    with pytest.raises(Refused) as refused:
        Compound(content).read(name)
    return refused.value.code


def patched(content: bytes, at: int, number: int) -> bytes:
    return content[:at] + struct.pack("<I", number) + content[at + 4 :]


@pytest.mark.parametrize("shift", [9, 12])
@pytest.mark.parametrize("body", [LONG, b"kurz", b"x" * 64, b"y" * 4095, b"z" * 4096, b""])
def test_a_stream_comes_out_as_it_went_in(shift: int, body: bytes) -> None:
    compound = Compound(compound_file({"Other": b"other", "Workbook": body, "More": LONG}, shift=shift))
    assert compound.read("Workbook") == body


def test_names_count_in_capitals_and_small_letters_alike() -> None:
    assert Compound(compound_file({"WORKBOOK": b"x"})).read("Workbook") == b"x"


def test_storages_are_seen_beside_streams() -> None:
    compound = Compound(compound_file({"Workbook": b"x"}, storages=("_VBA_PROJECT_CUR",)))
    assert set(compound.entries) == {"workbook", "_vba_project_cur"}


def test_the_last_sector_may_be_shorter_than_the_others() -> None:
    assert Compound(compound_file({"Workbook": LONG})[:-100]).read("Workbook") == LONG


@pytest.mark.parametrize("length", [0, 8, 76, 511, 512, 700, 1024, 5000])
def test_a_file_that_is_cut_off_is_refused(length: int) -> None:
    assert refusal(compound_file({"Workbook": LONG})[:length]) == RefusalCode.CORRUPT_ARCHIVE


def test_another_files_signature_is_refused() -> None:
    assert refusal(bytes(2000)) == RefusalCode.UNREADABLE


@pytest.mark.parametrize("number", [0, 1, 5, 0xFFFFFFF0, 0x7FFFFFFF])
@pytest.mark.parametrize("at", [DIRECTORY_AT, HEADER_TABLE])
def test_a_header_that_points_elsewhere_is_refused(at: int, number: int) -> None:
    content = compound_file({"Workbook": LONG})
    if struct.unpack_from("<I", content, at)[0] != number:
        assert refusal(patched(content, at, number)) in {RefusalCode.UNREADABLE, RefusalCode.CORRUPT_ARCHIVE}


@pytest.mark.parametrize("entry", range(24))
def test_a_chain_that_comes_back_to_itself_is_refused_or_not_needed(entry: int) -> None:
    """Every place of the table in turn points to itself."""
    content = patched(compound_file({"Workbook": LONG}), FIRST_SECTOR + 4 * entry, entry)
    try:
        assert Compound(content).read("Workbook") == LONG
    except Refused as refused:
        assert refused.code == RefusalCode.UNREADABLE  # noqa: PT017  # either is right


def test_a_table_that_continues_in_itself_is_refused() -> None:
    content = patched(patched(compound_file({"Workbook": LONG}), MORE_TABLE_AT, 1), MORE_TABLE_AT + 4, 1)
    assert refusal(content) in {RefusalCode.UNREADABLE, RefusalCode.CORRUPT_ARCHIVE}


def test_a_directory_whose_lines_are_each_others_neighbours_is_refused() -> None:
    content = compound_file({"Workbook": LONG})
    directory = struct.unpack_from("<I", content, DIRECTORY_AT)[0]
    neighbour = FIRST_SECTOR * (directory + 1) + 128 + 68
    assert refusal(patched(content, neighbour, 1)) == RefusalCode.UNREADABLE


def test_a_stream_longer_than_the_file_is_refused_before_it_is_read() -> None:
    content = compound_file({"Workbook": LONG})
    directory = struct.unpack_from("<I", content, DIRECTORY_AT)[0]
    size = FIRST_SECTOR * (directory + 1) + 128 + 120
    assert refusal(patched(content, size, 0x7FFFFFFF)) == RefusalCode.CORRUPT_ARCHIVE


def test_a_storage_is_no_stream() -> None:
    assert refusal(compound_file({"Other": b"x"}, storages=("Workbook",))) == RefusalCode.UNREADABLE

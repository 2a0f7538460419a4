"""Strings of old Excel workbooks, and where they go on in another record."""

import struct

import pytest

from tests.unit.intake.workbooks.biff_builder import text
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.xls.biff_strings import Strings


def all_of(*bodies: bytes) -> list[str]:
    strings = Strings(bodies)
    found = []
    while not strings.at_end():
        found.append(strings.next())
    return found


def rich(value: str, runs: int, phonetic: bytes) -> bytes:
    """With a description of its looks and of how it is read aloud after its characters."""
    head = struct.pack("<HBHI", len(value), 1 | 4 | 8, runs, len(phonetic))
    return head + value.encode("utf-16-le") + bytes(4 * runs) + phonetic


def test_narrow_and_wide_strings_follow_one_another() -> None:
    assert all_of(text("Köln") + text("Łódź", wide=True) + text("") + text("Ende")) == ["Köln", "Łódź", "", "Ende"]


def test_what_follows_the_characters_is_passed_over() -> None:
    assert all_of(rich("東京", 3, b"\x01\x02\x03") + text("x")) == ["東京", "x"]


def test_what_follows_the_characters_may_go_on_in_other_records() -> None:
    whole = rich("東京", 3, b"abc") + text("x")
    for cut in range(13, len(whole) - 1):
        assert all_of(whole[:cut], whole[cut:]) == ["東京", "x"]


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("then_wide", [False, True])
def test_characters_go_on_in_another_record_as_wide_as_it_says(wide: bool, then_wide: bool) -> None:
    value = "Grüße aus Köln"
    for cut in range(len(value)):
        first = struct.pack("<HB", len(value), wide) + value[:cut].encode("utf-16-le" if wide else "latin-1")
        second = bytes([then_wide]) + value[cut:].encode("utf-16-le" if then_wide else "latin-1")
        assert all_of(first, second + text("x")) == [value, "x"]


def test_a_string_may_go_on_over_many_records() -> None:
    value = "äbc" * 5
    bodies = [bytes([0]) + one.encode("latin-1") for one in value]
    assert all_of(struct.pack("<HB", len(value), 0), *bodies, text("x")) == [value, "x"]


def test_a_head_may_be_split_over_any_number_of_empty_records() -> None:
    head = struct.pack("<HB", 2, 0)
    assert all_of(head[:1], *[b""] * 5000, head[1:] + b"ab") == ["ab"]


def test_half_a_pair_of_surrogates_is_no_character() -> None:
    assert all_of(struct.pack("<HBH", 1, 1, 0xD83D)) == ["�"]


@pytest.mark.parametrize(
    "bodies",
    [
        (b"\x05",),
        (struct.pack("<HB", 5, 0) + b"abc",),
        (struct.pack("<HB", 5, 0) + b"abc", b"\0d"),
        (struct.pack("<HB", 2, 1) + b"abc", b"\0d"),
        (rich("ab", 900, b"")[:-1],),
        (struct.pack("<HBI", 0, 4, 0xFFFFFFFF),),
    ],
)
def test_a_string_that_ends_too_early_is_refused(bodies: tuple[bytes, ...]) -> None:
    with pytest.raises(Refused) as refused:
        all_of(*bodies)
    assert refused.value.code == RefusalCode.UNREADABLE

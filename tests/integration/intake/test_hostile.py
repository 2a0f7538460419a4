"""Files made to do harm end in a refusal with its reason or in the right Sheet; the next one is read as before."""

import random
import socket
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest

from tests.integration.intake.bombs import GROUPS, SHEET, STRINGS, STYLES, WORKBOOK, Bomb, good, parts_of, zipped
from trunkload.intake.limits import Limits
from trunkload.intake.read import read_sheet
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Sheet
from trunkload.intake.upload import upload_of

MEGABYTE = 1 << 20
LITTLE = Limits(
    upload_bytes=4 * MEGABYTE,
    unpacked_bytes=12 * MEGABYTE,
    rows=10_000,
    cells=1_000_000,
    repeated_bytes=MEGABYTE,
    cpu_seconds=2,
    memory_bytes=768 * MEGABYTE,
)
EVERY = 8
"""After so many hostile files a good one is read in between."""

OUTSIDE = "/var/tmp/trunkload-outside"  # noqa: S108  # a name inside of an archive: nothing is written there
OFFICE = Path(__file__).parents[2] / "corpus" / "files" / "libreoffice"


@pytest.fixture(scope="module")
def canary() -> Iterator[socket.socket]:
    """A door that nobody may knock at while hostile files are read."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0)
        yield door


@pytest.fixture(scope="module")
def as_before() -> Sheet:
    return ended(good())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The process works in an empty folder of its own; answers what lies in it and beside it."""
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    monkeypatch.setenv("TMPDIR", str(inside))
    monkeypatch.setattr(tempfile, "tempdir", str(inside))
    return lambda: sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))


def ended(content: bytes) -> Sheet:
    return read_sheet(upload_of("staff.xlsx", content), limits=LITTLE)


def names_of(sheet: Sheet) -> dict[int, tuple[str, str]]:
    rows = zip(sheet.staff.index, sheet.staff["first_name"], sheet.staff["last_name"], strict=True)
    return {row: (first, last) for row, first, last in rows}


def assert_same(sheet: Sheet, other: Sheet) -> None:
    pd.testing.assert_frame_equal(sheet.staff, other.staff)
    assert (sheet.columns, sheet.skipped) == (other.columns, other.skipped)


@pytest.mark.parametrize("group", GROUPS)
def test_a_file_made_to_do_harm_does_none(
    group: str, as_before: Sheet, canary: socket.socket, place: Callable[[], list[str]]
) -> None:
    """No file is written, nobody is called, and no other exception than a refusal comes out."""
    wrong = {}
    for count, bomb in enumerate(GROUPS[group](canary.getsockname()[1], OUTSIDE)):
        end = end_of(bomb.content)
        if not is_right(end, bomb):
            wrong[bomb.name] = end
        if count % EVERY == 0:
            assert_same(ended(good()), as_before)
    assert_same(ended(good()), as_before)
    assert wrong == {}
    assert place() == ["inside"]
    assert not Path(OUTSIDE).exists()
    with pytest.raises(BlockingIOError):
        canary.accept()


def end_of(content: bytes) -> RefusalCode | dict[int, tuple[str, str]]:
    try:
        return names_of(ended(content))
    except Refused as refused:
        return refused.code


def is_right(end: RefusalCode | dict[int, tuple[str, str]], bomb: Bomb) -> bool:
    if isinstance(end, RefusalCode):
        return end in bomb.codes
    return bomb.reads and end == {2: ("Ute", "Arndt"), 3: ("Bodo", "Brandt")}


@pytest.mark.parametrize("share", range(20))
def test_a_file_that_was_cut_off_is_never_read_in_part(share: int) -> None:
    content = good()
    with pytest.raises(Refused) as refused:
        ended(content[: len(content) * share // 20])
    codes = {RefusalCode.EMPTY_FILE} if share == 0 else {RefusalCode.CORRUPT_ARCHIVE}
    assert refused.value.code in codes


def test_one_wrong_byte_is_a_refusal_or_makes_no_difference(as_before: Sheet) -> None:
    content = good()
    chosen = random.Random(3)  # noqa: S311  # the same places every time
    read_all_the_same = 0
    for _ in range(200):
        at, bit = chosen.randrange(len(content)), 1 << chosen.randrange(8)
        wrong = content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]
        with suppress(Refused):
            assert_same(ended(wrong), as_before)
            read_all_the_same += 1
    assert read_all_the_same < 200
    assert_same(ended(good()), as_before)


@pytest.mark.parametrize("part", [SHEET, STRINGS, STYLES, WORKBOOK, "xl/_rels/workbook.xml.rels"])
def test_one_wrong_byte_inside_of_a_part_is_a_refusal_or_a_sheet(part: str, as_before: Sheet) -> None:
    """The archive itself is whole, so only the markup can tell; nothing but a refusal or a Sheet comes out."""
    parts = parts_of(good())
    chosen = random.Random(zlib.crc32(part.encode()))  # noqa: S311  # the same places every time
    for _ in range(40):
        body = bytearray(parts[part])
        body[chosen.randrange(len(body))] = chosen.choice(b"<>&\"'/0129aZ \x00\xff=;:-")
        ends_well(zipped({**parts, part: bytes(body)}))
    assert_same(ended(good()), as_before)


@pytest.mark.parametrize("name", ["staff.xls", "staff.ods", "semicolons-utf-8.csv"])
def test_wrong_bytes_in_other_formats_are_a_refusal_or_a_sheet(name: str, as_before: Sheet) -> None:
    content = (OFFICE / name).read_bytes()
    chosen = random.Random(5)  # noqa: S311  # the same places every time
    for _ in range(50):
        body = bytearray(content)
        for _ in range(chosen.choice((1, 1, 4))):
            body[chosen.randrange(len(body))] = chosen.randrange(256)
        ends_well(bytes(body))
    for share in range(1, 20, 2):
        ends_well(content[: len(content) * share // 20])
    assert_same(ended(good()), as_before)


def test_anything_at_all_is_a_refusal_or_a_sheet(as_before: Sheet) -> None:
    chosen = random.Random(7)  # noqa: S311  # the same bytes every time
    starts = (
        b"",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"sep=;\n",
    )
    for at in range(70):
        ends_well(starts[at % len(starts)] + chosen.randbytes(chosen.choice((1, 30, 600, 9_000))))
    assert_same(ended(good()), as_before)


def ends_well(content: bytes) -> None:
    """Every other exception than a refusal fails the test; so does a Sheet of nobody."""
    with suppress(Refused):
        assert len(ended(content).staff) > 0

"""An office program opens every workbook that we hand out without mending it, and shows the marks."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.integration.reports.test_marked_again import OURS, commented, headings
from tests.integration.reports.test_marked_workbook import (
    JUERGEN,
    RED,
    UTE,
    checked_of,
    marked,
    marks_in,
    opened,
    parts_of,
    sample,
    saved,
    small_book,
)
from trunkload.reports.workbook.result import Result, ResultRow, write_result
from trunkload.reports.workbook.written import write_marked
from trunkload.validation.findings import Severity

PERSONS = "Ruft noch einmal an"


def retyped(content: bytes, old: str, new: str) -> bytes:
    """As if somebody had typed another text into one cell; all else of the parts stays."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts_of(content).items():
            archive.writestr(name, part.replace(old.encode(), new.encode()))
    return out.getvalue()


def with_a_comment_of_hers() -> bytes:
    book = small_book(JUERGEN, UTE)
    book.worksheets[0]["C3"].comment = Comment(PERSONS, "Lena Fischer")
    return marked(saved(book))


def written() -> dict[str, bytes]:
    """One of each kind."""
    content, in_place = sample()
    checked = checked_of(content)
    blocked = set(map(int, checked.blocked))
    rows = {10: ResultRow(("failed", "=1+1"), Severity.BLOCKED), 11: ResultRow(("set up", ""))}
    result = Result(("Result", "Reason"), rows, "Summary", (("failed", "1"),))
    return {
        "in-place": in_place,
        "streamed": write_marked(checked.sheet, marks_in(checked)),
        "to-fix": write_marked(checked.sheet, marks_in(checked), blocked),
        "result": write_result(checked.sheet, result),
        "corrected": retyped(in_place, "O152 28817386", "0152 28817386"),
        "hers": retyped(with_a_comment_of_hers(), "ute.arndt@", "ute.arndt@example.org"),
    }


@pytest.fixture(scope="module")
def sent() -> Mapping[str, bytes]:
    return written()


@pytest.fixture(scope="module")
def converted(
    sent: Mapping[str, bytes], missing: Callable[[str], NoReturn], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, bytes]:
    """All of them as LibreOffice saves them, which is started once."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        missing("No LibreOffice on this machine: no workbook is opened. Install libreoffice-calc-nogui.")
    folder = tmp_path_factory.mktemp("office")
    for name, content in sent.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.xlsx") for name in sent]
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in sent}


def shown(content: bytes) -> dict[str, dict[str, tuple[str, str | None, str | None]]]:
    """By worksheet and cell: its text, our colour, and the comment."""
    return {page.title: {cell.coordinate: _shown(cell) for row in page for cell in row} for page in opened(content)}


def _shown(cell: Any) -> tuple[str, str | None, str | None]:  # noqa: ANN401 - openpyxl's own types do not say
    colour = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
    return str(cell.value), colour, cell.comment and cell.comment.text


@pytest.mark.parametrize("name", ["in-place", "streamed", "to-fix", "result"])
def test_it_shows_texts_colours_and_comments_as_we_wrote_them(
    sent: Mapping[str, bytes], converted: Mapping[str, bytes], name: str
) -> None:
    before, after = shown(sent[name]), shown(converted[name])
    assert list(after) == list(before)
    for page, cells in before.items():
        told = {at: one for at, one in cells.items() if one != ("None", None, None)}
        assert {at: after[page].get(at) for at in told} == told
    reds = {at for cells in after.values() for at, one in cells.items() if one[1] == RED}
    assert len(reds) >= (1 if name == "result" else 4)


@pytest.mark.parametrize("name", ["streamed", "to-fix", "result"])
def test_every_cell_of_a_new_workbook_is_text(
    sent: Mapping[str, bytes], converted: Mapping[str, bytes], name: str
) -> None:
    for content in (sent[name], converted[name]):
        assert all(b"<f>" not in part and b"<f " not in part for part in parts_of(content).values())
    kinds = {cell.data_type for page in opened(converted[name]) for row in page for cell in row if cell.value}
    assert kinds == {"s"}


def test_what_it_saved_is_marked_again_without_a_second_pair(converted: Mapping[str, bytes]) -> None:
    """It forgets who wrote a comment, and what we note where nobody looks."""
    again = opened(marked(converted["corrected"]))
    page = again["Neueinstellungen"]
    assert again.sheetnames == ["Neueinstellungen", "Summary"]
    assert headings(page) == list(OURS)
    assert commented(page) == ["E14", "M18", "F21", "H25", "E26", "F31"]
    assert all(page[at].comment.text.count("Trunkload: ") == 1 for at in commented(page))
    assert page["F10"].fill.fill_type is None
    assert page["M18"].fill.fgColor.rgb == RED


def test_a_persons_own_comment_is_left_alone_again(converted: Mapping[str, bytes]) -> None:
    page = opened(marked(converted["hers"]))["Neu"]
    assert {at: page[at].comment.text for at in commented(page)} == {"C3": PERSONS}


def test_the_streamed_workbook_is_opened_by_openpyxl_too(sent: Mapping[str, bytes]) -> None:
    page = openpyxl.load_workbook(io.BytesIO(sent["streamed"])).worksheets[0]
    assert page.freeze_panes == "A4"
    assert page["F10"].number_format == "@"
    assert page["A3"].font.b

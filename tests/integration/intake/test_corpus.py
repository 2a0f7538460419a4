"""Every file of the corpus ends as the JSON beside it says, whatever the file is called."""

import io
import json
import random
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from trunkload.intake.choices import Choices
from trunkload.intake.read import read_sheet
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Sheet
from trunkload.intake.upload import upload_of

FILES = Path(__file__).parents[2] / "corpus" / "files"
SUFFIX = ".expected.json"
NAMES = sorted(
    path.relative_to(FILES).as_posix() for path in FILES.rglob("*") if path.is_file() and path.suffix != ".json"
)
FACTS = ("format", "sheet", "encoding", "delimiter", "header_row", "date_system", "macros", "hidden_sheets")
FROM_BOMBS = {"no_such_file", "too_large"}
"""Refusals for which no small file can stand in a folder."""


def expected_of(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((FILES / f"{name}{SUFFIX}").read_text("utf-8"))
    return expected


def outcome(name: str, content: bytes, expected: dict[str, Any]) -> dict[str, Any]:
    """What comes out, as far as the expectation names it."""
    try:
        sheet = read_sheet(upload_of(name, content), Choices(**expected.get("choices", {})))
    except Refused as refused:
        return {"refused": told(refused)}
    shown = {"rows": rows_of(sheet), "skipped": skipped_of(sheet), "marks": marks_of(sheet)} | facts_of(sheet)
    shown["columns"] = [[column.letter, column.header, column.field, column.how] for column in sheet.columns]
    return {key: value for key, value in shown.items() if key in expected}


def told(refused: Refused) -> dict[str, Any]:
    where = {"code": refused.code.value, "row": refused.row, "column": refused.column}
    return {key: value for key, value in where.items() if value is not None}


def rows_of(sheet: Sheet) -> dict[str, dict[str, str]]:
    return {str(row): sheet.staff.loc[row].dropna().to_dict() for row in sheet.staff.index}


def skipped_of(sheet: Sheet) -> dict[str, list[int]]:
    skipped = sheet.skipped
    reasons = {"blank": skipped.blank, "hidden": skipped.hidden, "example": skipped.example, "footer": skipped.footer}
    return {reason: list(rows) for reason, rows in reasons.items() if rows}


def marks_of(sheet: Sheet) -> dict[str, dict[str, list[int]]]:
    return {
        mark.value: {field: rows.tolist() for field, rows in by_field.items()}
        for mark, by_field in sheet.marks.items()
        if by_field
    }


def facts_of(sheet: Sheet) -> dict[str, Any]:
    facts = {name: getattr(sheet.facts, name) for name in FACTS}
    return facts | {"hidden_sheets": list(sheet.facts.hidden_sheets)}


def without_choices(expected: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in expected.items() if key != "choices"}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_ends_as_a_person_says_beside_it(name: str) -> None:
    expected = expected_of(name)
    assert outcome(name, (FILES / name).read_bytes(), expected) == without_choices(expected)


@pytest.fixture(scope="module")
def of_each_kind() -> dict[str, dict[str, Any]]:
    """How a small file of each kind ends under its own name."""
    names = [name for name in NAMES if name.startswith(OF_EACH_KIND)]
    return {name: outcome(name, (FILES / name).read_bytes(), expected_of(name)) for name in names}


@pytest.mark.parametrize("wrong", ["liste", "liste.csv", "liste.xlsx", "LISTE.XLS", "bild.png"])
def test_no_name_makes_a_difference(wrong: str, of_each_kind: dict[str, dict[str, Any]]) -> None:
    """The content says what a file is; one small file of each kind stands for all."""
    differing = [
        name
        for name, right in of_each_kind.items()
        if outcome(wrong, (FILES / name).read_bytes(), expected_of(name)) != right
    ]
    assert differing == []


OF_EACH_KIND = ("libreoffice/", "refused/", "programs/", "openpyxl/")


def test_every_file_has_its_expectation_and_every_expectation_its_file() -> None:
    told_of = sorted(
        path.relative_to(FILES).as_posix().removesuffix(SUFFIX) for path in FILES.rglob(f"*{SUFFIX}") if path.is_file()
    )
    assert told_of == NAMES
    assert len(NAMES) > 200


def test_every_refusal_has_a_file() -> None:
    """But for the one that no file makes by itself: that it failed on too many days."""
    codes = {expected["refused"]["code"] for name in NAMES if "refused" in (expected := expected_of(name))}
    of_days = {RefusalCode.TRIED_TOO_OFTEN.value}
    assert codes == {code.value for code in RefusalCode} - FROM_BOMBS - of_days


def test_the_whole_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in FILES.rglob("*") if path.is_file()) < 2 * 1024 * 1024


WORKBOOKS = [name for name in NAMES if name.endswith((".xlsx", ".xlsm")) and not name.startswith("refused/")]


def enlarged(content: bytes) -> bytes:
    """The same workbook with more than a megabyte of instructions to nobody behind the cells of each worksheet."""
    nothing = random.Random(1).randbytes(600_000).hex().encode()  # noqa: S311  # text that hardly packs
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as larger:
        for name in given.namelist():
            body = given.read(name)
            if END_OF_CELLS.search(body):
                body = END_OF_CELLS.sub(lambda found: found[0] + b"<?nothing " + nothing + b"?>", body)
            larger.writestr(name, body)
    return written.getvalue()


END_OF_CELLS = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData/>")


@pytest.mark.parametrize("folder", sorted({name.partition("/")[0] for name in WORKBOOKS}))
def test_a_large_workbook_is_read_as_a_small_one(folder: str) -> None:
    """Many cells are read in another way than few."""
    differing = {}
    for name in (name for name in WORKBOOKS if name.startswith(f"{folder}/")):
        expected = expected_of(name)
        end = outcome(name, enlarged((FILES / name).read_bytes()), expected)
        if end != without_choices(expected):
            differing[name] = end
    assert differing == {}

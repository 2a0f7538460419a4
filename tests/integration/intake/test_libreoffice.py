"""What people do with our files in an office program: open, save in another format, send."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pandas as pd
import pytest

from trunkload.intake.read import read_sheet
from trunkload.intake.sheet import Sheet
from trunkload.intake.template import write_template
from trunkload.intake.upload import open_upload, upload_of
from trunkload.validation.choices import read_dates

SAMPLE = Path(__file__).parents[3] / "sample-data" / "new-staff.xlsx"
UTF8_SEMICOLONS = "csv:Text - txt - csv (StarCalc):59,34,76,1"


@pytest.fixture(scope="module")
def office(missing: Callable[[str], NoReturn], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Converts a file by LibreOffice, in a profile of its own; answers where the result lies."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        missing("No LibreOffice on this machine: files saved by it are not read. Install libreoffice-calc-nogui.")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def convert(source: Path, kind: str) -> Path:
        folder = tmp_path_factory.mktemp("saved")
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
        return next(folder.iterdir())

    return convert


@pytest.mark.parametrize("kind", ["xlsx", UTF8_SEMICOLONS])
def test_the_sample_saved_again_by_an_office_program_reads_alike(
    office: Callable[[Path, str], Path], kind: str
) -> None:
    """Title line, leading zeros and umlauts survive; a date is written otherwise and means the same day."""
    original = read_sheet(open_upload(SAMPLE))
    saved = read_sheet(open_upload(office(SAMPLE, kind)))
    assert saved.facts.header_row == original.facts.header_row
    pd.testing.assert_frame_equal(_with_days(saved), _with_days(original))


def _with_days(sheet: Sheet) -> pd.DataFrame:
    return sheet.staff.assign(start_date=read_dates(sheet.staff["start_date"]))


def test_our_template_opens_in_an_office_program_and_comes_back_with_every_column(
    office: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    template = tmp_path / "template.xlsx"
    template.write_bytes(write_template("de", ["KOELN-1"], ["Köln"], ["Plus"]))
    filled = tmp_path / "filled.csv"
    text = office(template, UTF8_SEMICOLONS).read_text("utf-8-sig").rstrip("\n")
    header = next(row for row in csv.reader(text.splitlines(), delimiter=";") if "Nachname *" in row)
    cells = {"Vorname *": "Jürgen", "Nachname *": "Müller", "Personalnummer": "004711"}
    row = ";".join(cells.get(name, "") for name in header)
    filled.write_text(f"{text}\n{row}\n", "utf-8")

    sheet = read_sheet(upload_of("filled.csv", filled.read_bytes()))

    assert all(column.field for column in sheet.columns)
    assert sheet.staff["last_name"].tolist() == ["Müller"]
    assert sheet.staff["employee_id"].tolist() == ["004711"]
    assert len(sheet.skipped.example) == 1

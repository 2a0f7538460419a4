"""Every sample file reads as sample-data/README.md says."""

import re
from pathlib import Path

import pandas as pd
import pytest

from trunkload.intake.raw import Mark
from trunkload.intake.read import read_sheet
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Column, Skipped
from trunkload.intake.upload import open_upload

SAMPLES = Path(__file__).parents[3] / "sample-data"
ROW = re.compile(r"^\| `(bad/[^`]+)` \| .+ \| `([a-z_]+)` \| ([012]) \|$", re.MULTILINE)
PROMISED = ROW.findall((SAMPLES / "README.md").read_text(encoding="utf-8"))
REFUSALS = {code.value for code in RefusalCode}


def test_the_readme_names_every_bad_file() -> None:
    assert sorted(name for name, _, _ in PROMISED) == sorted(f"bad/{path.name}" for path in (SAMPLES / "bad").iterdir())


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, code, exit_code in PROMISED if exit_code == "2"])
def test_an_unusable_file_is_refused_for_its_one_mistake(name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_sheet(open_upload(SAMPLES / name))
    assert refused.value.code == code


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, code, exit_code in PROMISED if exit_code != "2"])
def test_a_file_with_a_mistake_in_a_row_is_read_whole(name: str, code: str) -> None:
    assert code not in REFUSALS
    sheet = read_sheet(open_upload(SAMPLES / name))
    assert sheet.skipped == Skipped()
    assert len(sheet.staff) == {"bad/pool-too-small.csv": 60, "bad/duplicate-person.csv": 3}.get(name, 2)
    assert all(column.field for column in sheet.columns)


def test_the_sample_workbook_is_read_below_its_title_line() -> None:
    sheet = read_sheet(open_upload(SAMPLES / "new-staff.xlsx"))
    assert (sheet.facts.format, sheet.facts.sheet, sheet.facts.header_row) == ("xlsx", "Neueinstellungen", 3)
    assert list(sheet.staff.index) == list(range(4, 44))
    assert sheet.skipped == Skipped()
    assert sheet.columns[-1] == Column(letter="O", header="Gehaltsgruppe", field=None, how="hidden")
    assert [column.how for column in sheet.columns[:-1]] == ["synonym"] * 14


def test_the_sample_workbook_holds_numbers_and_text_as_the_person_sees_them() -> None:
    sheet = read_sheet(open_upload(SAMPLES / "new-staff.xlsx"))
    first = sheet.staff.loc[4].dropna().to_dict()
    assert first == {
        "employee_id": "004711",
        "salutation": "Frau",
        "first_name": "Jana",
        "last_name": "Müller-Lüdenscheidt",
        "email": "jana.mueller@example.org",
        "mobile": "0152 28817386",
        "location": "Köln",
        "conference_package": "Plus",
        "start_date": "2027-01-01",
        "department": "Vertrieb",
        "cost_center": "4100",
    }
    numbers = sheet.marks[Mark.NUMBER]
    assert list(numbers["employee_id"]) == list(range(6, 44))
    assert 4 in numbers["cost_center"]
    assert 12 not in numbers["cost_center"]
    assert sheet.staff.loc[12, "cost_center"] == "0815"
    assert set(numbers) == {"employee_id", "cost_center"}


def test_the_sample_csv_holds_the_same_people() -> None:
    """Windows-1252, semicolons; only the dates are written as they are shown."""
    book = read_sheet(open_upload(SAMPLES / "new-staff.xlsx"))
    text = read_sheet(open_upload(SAMPLES / "new-staff.csv"))
    assert (text.facts.encoding, text.facts.delimiter, text.facts.header_row) == ("windows-1252", ";", 3)
    dates = pd.to_datetime(book.staff["start_date"]).dt.strftime("%d.%m.%Y")
    same = book.staff.assign(start_date=dates.astype(book.staff["start_date"].dtype))
    pd.testing.assert_frame_equal(text.staff, same)
    assert text.marks == {}
    assert text.columns[-1] == Column(letter="O", header="Gehaltsgruppe", field=None, how="unknown")


def test_the_samples_hold_no_number_that_could_be_someones() -> None:
    """N-11: every mobile number of the sample is the one reserved for fiction."""
    staff = read_sheet(open_upload(SAMPLES / "new-staff.xlsx")).staff
    digits = staff["mobile"].dropna().str.replace("O", "0").str.replace(r"\D", "", regex=True)
    assert set(digits.str.slice(-8)) == {"28817386"}
    assert bool(staff["email"].str.fullmatch(r"[a-z.]+@(?:example\.(?:org|com))?").all())

"""Rows that we write ourselves are read again as what they were."""

from trunkload.intake.choices import AS_ASKED
from trunkload.intake.fields import Field
from trunkload.intake.limits import LIMITS
from trunkload.intake.read import read_sheet
from trunkload.intake.written_rows import upload_of_rows

ROWS = (
    {Field.ACTION: "modify", Field.USERNAME: "anna.schmidt", Field.PHONE_NUMBER: "+492214710301"},
    {
        Field.ACTION: "modify",
        Field.USERNAME: "tim.bauer",
        Field.LAST_NAME: 'Bauer; genannt "=Tim"',
        Field.EXTENSION: "012",
    },
    {Field.ACTION: "delete", Field.USERNAME: "laura.koch"},
)


def test_every_cell_comes_back_as_it_was_written() -> None:
    sheet = read_sheet(upload_of_rows("undo.csv", ROWS), AS_ASKED, limits=LIMITS)
    assert sheet.facts.name == "undo.csv"
    told = sheet.staff.astype(object).where(sheet.staff.notna(), None).to_dict("index")
    filled = [{name: text for name, text in cells.items() if text} for cells in told.values()]
    assert list(told) == [2, 3, 4]
    assert filled == [dict(row) for row in ROWS]


def test_headers_are_the_canonical_names_in_their_order() -> None:
    upload = upload_of_rows("undo.csv", ROWS)
    assert upload.content.splitlines()[0] == b"action;last_name;username;phone_number;extension"

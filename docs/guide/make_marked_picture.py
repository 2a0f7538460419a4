"""Knows how marked-workbook.png is made: run by hand with `python docs/guide/make_marked_picture.py`; its output is
committed. Needs soffice and pdftoppm."""

import io
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import openpyxl

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.builders import sample_account  # noqa: E402 - found by the line above
from trunkload.intake.read import read_sheet  # noqa: E402 - found by the line above
from trunkload.intake.upload import open_upload  # noqa: E402 - found by the line above
from trunkload.reports.workbook.marks import marks_of  # noqa: E402 - found by the line above
from trunkload.reports.workbook.package import mark_workbook  # noqa: E402 - found by the line above
from trunkload.validation.check import check_sheet  # noqa: E402 - found by the line above
from trunkload.validation.language import Lang  # noqa: E402 - found by the line above
from trunkload.validation.rules import Rules  # noqa: E402 - found by the line above

SAMPLE = ROOT / "sample-data" / "new-staff.xlsx"
SHOWN = "C3:Q18"
A3 = 8
LEFT_OUT = "BGHIJKLNO"
"""Columns without anything to see, so that the others can be read."""

CROP = {"-x": "20", "-y": "20", "-W": "1560", "-H": "320"}
"""Pixels: the cells without the margins of the paper."""


def marked() -> bytes:
    upload = open_upload(SAMPLE)
    account = sample_account()
    checked = check_sheet(read_sheet(upload), account, Rules(), date(2026, 11, 23), ())
    return mark_workbook(upload.content, checked.sheet, marks_of(checked, Lang.DE, account.taken_at))


def on_one_page(content: bytes) -> bytes:
    """The same cells, printed on one sheet of paper; nothing else is changed."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    del book["Zusammenfassung"]
    page = book.worksheets[0]
    page.print_area = SHOWN
    for letter in LEFT_OUT:
        page.column_dimensions[letter].hidden = True
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A3
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = 1, True
    page.print_options.gridLines = True
    page.page_margins.left = page.page_margins.top = 0.3
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        (at / "marked.xlsx").write_bytes(on_one_page(marked()))
        profile = f"-env:UserInstallation={(at / 'profile').as_uri()}"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(at / "marked.xlsx")]
        subprocess.run(convert, check=True, capture_output=True)  # noqa: S603 - our own words
        crop = [word for pair in CROP.items() for word in pair]
        picture = ["pdftoppm", "-png", "-r", "100", *crop, "-singlefile", str(at / "marked.pdf")]
        subprocess.run([*picture, str(HERE / "marked-workbook")], check=True)  # noqa: S603 - the same


if __name__ == "__main__":
    main()

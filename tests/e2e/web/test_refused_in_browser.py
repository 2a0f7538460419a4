"""Files that cannot be used: the page says why and what to do, in the person's language, and keeps nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.web.running import running_page
from tests.integration.flows.houses import SAMPLES
from tests.integration.web.people import Person

BAD = SAMPLES / "bad"
SAID = {
    "empty.xlsx": "The file is empty. Open it and save the sheet again.",
    "picture-named.xlsx": "The file is no spreadsheet. Send the sheet as .xlsx or .csv.",
    "web-page-named.xls": "Trunkload does not read this format (html) yet. Save the sheet as .xlsx or .csv",
    "very-old.xls": "The file comes from a very old Excel. Save it as .xlsx and send it again.",
    "password-protected.xlsx": "The file is locked with a password. Save it without a password and send it again.",
    "cut-off.xlsx": "The file is incomplete or damaged. Save it as .xlsx again and send that one.",
    "document-type.xlsx": "The file holds a document type, which no spreadsheet program writes; it is not read.",
    "dos-encoding.csv": "The file’s characters cannot be told. Save the sheet as “CSV UTF-8” or as .xlsx.",
    "open-quote.csv": "From row 2 on a quotation mark is missing: where the cell ends cannot be told.",
    "nobody.csv": "Nobody stands below the header.",
    "password-column.csv": "Column F (“Initialpasswort”) holds passwords; it is not read.",
    "semicolon-too-many.csv": "Row 3 has 6 cells, the header only 5.",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("refused") / "home"


@pytest.fixture(scope="module")
def kim(chromium: Browser, home: Path) -> Iterator[Person]:
    with running_page(home) as address:
        kim = Person(chromium, address, locale="en-GB")
        kim.logs_in("kim")
        yield kim
        kim.context.close()


@pytest.mark.parametrize("name", SAID)
def test_a_file_that_cannot_be_used_is_refused_with_its_sentence_and_not_kept(
    kim: Person, home: Path, name: str
) -> None:
    kim.page.goto("/upload")
    kim.page.locator("#file").set_input_files(BAD / name)
    kim.page.locator("form.panel button.main").click()
    said = kim.page.locator(".alarm")
    expect(said).to_contain_text("Nothing of the file is kept.", timeout=60_000)
    expect(kim.page.locator("main")).to_contain_text(name)
    expect(said).to_contain_text(SAID[name])
    kept = {path.relative_to(home / "files").as_posix() for path in (home / "files").rglob("*") if path.is_file()}
    assert kept == {"keys/page"}
    assert kim.complaints == []

"""The pictures of the page that README shows: python -m tests.e2e.web.screenshots."""

import re
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from playwright.sync_api import Browser, ViewportSize, expect

from tests.e2e.web.running import SHEET, running_page
from tests.integration.web.people import Person, opened_chromium

FOLDER = Path(__file__).parents[3] / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1100, "height": 720}
PATIENCE = 60_000


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with (
        TemporaryDirectory() as folder,
        running_page(Path(folder) / "home") as address,
        opened_chromium(stop) as browser,
    ):
        show_story(browser, address, FOLDER)


def stop(reason: str) -> NoReturn:
    raise SystemExit(reason)


def show_story(browser: Browser, address: str, folder: Path) -> None:
    """From the upload to the order; each page's picture as it stands."""
    keep = partial(_keep, folder)
    kim, anna = (Person(browser, address, locale="en-GB", viewport=SIZE) for _ in range(2))
    kim.logs_in("kim")
    keep(kim, "upload")
    kim.page.locator("#file").set_input_files(SHEET)
    kim.page.locator("form.panel button.main").click()
    kim.page.wait_for_url(re.compile(r"report\.html$"), timeout=PATIENCE)
    keep(kim, "report")
    anna.logs_in("anna")
    anna.page.goto(kim.page.url.replace("report.html", "plan"))
    keep(anna, "plan")
    anna.page.locator("form.step button.main").click()
    expect(anna.page.locator("#standing")).to_have_text("done", timeout=PATIENCE)
    keep(anna, "orders")
    anna.page.goto("/numbers")
    keep(anna, "numbers")


def _keep(folder: Path, person: Person, name: str) -> None:
    person.page.screenshot(path=folder / f"page-{name}.png")


if __name__ == "__main__":
    main()

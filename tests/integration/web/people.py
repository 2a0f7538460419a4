"""People at a real browser, who notice what its console complains of and what axe-core finds."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.integration.web.sites import PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """async tags => {
    const told = await axe.run({runOnly: tags, selectors: false});
    return told.violations.map(one => [one.id, one.nodes.length, one.nodes[0].html, one.nodes[0].failureSummary]);
}"""


@contextmanager
def opened_chromium(missing: Callable[[str], NoReturn]) -> Iterator[Browser]:
    if CHROMIUM is None:
        missing("No Chromium on this machine: nobody opens the page. Install the package chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Person:
    """Somebody at a browser, who notices whatever its console complains of."""

    def __init__(self, chromium: Browser, address: str, **context: Any) -> None:  # noqa: ANN401 - Playwright's own
        self.context = chromium.new_context(base_url=address, reduced_motion="reduce", **context)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda told: self.complaints.append(told.text))
        self.page.on("pageerror", lambda failed: self.complaints.append(str(failed)))
        self.page.on("request", lambda asked: self.complaints.append(asked.url) if address not in asked.url else None)

    def logs_in(self, login: str) -> None:
        self.page.goto("/login")
        self.page.locator("#username").fill(login)
        self.page.locator("#password").fill(PASSWORD)
        self.page.locator("button.main").click()
        expect(self.page.locator(".site bdi")).to_have_text(login)

    def axe(self) -> Mapping[str, Any]:
        """By what page, what axe-core finds wrong; the page's policy lets no script in, so it comes from outside."""
        self.page.evaluate(AXE_SCRIPT)
        wrong = self.page.evaluate(FOUND, TAGS)
        return {self.page.url: wrong} if wrong else {}

"""Knows how somebody without a mouse goes through a page."""

import pytest
from playwright.sync_api import Locator, expect

from tests.integration.web.people import Person
from tests.integration.web.sites import PASSWORD

MOST_TABS = 80


def tabs_to(person: Person, there: Locator) -> None:
    """As somebody without a mouse: from where the keyboard is now, past nothing that cannot be reached."""
    for _ in range(MOST_TABS):
        if there.evaluate("one => one === document.activeElement"):
            return
        person.page.keyboard.press("Tab")
    pytest.fail(f"{there} is not reached with the keyboard at {person.page.url}")


def types_in(person: Person, login: str) -> None:
    person.page.goto("/login")
    tabs_to(person, person.page.locator("#username"))
    person.page.keyboard.type(login)
    person.page.keyboard.press("Tab")
    person.page.keyboard.type(PASSWORD)
    person.page.keyboard.press("Enter")
    expect(person.page.locator(".site bdi")).to_have_text(login)

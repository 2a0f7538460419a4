"""A plan is approved and followed in a real browser; axe-core finds nothing on the way, in both languages."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.integration.flows.houses import approved, first_import
from tests.integration.web.people import Person
from tests.integration.web.sites import InThisProcess
from trunkload.flows.story import submit_story
from trunkload.flows.wiring import House
from trunkload.storage.database import writing


@pytest.mark.parametrize(
    ("locale", "scheme", "width"), [("de-DE", "dark", 360), ("en-GB", "light", 1100)], ids=["de dark phone", "en light"]
)
def test_a_plan_is_approved_and_followed_to_its_end_while_somebody_watches(  # noqa: PLR0913, PLR0917 - a table's row
    chromium: Browser,
    few: House,
    few_site: tuple[str, InThisProcess],
    locale: str,
    scheme: Literal["light", "dark"],
    width: int,
) -> None:
    address, heavy = few_site
    heavy.is_held = True
    anna = Person(chromium, address, locale=locale, color_scheme=scheme, viewport={"width": width, "height": 800})
    anna.logs_in("anna")
    anna.page.goto(f"/imports/{first_import(few).id}/plan")
    wrong = {**anna.axe()}
    assert anna.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    anna.page.locator("form.step button.main").press("Enter")
    anna.page.wait_for_url("**/orders")
    expect(anna.page.locator("progress")).to_have_attribute("value", "0")
    wrong |= anna.axe()
    heavy.let_go()
    expect(anna.page.locator("progress")).to_have_attribute("value", "3", timeout=20_000)
    expect(anna.page.locator("input[name=row-2]")).to_be_visible()
    wrong |= anna.axe()
    assert anna.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for path in ("undo", "orders"):
        anna.page.goto(f"/imports/{first_import(few).id}/{path}")
        wrong |= anna.axe()
    anna.page.locator(".does button").last.click()
    expect(anna.page.locator(".verdict")).to_have_text(re.compile("^3 (von|of) 3 "))
    wrong |= anna.axe()
    assert (wrong, anna.complaints) == ({}, [])
    anna.context.close()


def test_what_somebody_has_ticked_stays_ticked_while_news_come_in(
    chromium: Browser, few: House, few_site: tuple[str, InThisProcess]
) -> None:
    """They are shown as soon as the tick is gone."""
    submit_story(few, approved(few))
    with writing(few.ledger) as conn:
        conn.exec_driver_sql("UPDATE message SET state = 'queued' WHERE kind = 'confirmation'")
    anna = Person(chromium, few_site[0], locale="en-GB")
    anna.logs_in("anna")
    anna.page.goto(f"/imports/{first_import(few).id}/orders")
    tick = anna.page.locator("input[name=row-2]")
    tick.check()
    with writing(few.ledger) as conn:
        conn.exec_driver_sql("UPDATE order_item SET family_name = 'Anders' WHERE row = 3")
        conn.exec_driver_sql("UPDATE message SET state = 'sent' WHERE kind = 'confirmation'")
    expect(anna.page.locator("[sse-swap=told]")).to_contain_text("sent", timeout=20_000)
    expect(tick).to_be_checked()
    expect(anna.page.locator("[sse-swap=rows]")).not_to_contain_text("Anders")
    tick.uncheck()
    tick.blur()
    expect(anna.page.locator("[sse-swap=rows]")).to_contain_text("Anders")
    assert anna.complaints == []
    anna.context.close()


def test_a_plan_and_its_orders_are_there_without_javascript(
    chromium: Browser, few: House, few_site: tuple[str, InThisProcess]
) -> None:
    anna = Person(chromium, few_site[0], locale="en-GB", java_script_enabled=False)
    anna.logs_in("anna")
    anna.page.goto(f"/imports/{first_import(few).id}/plan")
    anna.page.locator("form.step button.main").click()
    anna.page.wait_for_url("**/orders")
    expect(anna.page.locator(".verdict")).to_have_text("3 of 3 rows are at the carrier as ordered", timeout=30_000)
    anna.context.close()

"""WCAG 2.2 AA: axe-core finds nothing on any kind of page, in headless Chromium, light and dark, wide and narrow."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, NoReturn

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.builders import sample_account, someone, staff_sheet
from trunkload.orders.build import build_plan
from trunkload.reports.build_plan_view import PlanShown
from trunkload.reports.build_view import build_report
from trunkload.reports.card import CellView, RowStatus
from trunkload.reports.linked import LINKED_ROWS
from trunkload.reports.masking.mask import masked
from trunkload.reports.page import render_page
from trunkload.reports.report_on import ReportOn
from trunkload.reports.view import RefusalView, ReportView
from trunkload.validation.check import check_sheet
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """async tags => {
    document.querySelectorAll('details').forEach(one => { one.open = true });
    const told = await axe.run({runOnly: tags, selectors: false});
    const places = one => [one.id, one.nodes.length, one.nodes[0].html, one.nodes[0].failureSummary];
    return {wrong: told.violations.map(places), rules: told.passes.length};
}"""
"""What axe-core says of the page with everything opened, once its script has run."""

View = ReportView | RefusalView


@pytest.fixture(scope="module")
def pages(missing: Callable[[str], NoReturn]) -> Iterator[BrowserContext]:
    """Where pages are opened: one browser for all of them."""
    if CHROMIUM is None:
        missing("No Chromium on this machine: nobody asks axe-core. Install the package chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium.new_context(reduced_motion="reduce")
        chromium.close()


def opened(pages: BrowserContext, view: View, *, scheme: str = "light", width: int = 1100) -> Page:
    """The page's own policy lets no script in, so axe-core is evaluated from outside."""
    page = pages.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_content(render_page(view))
    page.evaluate(AXE_SCRIPT)
    return page


def told(pages: BrowserContext, view: View, *, scheme: str = "light", width: int = 1100) -> Mapping[str, Any]:
    page = opened(pages, view, scheme=scheme, width=width)
    found: Mapping[str, Any] = page.evaluate(FOUND, TAGS)
    page.close()
    return found


def with_rows(report: ReportView, count: int) -> ReportView:
    model = next(card for card in report.rows if card.status is RowStatus.READY)
    return replace(
        report, rows=tuple(replace(model, row=row, cells=model.cells[:1]) for row in range(10, 10 + count)), actions=()
    )


def checked_page(lang: Lang, *people: dict[str, str | None], import_id: str | None = "imp-1") -> ReportOn:
    account = sample_account()
    checked = check_sheet(staff_sheet(*people), account, Rules(), date(2026, 11, 23))
    plan = build_plan("imp-1", checked, account.price_list, 50) if len(checked.ready) else None
    shown = PlanShown(import_id, "trunkload approve imp-1 --digest 4b1d0c")
    now = datetime(2026, 11, 23, 14, 22, tzinfo=UTC)
    return ReportOn(checked, account, plan, account.price_list, shown, now, lang)


READY = someone("Anna", "Eins", conference_package="Plus")
BLOCKED = someone("Bert", "Zwei", mobile="O152 28817386", location="Bonn")
WARNED = someone("Cora", "Drei", email="info@example.org", location="Berlin")


def kinds(lang: Lang, report: ReportView, refusal: RefusalView) -> dict[str, View]:
    """Every kind of page that there is."""
    whole = checked_page(lang, READY, BLOCKED, WARNED)
    card = report.rows[-1]
    long = replace(card, name="x" * 300, cells=(CellView("A17", "h" * 300, "v" * 300),))
    return {
        "ready": build_report(checked_page(lang, READY)),
        "blocked": build_report(checked_page(lang, BLOCKED)),
        "everything": build_report(whole),
        "warnings, only checked": build_report(checked_page(lang, WARNED, import_id=None)),
        "masked": build_report(masked(whole)),
        "all parts and long names": replace(report, lang=lang, rows=(*report.rows[:-1], long)),
        "refusal": replace(refusal, lang=lang),
    }


@pytest.mark.parametrize(("lang", "scheme"), [(Lang.DE, "light"), (Lang.EN, "dark")])
def test_axe_finds_nothing_on_any_kind_of_page(
    pages: BrowserContext, report: ReportView, refusal: RefusalView, lang: Lang, scheme: str
) -> None:
    """Each kind is seen in both languages and both colour schemes: no colour depends on a word."""
    found = {name: told(pages, view, scheme=scheme)["wrong"] for name, view in kinds(lang, report, refusal).items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_axe_finds_nothing_on_a_telephone(pages: BrowserContext) -> None:
    charted = build_report(checked_page(Lang.DE, READY, BLOCKED, WARNED))
    assert told(pages, charted, width=390)["wrong"] == []


def test_axe_finds_nothing_where_not_every_row_is_linked(pages: BrowserContext, report: ReportView) -> None:
    """What a thousand rows have more than these are cards of the same kind; the next test looks at all of them."""
    assert told(pages, with_rows(report, LINKED_ROWS + 2))["wrong"] == []


def test_names_of_a_thousand_rows_are_unique_and_all_that_is_named_is_there(report: ReportView) -> None:
    """The only rules of axe-core that see more than one card; asking it about 40,000 elements takes minutes."""
    page = render_page(with_rows(report, 1_000))
    ids = re.findall(r' id="?([\w-]+)', page)
    named = {name for told in re.findall(r' aria-labelledby="([^"]+)"', page) for name in told.split()}
    assert len(ids) == len(set(ids)) > 1_000
    assert named <= set(ids)


def test_axe_sees_what_is_wrong(pages: BrowserContext, report: ReportView) -> None:
    """Silence would prove nothing if nobody looked."""
    page = opened(pages, report)
    page.evaluate("document.querySelector('h1').remove(); document.documentElement.removeAttribute('lang')")
    found = page.evaluate(FOUND, TAGS)
    page.close()
    assert {"html-has-lang", "page-has-heading-one"} <= {one[0] for one in found["wrong"]}
    assert found["rules"] > 20

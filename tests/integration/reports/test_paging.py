"""A report of many rows: pages of 1,000, each below 300 kB, whose links arrive."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, account_of, person, sample_account, staff_sheet, with_contingent
from tests.integration.reports.sample_pages import lines_of, parsed
from tests.integration.reports.test_sample_pages import ELEMENTS, elements
from trunkload.flows.checking import judge, price_list
from trunkload.inventory.account import Account, NumberBlock
from trunkload.orders.build import build_plan
from trunkload.reports.build_plan_view import PlanShown
from trunkload.reports.build_row_view import row_view
from trunkload.reports.build_view import build_pages, build_report
from trunkload.reports.page import render_page, render_pieces
from trunkload.reports.page_room import PAGE_BYTES
from trunkload.reports.report_on import ReportOn
from trunkload.reports.view import ReportView
from trunkload.settings import Settings
from trunkload.validation.language import Lang

ROWS = 2_345
BLOCK = NumberBlock("koeln-large", "KOELN-9", "+4922147109", "0000", "9999")


def letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:04d}").capitalize()


def someone(number: int, *, bad: bool) -> dict[str, str | None]:
    """Twelve columns as sheets have them."""
    return person(
        employee_id=f"{number:06d}",
        first_name=("Anna", "Jürgen", "Łukasz")[number % 3],
        last_name=f"Öztürk-{letters(number)}",
        email=f"kim.{number}@example.{'org' if not bad or number % 3 else ''}",
        mobile="O152 2881738" if bad and number % 3 == 1 else "0152 28817386",
        location="Kölln" if bad and number % 3 == 2 else "Köln",
        department="Vertrieb",
        cost_center="4711",
        start_date="2027-01-01",
        activation_date="2027-01-01",
        conference_package=("Plus", "Basic", None)[number % 3],
        salutation="Frau",
    )


@cache
def account() -> Account:
    known = account_of(BLOCK)
    for name in ("workplace", "basic", "plus", "premium"):
        known = with_contingent(known, name, 50_000)
    return known


def about(people: Sequence[dict[str, str | None]], known: Account, lang: Lang = Lang.DE) -> ReportOn:
    settings_ = Settings()
    checked = judge(staff_sheet(*people), known, settings_, TODAY)
    prices = price_list(known, settings_)
    plan = build_plan("imp-1", checked, prices, 100) if len(checked.ready) else None
    shown = PlanShown("imp-1", "trunkload approve imp-1", row_command="trunkload report imp-1 --row …")
    return ReportOn(checked, known, plan, prices, shown, datetime(2026, 11, 23, 12, tzinfo=UTC), lang)


@cache
def many() -> tuple[ReportView, ...]:
    """Every 30th row has something to fix."""
    return tuple(build_pages(about([someone(n, bad=n % 30 == 0) for n in range(ROWS)], account())))


def rows_on(page: str) -> list[int]:
    return [int(row) for row in re.findall(r"<article id=row-(\d+)>", page)]


def test_blocked_rows_come_first_across_the_pages_and_every_row_once() -> None:
    views = many()
    blocked = [2 + n for n in range(ROWS) if n % 30 == 0]
    shown = [row for view in views for row in rows_on(render_page(view))]
    assert [len(view.rows) for view in views] == [1000, 1000, 345]
    assert shown[: len(blocked)] == blocked
    assert shown[len(blocked) :] == sorted(set(range(2, ROWS + 2)) - set(blocked))


def test_every_link_to_a_row_arrives_on_whichever_page_it_is() -> None:
    pages = {("report.html", "report-2.html", "report-3.html")[at]: render_page(view) for at, view in enumerate(many())}
    for name, page in pages.items():
        tree = parsed(page)
        links = {str(one.get("href")) for one in tree.iter("a")}
        for link in links:
            file, _, anchor = link.partition("#")
            assert f"id={anchor}" in (target := pages[file or name]) or f'id="{anchor}"' in target
        assert set(pages) - {name} <= {link.partition("#")[0] for link in links} | {"report-3.html", "report-2.html"}


def test_each_page_says_which_rows_it_has_and_leads_to_the_others() -> None:
    told = lines_of(parsed(render_page(many()[1])))
    assert "Zeilen 1.001–2.000 von 2.345" in told
    assert "Seite 2 von 3" in told
    links = {one.text: one.get("href") for one in parsed(render_page(many()[1])).iter("a")}
    assert links["Erste"] == links["Vorige"] == "report.html#rows"
    assert links["Nächste"] == links["Letzte"] == "report-3.html#rows"


def test_the_first_page_is_built_before_the_others() -> None:
    pages = build_pages(about([someone(n, bad=False) for n in range(1_200)], account()))
    assert len(next(pages).rows) == 1_000
    assert len(next(pages).rows) == 200


@pytest.mark.parametrize("every", [1, 30])
def test_a_page_of_a_thousand_rows_stays_below_300_kb(every: int) -> None:
    view = build_report(about([someone(n, bad=n % every == 0) for n in range(1_000)], account()))
    page = render_page(view).encode()
    assert len(page) < PAGE_BYTES
    assert len(rows_on(page.decode())) == 1_000


def test_what_many_rows_have_to_do_is_said_once_and_pointed_to() -> None:
    view = build_report(about([someone(n, bad=True) for n in range(300)], account()))
    page = render_page(view)
    fix = "Tippen Sie nur die Nummer ein, ohne Buchstaben und Zusätze."
    assert page.count(fix) == 1
    (number,) = [at for at, action in enumerate(view.actions, start=1) if action.fix.startswith(fix)]
    assert page.count(f"<a href=#cause-{number}>Zu tun: {number}</a>") == 100


def test_pieces_come_one_after_another_and_are_the_page() -> None:
    pieces = list(render_pieces(many()[0]))
    assert len(pieces) > 10
    assert "".join(pieces) == render_page(many()[0])


TYPED = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(
        [
            "{{7*7}}",
            "{% include 'x' %}",
            "<img src=x onerror=alert(1)>",
            '"><script>alert(1)</script>',
            "</style><b>",
            "=1+1",
            "\u202egnp.exe",
            "nul\x00",
            "&lt;",
            "</li></ul></article>",
            "x" * 40_000,
        ]
    ),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TYPED, min_size=4, max_size=4))
def test_whatever_cells_hold_the_pages_have_only_our_elements_and_attributes(typed: list[str]) -> None:
    first, last, email, site = typed
    known = about([person(first_name=first, last_name=last, email=email, location=site), person()], sample_account())
    calm = about([person(first_name="A", last_name="B", email="?", location="?"), person()], sample_account())
    one_row, calm_row = row_view(known, 2), row_view(calm, 2)
    assert one_row is not None
    assert calm_row is not None
    for view, other in ((build_report(known), build_report(calm)), (one_row, calm_row)):
        tree = parsed(render_page(view))
        assert elements(tree) <= ELEMENTS
        ours = {name for one in parsed(render_page(other)).iter() for name in one.attrib} | {"data-cause", "open"}
        assert {name for one in tree.iter() for name in one.attrib} <= ours | {"class"}
        assert title_of(tree) == "staff.csv"


def test_half_a_character_in_a_file_name_is_shown_as_what_it_is() -> None:
    view = replace(many()[2], title="M\udce4rz.xlsx")
    assert title_of(parsed(render_page(view))) == "M\N{REPLACEMENT CHARACTER}rz.xlsx"


def title_of(tree: Element) -> str:
    (title,) = tree.iter("title")
    return str(title.text)

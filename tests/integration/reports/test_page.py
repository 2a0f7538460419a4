"""Pages as a browser's parser reads them (html5lib, strict)."""

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest

from trunkload.reports.card import CellView
from trunkload.reports.languages import LABELS
from trunkload.reports.page import render_page
from trunkload.reports.plan_view import NextStep
from trunkload.reports.view import RefusalView, ReportView
from trunkload.validation.language import Lang

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    '" onclick="alert(1)',
    "{{7*7}}{% raw %}",
    "\u202etxt.exe\u202c\u2069",
    "=HYPERLINK(1)",
    "&amp; &lt;b&gt;",
    "<!-- --><![CDATA[ ]]>",
]


def parsed(page: str) -> Element:
    """The page's tree; html5lib's strict parser raises at the first fault."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return tree


def text_of(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def by_id(tree: Element, name: str) -> Element:
    (element,) = [one for one in tree.iter() if one.get("id") == name]
    return element


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("next_step", NextStep)
def test_the_page_is_valid_in_both_languages(report: ReportView, lang: Lang, next_step: NextStep) -> None:
    assert report.plan is not None
    view = replace(report, lang=lang, plan=replace(report.plan, next_step=next_step))
    tree = parsed(render_page(view))
    assert tree.get("lang") == lang
    assert LABELS[lang].step_means[next_step] in text_of(by_id(tree, "plan"))


def test_ids_are_unique_and_every_link_arrives(report: ReportView) -> None:
    tree = parsed(render_page(report))
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    links = {str(element.get("href")) for element in tree.iter("a")}
    named = {element.get("aria-labelledby") for element in tree.iter() if element.get("aria-labelledby")}
    assert set(ids.values()) == {1}
    assert {link.removeprefix("#") for link in links} | named <= set(ids)
    assert {"#row-17", "#row-9", "#row-4", "#row-5"} <= links


def test_blocked_rows_come_first_then_warnings_then_ready_ones(report: ReportView) -> None:
    tree = parsed(render_page(report))
    assert [article.get("id") for article in tree.iter("article")] == ["row-17", "row-9", "row-4", "row-5"]


def test_headings_go_down_one_step_at_a_time(report: ReportView, refusal: RefusalView) -> None:
    for view in (report, refusal):
        levels = [int(e.tag[1]) for e in parsed(render_page(view)).iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(right <= left + 1 for left, right in pairwise(levels))


def test_the_counts_on_the_page_are_those_of_the_receipt(report: ReportView) -> None:
    result = by_id(parsed(render_page(report)), "result")
    (legend,) = [e for e in result.iter("ul") if e.get("class") == "legend"]
    (skipped,) = [e for e in result.iter("ul") if e.get("class") == "skipped"]
    assert [text_of(item) for item in legend] == [
        "1 korrigieren",
        "1 bereit, mit Hinweis",
        "1 bereit",
        "4 ausgelassen",
        "7 Zeilen in der Datei",
    ]
    assert [text_of(item) for item in skipped] == [
        "leer: 3 Zeilen (6–8)",
        "schon so, geplant oder bestellt: 1 Zeile (5)",
    ]


def test_a_finding_shows_its_cell_the_value_as_typed_and_what_to_do(report: ReportView) -> None:
    card = text_of(by_id(parsed(render_page(report)), "row-17"))
    assert (
        "An Stelle 1 steht ein Buchstabe: „O“. Schreiben Sie die Ziffer 0 in E17. "
        "E17 Handynummer O152 28817386 Vorschlag 0152 28817386"
    ) in card


def test_what_a_column_may_mean_is_shown_and_what_was_decided(report: ReportView) -> None:
    columns = text_of(by_id(parsed(render_page(replace(report, lang=Lang.EN))), "columns"))
    assert "H Telefon not used (perhaps: Mobile number) header not known" in columns
    assert "I Notiz not used a decision" in columns


def test_what_is_better_known_of_the_file_is_shown(report: ReportView) -> None:
    told = text_of(by_id(parsed(render_page(replace(report, lang=Lang.EN))), "file"))
    assert "Hidden worksheets, not read Listen , <Alt>" in told
    assert "Good to know The file’s macros are not run. The file counts days from 1904; they are read so." in told
    assert f"Fingerprint of the headers {'3c' * 32}" in told


def test_a_row_to_be_ordered_shows_number_login_and_cost(report: ReportView) -> None:
    tree = parsed(render_page(report))
    ready = text_of(by_id(tree, "row-4"))
    assert "+49 221 4710-012 juergen.mueller intern 012 Konferenz Plus, per SMS, Köln KOELN-1, " in ready
    assert "ab 01.12.2026, 8,85 € Niedrigste freie Durchwahl im Block +49 221 4710" in ready
    warned = text_of(by_id(tree, "row-9"))
    assert "so bald wie möglich, Preis unbekannt" in warned


def test_the_plan_shows_ranges_cost_term_and_the_exact_command(report: ReportView) -> None:
    plan = text_of(by_id(parsed(render_page(replace(report, lang=Lang.EN))), "plan"))
    assert "+49 221 4710-012 +49 221 4710-014 to +49 221 4710-044 (31)" in plan
    assert "1,148.50 € a month 0.00 € once Sample prices" in plan
    assert "Minimum term 30 days" in plan
    assert "trunkload approve 2026-11-23-7f3a --digest 4b1d0c" in plan


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_person_typed_is_never_markup(report: ReportView, typed: str) -> None:
    """Promise 9: everywhere that typed text is shown, it is shown as typed and adds no element."""
    honest = parsed(render_page(report))
    card = report.rows[-1]
    hostile_card = replace(
        card,
        name=typed,
        cells=tuple(CellView(cell.address, typed, typed, cell.mark) for cell in card.cells),
        findings=tuple(
            replace(f, sentence=typed, fix=typed, header=typed, value=typed, suggestion=typed) for f in card.findings
        ),
    )
    view = replace(
        report,
        title=typed,
        file=replace(report.file, name=typed, sheet=typed),
        columns=tuple(replace(column, header=typed) for column in report.columns),
        rows=(*report.rows[:-1], hostile_card),
    )
    tree = parsed(render_page(view))
    assert [e.tag for e in tree.iter()] == [e.tag for e in honest.iter()]
    assert {name for e in tree.iter() for name in e.attrib} == {name for e in honest.iter() for name in e.attrib}
    words = "".join(by_id(tree, "row-17").itertext()).replace("\r\n", "\n")
    assert words.count(typed) >= 1 + 2 * len(card.cells) + 5 * len(card.findings)


def test_control_characters_do_not_break_the_page(report: ReportView) -> None:
    card = replace(report.rows[-1], name="An\x00na\x1b[31m")
    tree = parsed(render_page(replace(report, rows=(card,))))
    assert "An␀na␛[31m" in text_of(by_id(tree, "row-17"))


def test_the_page_loads_nothing_and_runs_its_own_few_lines(report: ReportView) -> None:
    tree = parsed(render_page(report))
    policies = [m.get("content") for m in tree.iter("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    assert str(policies[0]).startswith("default-src 'none'; style-src 'sha256-")
    assert "; script-src 'sha256-" in str(policies[0])
    assert [e.tag for e in tree.iter() if e.tag in {"img", "iframe", "object", "form"}] == []
    (script,) = tree.iter("script")
    assert script.attrib == {}
    digest = base64.b64encode(hashlib.sha256("".join(script.itertext()).encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in str(policies[0])
    assert [e.tag for e in tree.iter() if "style" in e.attrib] == []
    assert {e.get("href") for e in tree.iter("link")} == {"data:,"}


def test_a_file_that_cannot_be_used_gets_a_page_about_that_one_problem(refusal: RefusalView) -> None:
    tree = parsed(render_page(refusal))
    assert text_of(by_id(tree, "problem")) == (
        "This file cannot be used as it is The column for the last name is missing. "
        "What to do Add a column with the header “Last name”."
    )
    assert "A Personalnummer Employee number its header" in text_of(by_id(tree, "columns"))
    assert list(tree.iter("article")) == []


def test_a_report_without_a_plan_offers_no_command(report: ReportView) -> None:
    tree = parsed(render_page(replace(report, plan=None, import_id=None, rows=(report.rows[-1],))))
    assert [e.get("id") for e in tree.iter("section") if e.get("id") == "plan"] == []
    assert list(tree.iter("pre")) == []


def test_the_same_view_gives_the_same_page(report: ReportView) -> None:
    assert render_page(report) == render_page(replace(report))


def test_the_cells_of_a_cause_are_linked_by_their_addresses(report: ReportView) -> None:
    """Where no one column has all of it, its rows are."""
    (action,) = report.actions
    for column, told, link in (("F", "1 Zelle: ", "F17"), (None, "1 Zeile: ", "17")):
        page = render_page(replace(report, actions=(replace(action, column=column),)))
        assert f"{told}<a href=#row-17>{link}</a>" in page

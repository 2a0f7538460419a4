"""A report that a person copies keeps its pages together, under the new name."""

from trunkload.reports.copied_pages import linked_as
from trunkload.reports.page_names import FIRST_MASKED, further_pages, page_name


def test_links_among_the_pages_fit_and_what_a_person_typed_stays() -> None:
    page = '<a href="report-2.html#rows">2</a> <a href=report.html#cause-1>1</a> href="report-2.html"'
    moved = linked_as(page.encode(), "a b").decode()
    assert moved == '<a href="a%20b-2.html#rows">2</a> <a href=a%20b.html#cause-1>1</a> href="report-2.html"'


def test_the_pages_of_a_masked_report_are_copied_like_those_of_any_other() -> None:
    moved = linked_as(b'<a class="group" href="report-masked-12.html#rows-ready">', "März", ".htm").decode()
    assert moved == '<a class="group" href="M%C3%A4rz-12.htm#rows-ready">'


def test_further_pages_come_in_their_order_and_those_of_another_report_are_none() -> None:
    names = [
        "report-10.html",
        "report-masked-2.html",
        "report-2.html",
        "report.html",
        "report-2.html.bak",
        "check.json",
    ]
    assert further_pages(names) == ("report-2.html", "report-10.html")
    assert further_pages(names, FIRST_MASKED) == ("report-masked-2.html",)
    assert (page_name(1), page_name(3), page_name(2, FIRST_MASKED)) == (
        "report.html",
        "report-3.html",
        "report-masked-2.html",
    )

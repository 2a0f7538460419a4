"""A report that a person copies keeps its pages together, under the new name."""

from pathlib import Path

from trunkload.reports.copied_pages import renamed, renamed_links


def test_further_pages_are_called_after_the_first() -> None:
    assert renamed("report-2.html", Path("out/März neu.htm")) == "März neu-2.htm"


def test_links_among_the_pages_fit_and_what_a_person_typed_stays() -> None:
    page = '<a href="report-2.html#rows">2</a> <a href=report.html#cause-1>1</a> href="report-2.html"'
    moved = renamed_links(page.encode(), Path("a b.html")).decode()
    assert moved == '<a href="a%20b-2.html#rows">2</a> <a href=a%20b.html#cause-1>1</a> href="report-2.html"'

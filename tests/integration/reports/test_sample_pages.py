"""The page of every sample file: as it was reviewed, valid, and with the figures of its JSON."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from tests.integration.reports.sample_pages import GOLDEN, golden_file, lines_of, parsed, sample_page, samples
from trunkload.reports.card import RowStatus
from trunkload.reports.languages import LABELS
from trunkload.reports.page import render_page
from trunkload.reports.row_view import RowView
from trunkload.reports.view import RefusalView
from trunkload.validation.language import Lang

ELEMENTS = frozenset(
    {
        *(
            "html",
            "head",
            "meta",
            "link",
            "title",
            "style",
            "script",
            "body",
            "header",
            "main",
            "section",
            "nav",
            "div",
        ),
        *("a", "h1", "h2", "h3", "p", "bdi", "b", "i", "q", "sup", "span", "strong", "code", "pre", "br"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"),
        *(
            "article",
            "label",
            "input",
            "select",
            "option",
            "figure",
            "figcaption",
            "svg",
            "rect",
            "g",
            "text",
            "line",
            "desc",
            "path",
        ),
    }
)
"""What our templates are made of; nothing that somebody typed becomes another element."""


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times are shown as the clock on the wall; the golden pages were made in UTC."""
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    assert os.environ.get("TZ") == before
    time.tzset()


def elements(tree: Element) -> set[str]:
    """Names without a namespace: the bar is SVG."""
    return {str(one.tag).rpartition("}")[2] for one in tree.iter()}


def tiles(tree: Element) -> list[str]:
    receipt = next(one for one in tree.iter("section") if one.get("id") == "result")
    (legend,) = [one for one in receipt.iter("ul") if one.get("class") == "legend"]
    return [str(one.text) for one in legend.iter("strong")]


@pytest.mark.parametrize(("name", "lang"), samples())
def test_the_page_of_a_sample_is_as_reviewed(name: str, lang: Lang) -> None:
    """Where it is meant to differ: `python -m tests.integration.reports.sample_pages`, and read the difference."""
    made = sample_page(name, lang)
    tree = parsed(made.page)
    assert "\n".join(lines_of(tree)) + "\n" == golden_file(name, lang).read_text("utf-8")
    assert elements(tree) <= ELEMENTS
    assert set(Counter(one.get("id") for one in tree.iter() if one.get("id")).values()) <= {1}
    assert [one.text for one in tree.iterfind("head/title")] == [made.view.title]
    if isinstance(made.view, RefusalView):
        assert made.document["outcome"] == "unusable"
        assert list(tree.iter("article")) == []
        return
    told = made.document["receipt"]
    left_out = sum(told["skipped"].values())
    counts = [told["to_fix"], told["ready_with_warnings"], told["ready"], left_out]
    assert tiles(tree) == [str(count) for count in counts]
    assert len(list(tree.iter("article"))) == told["rows"] - left_out + told["skipped"]["repeated"]
    assert sum(counts) == told["rows"]
    assert made.marks is not None
    standing = Counter(one.status for one in made.marks.rows.values())
    groups = LABELS[lang].groups
    statuses = (RowStatus.BLOCKED, RowStatus.WARNING, RowStatus.READY)
    assert [standing[groups[status]] for status in statuses] == counts[:3]
    summed = {line[0]: line[1] for line in made.marks.summary if len(line) > 1}
    assert [summed[LABELS[lang].statuses[status]] for status in statuses] == [str(count) for count in counts[:3]]


def test_no_golden_page_is_left_of_a_sample_that_is_gone() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {golden_file(*sample).name for sample in samples()}


@pytest.mark.parametrize("lang", Lang)
def test_the_page_of_one_row_is_whole(lang: Lang) -> None:
    view = sample_page("new-staff.xlsx", lang).view
    assert not isinstance(view, RefusalView)
    card = next(card for card in view.rows if card.row == 10)
    page = render_page(RowView(lang, view.title, "imp-1", view.made_at, card, "EUR", "../report.html#row-10"))
    tree = parsed(page)
    lines = lines_of(tree)
    (heading,) = [at for at, line in enumerate(lines) if line == "Mobil/Handynummer F10"]
    assert "O152 28817386" in lines[heading - 3]
    assert "0152 28817386" in lines[heading - 1]
    assert lines[heading + 1] == "O152 28817386"
    assert len([line for line in lines if line.endswith("10") and len(line.split()[-1]) == 3]) == len(card.cells)
    assert {str(one.get("href")) for one in tree.iter("a")} == {"../report.html#row-10"}

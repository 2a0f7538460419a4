"""A chart as the page holds it: text as text, colours by class, nothing that the page's policy stops."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from trunkload.reports.charts.draw import draw_chart
from trunkload.reports.charts.view import Bar, ChartKey, ChartView, Part
from trunkload.validation.language import Lang

CHART = ChartView(
    key=ChartKey.NUMBERS,
    lang=Lang.DE,
    title="Freie Rufnummern",
    parts=(Part("taken", "Plan"), Part("ready", "frei")),
    bars=(Bar("KOELN-1: 3.000", (1000.0, 3000.0)), Bar("BERLIN-1: 500", (0.0, 500.0))),
    columns=("Trunk", "frei"),
    rows=(("KOELN-1", "3.000"), ("BERLIN-1", "500")),
)


def drawn(chart: ChartView) -> ET.Element:
    return ET.fromstring(draw_chart(chart))  # noqa: S314 — our own


def texts(svg: ET.Element) -> list[str]:
    return [str(one.text) for one in svg.iter("text")]


def test_bars_are_as_long_as_their_figures_one_part_behind_the_other() -> None:
    rects = [
        (one.get("class"), float(one.get("x", 0)), float(one.get("width", 0))) for one in drawn(CHART).iter("rect")
    ]
    (_, start, taken), (_, behind, left), (name, other, short) = rects
    assert [one[0] for one in rects] == ["taken", "ready", "ready"]
    assert (start, behind, other, name) == (0, taken, 0, "ready")
    assert (round(left / taken, 2), round(left / short, 2)) == (3.0, 6.0)


def test_words_stand_above_the_bars_and_figures_below_are_written_as_the_language_does() -> None:
    assert texts(drawn(CHART)) == ["0", "1.000", "2.000", "3.000", "4.000", "KOELN-1: 3.000", "BERLIN-1: 500"]
    assert "4,000" in texts(drawn(replace(CHART, lang=Lang.EN)))


def test_half_a_row_is_no_figure_of_the_scale() -> None:
    assert texts(drawn(replace(CHART, bars=(Bar("one", (1.0, 0.0)),)))) == ["0", "1", "one"]


def test_who_cannot_see_it_is_told_what_it_says() -> None:
    svg = drawn(CHART)
    named = [next(one for one in svg if one.get("id") == name) for name in str(svg.get("aria-labelledby")).split()]
    assert svg.get("role") == "img"
    assert [one.text for one in named] == ["Freie Rufnummern", "KOELN-1: 3.000; BERLIN-1: 500"]


def test_nothing_in_it_needs_a_style_a_script_a_font_or_a_colour() -> None:
    svg = drawn(CHART)
    assert {one.tag for one in svg.iter()} == {"svg", "title", "desc", "path", "rect", "text"}
    known = {"class", "role", "aria-labelledby", "viewBox", "width", "height", "id", "d", "x", "y"}
    assert {name for one in svg.iter() for name in one.attrib} == known


def test_the_same_chart_is_the_same_bytes_and_few_of_them() -> None:
    assert draw_chart(CHART) == draw_chart(replace(CHART))
    assert len(draw_chart(replace(CHART, bars=CHART.bars * 4)).encode()) < 8_000


def test_long_words_are_shortened_above_the_bar_and_whole_in_the_description() -> None:
    label = "1 Zeile: " + "x" * 90
    svg = drawn(replace(CHART, bars=(Bar(label, (1.0, 2.0)),)))
    assert texts(svg)[-1] == label[:45] + "…"
    assert svg.findtext("desc") == label


def test_what_a_person_typed_is_no_markup_in_a_picture() -> None:
    """Promise 9."""
    typed = '</text><script>alert("1")</script>\x00'
    svg = drawn(replace(CHART, bars=(Bar(typed, (1.0, 2.0)),)))
    assert svg.findtext("desc") == typed.replace("\x00", "␀")
    assert [one for one in svg.iter() if one.tag == "script"] == []

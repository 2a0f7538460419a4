"""Draws a chart as inline SVG that the page's own style colours: leather knows where everything lies."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from trunkload.reports.charts.view import ChartView
from trunkload.reports.notation import count_text
from trunkload.reports.typed_text import visible_text

if TYPE_CHECKING:  # only a page with charts needs it
    from leather import Linear, Ordinal

WIDTH: Final = 316
"""Units of the scale: with the margins a telephone has about so many pixels, so that text has its size there too."""

LINE: Final = 21
"""Units of height for the words of a bar, and again for the bar below them."""

LEFT: Final = 8
RIGHT: Final = 16
BELOW: Final = 24
"""Units around the bars, for the first and last figure of the scale, and for all of its figures."""

LONGEST: Final = 46
"""Characters that fit above a bar; the table and the description have the whole."""


def draw_chart(chart: ChartView) -> str:
    """The same bytes for the same chart. No style, script, font or colour is in it: classes of page.css only."""
    title, told, height = f"chart-{chart.key}-title", f"chart-{chart.key}-told", _height(chart)
    view_box = f"{-LEFT} 0 {LEFT + WIDTH + RIGHT} {height + BELOW}"
    names = {"class": "drawn", "role": "img", "aria-labelledby": f"{title} {told}", "viewBox": view_box}
    svg = ET.Element("svg", names)
    svg.append(_text("title", chart.title, id=title))
    svg.append(_text("desc", chart.summary, id=told))
    svg.extend(_picture(chart, height))
    return ET.tostring(svg, encoding="unicode")


def _height(chart: ChartView) -> int:
    return 2 * LINE * len(chart.bars)


def _picture(chart: ChartView, height: int) -> Iterator[ET.Element]:
    from leather import Linear, Ordinal  # noqa: PLC0415 — only a page with charts needs it

    across = Linear(0, max(sum(bar.values) for bar in chart.bars))
    down = Ordinal([line for at in range(len(chart.bars)) for line in (_words(at), _bar(at))])
    yield from _scale(chart, across, height)
    yield from _bars(chart, across, down, height)


def _words(at: int) -> str:
    return f"words of bar {at}"


def _bar(at: int) -> str:
    return f"bar {at}"


def _scale(chart: ChartView, across: "Linear", height: int) -> Iterator[ET.Element]:
    """Half a row is no figure of a scale."""
    for value in across.ticks():
        if value == int(value):
            x = _units(across.project(value, 0, WIDTH))
            yield ET.Element("path", {"class": "guide", "d": f"M{x} 0v{height}"})
            yield _text("text", count_text(int(value), chart.lang), x=x, y=str(height + 16), **{"class": "figure"})


def _bars(chart: ChartView, across: "Linear", down: "Ordinal", height: int) -> Iterator[ET.Element]:
    """The words of each bar, and below them its parts from left to right; a part of no length is none."""
    for at, bar in enumerate(chart.bars):
        baseline = down.project(_words(at), 0, height) + 6
        yield _text("text", _shortened(bar.label), x="0", y=_units(baseline))
        top, bottom = down.project_interval(_bar(at), 0, height)
        ends = pairwise(across.project(end, 0, WIDTH) for end in accumulate(bar.values, initial=0.0))
        for part, value, (left, right) in zip(chart.parts, bar.values, ends, strict=True):
            if value:
                place = {"x": _units(left), "y": _units(top)}
                size = {"width": _units(right - left), "height": _units(bottom - top)}
                yield ET.Element("rect", {"class": part.name, **place, **size})


def _text(tag: str, text: str, **names: str) -> ET.Element:
    element = ET.Element(tag, names)
    element.text = visible_text(text)
    return element


def _units(length: Decimal) -> str:
    """A tenth of a pixel is seen by nobody."""
    return f"{float(length):.1f}".removesuffix(".0")


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"

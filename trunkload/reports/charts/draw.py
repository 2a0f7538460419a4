"""Draws a chart as inline SVG that the page's own style colours: pygal lays it out, what else it brings stays out."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from trunkload.reports.charts.view import ChartView
from trunkload.reports.notation import count_text
from trunkload.reports.typed_text import visible_text
from trunkload.validation.language import Lang

if TYPE_CHECKING:  # only a page with charts needs it
    from pygal import HorizontalStackedBar

WIDTH: Final = 340
"""Units of the picture's width: a telephone has about so many pixels, so that text has its size there too."""

BAND: Final = 44
"""Units of height for one bar with its words above."""

BELOW: Final = 24
"""Units of height for the figures of the scale."""

SPARE: Final = 16
"""Units at the right, so that the last figure of the scale is not cut off."""

LONGEST: Final = 46
"""Characters that fit above a bar; the table and the description have the whole."""

FRACTION: Final = re.compile(r"\d+\.\d+")


def draw_chart(chart: ChartView) -> str:
    """The same bytes for the same chart. No style, script, font or colour is in it: classes of page.css only."""
    drawn = _laid_out(chart).render_tree()
    title, told = f"chart-{chart.key}-title", f"chart-{chart.key}-told"
    size = {"viewBox": f"0 0 {WIDTH} {_height(chart)}", "width": str(WIDTH), "height": str(_height(chart))}
    svg = ET.Element("svg", {"class": "drawn", "role": "img", "aria-labelledby": f"{title} {told}", **size})
    _text(svg, "title", chart.title, {"id": title})
    _text(svg, "desc", chart.summary, {"id": told})
    _draw_scale(svg, drawn)
    _draw_bars(svg, drawn, chart)
    return ET.tostring(svg, encoding="unicode")


def _height(chart: ChartView) -> int:
    return BAND * len(chart.bars) + BELOW


def _laid_out(chart: ChartView) -> "HorizontalStackedBar":
    from pygal import HorizontalStackedBar  # noqa: PLC0415 — only a page with charts needs it

    laid_out = HorizontalStackedBar(
        width=WIDTH,
        height=_height(chart),
        margin=0,
        margin_right=SPARE,
        margin_bottom=BELOW - 10,  # it leaves 10 for its own labels
        spacing=0,
        show_legend=False,
        show_y_labels=False,
        max_scale=5,
        js=(),
        value_formatter=lambda value: _whole(value, chart.lang),
    )
    laid_out._series_margin = 0.3  # noqa: SLF001 — how much of the band stays empty; there is no option for it
    from_below = chart.bars[::-1]
    for place, part in enumerate(chart.parts):
        laid_out.add(part.name, [bar.values[place] for bar in from_below])
    return laid_out


def _whole(value: float, lang: Lang) -> str:
    """Half a row is no figure of a scale."""
    return count_text(int(value), lang) if float(value).is_integer() else ""


def _draw_scale(svg: ET.Element, drawn: ET.Element) -> None:
    for guide in drawn.findall('.//g[@class="guides"]'):
        line, figure = guide.find("path"), guide.find("text")
        if line is None or figure is None or not figure.text:
            continue
        ET.SubElement(svg, "path", {"class": "guide", "d": _rounded(line.get("d", ""))})
        below = float(line.get("d", "v0").rpartition("v")[2]) + 16
        _text(svg, "text", figure.text, {"class": "figure", "x": _rounded(figure.get("x", "0")), "y": f"{below:g}"})


def _draw_bars(svg: ET.Element, drawn: ET.Element, chart: ChartView) -> None:
    """Its words stand above each bar, at its left end."""
    series = [list(_rects(one)) for one in drawn.findall('.//g[@class="bars"]')]
    for bar, rects in zip(chart.bars[::-1], zip(*series, strict=True), strict=True):
        first = rects[0]
        above = float(first["y"]) - 5
        _text(svg, "text", _shortened(bar.label), {"x": first["x"], "y": f"{above:g}"})
        for part, rect in zip(chart.parts, rects, strict=True):
            if "width" in rect:
                ET.SubElement(svg, "rect", {"class": part.name, **rect})


def _rects(series: ET.Element) -> Iterator[dict[str, str]]:
    """A part of no length has no width."""
    for rect in series.findall(".//rect"):
        yield {name: _rounded(rect.get(name, "")) for name in ("x", "y", "width", "height") if rect.get(name)}


def _text(parent: ET.Element, tag: str, text: str, names: dict[str, str]) -> None:
    ET.SubElement(parent, tag, names).text = visible_text(text)


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"


def _rounded(figures: str) -> str:
    """A tenth of a pixel is seen by nobody."""
    return FRACTION.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), figures)

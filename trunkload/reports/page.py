"""Knows how a report becomes one self-contained HTML file."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trunkload.reports import notation
from trunkload.reports.charts.draw import draw_chart
from trunkload.reports.charts.view import ChartView
from trunkload.reports.labels import Counted
from trunkload.reports.languages import LABELS
from trunkload.reports.row_view import RowView
from trunkload.reports.typed_text import visible_text
from trunkload.reports.verdict import (
    outcome_sentences,
    policy_sentence,
    receipt_shares,
    rows_sentence,
    undo_sentences,
    verdict_sentences,
)
from trunkload.reports.view import RefusalView, ReportView
from trunkload.validation.language import Lang

PIECES: Final = 64
"""So many pieces of a template are sent on together."""


def render_page(view: ReportView | RefusalView | RowView) -> str:
    """The whole page; it loads nothing, and needs no other file."""
    return "".join(render_pieces(view))


def render_pieces(view: ReportView | RefusalView | RowView) -> Iterator[str]:
    """The page piece by piece, each as soon as it is there."""
    stream = _environment(view.lang).get_template(_template(view)).stream(view=view, **_summed_up(view))
    stream.enable_buffering(PIECES)
    return map(visible_text, stream)


def _template(view: ReportView | RefusalView | RowView) -> str:
    if isinstance(view, RefusalView):
        return "refusal.html"
    if isinstance(view, RowView):
        return "row.html"
    return "report.html" if view.is_first else "later.html"


def _summed_up(view: ReportView | RefusalView | RowView) -> dict[str, object]:
    if not isinstance(view, ReportView):
        return {}
    return {
        "verdict": verdict_sentences(view.receipt, LABELS[view.lang], view.lang, is_approved=view.outcomes is not None),
        "outcome": () if view.outcomes is None else outcome_sentences(view.outcomes, LABELS[view.lang], view.lang),
        "only_rows": rows_sentence(view, LABELS[view.lang]),
        "undo": undo_sentences(view, LABELS[view.lang]),
        "shares": receipt_shares(view.receipt),
        "policy": policy_sentence(view, LABELS[view.lang]),
    }


@lru_cache
def _environment(lang: Lang) -> Environment:
    """Templates that escape everything and stop at a name that nobody gave."""
    loader = PackageLoader("trunkload", "templates/report")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = LABELS[lang]
    for name, file in {"style": "page.css", "script": "search.js"}.items():
        source = "\n".join(map(str.strip, loader.get_source(environment, file)[0].strip().splitlines()))
        environment.globals |= {name: Markup(source), f"{name}_hash": _hash(source)}  # noqa: S704 — our own file
    environment.filters |= {
        "n": partial(notation.count_text, lang=lang),
        "counted": lambda count, words: _counted(count, words, lang),
        "day": lru_cache(lambda day: _day(day, lang)),
        "start": lru_cache(lambda day: _start(day, lang)),
        "money": lru_cache(lambda amount, currency: _money(amount, currency, lang)),
        "size": partial(notation.size_text, lang=lang),
        "rows": notation.rows_text,
        "drawn": _drawn,
    }
    return environment


def _drawn(chart: ChartView) -> Markup:
    """A picture whose texts are escaped as it is written."""
    return Markup(draw_chart(chart))  # noqa: S704 — our own elements


def _hash(source: str) -> str:
    """The fingerprint of style or script as Content-Security-Policy wants it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _counted(count: int, words: Counted, lang: Lang) -> str:
    return words.of(count, lang)


def _day(day: date | None, lang: Lang) -> str:
    return LABELS[lang].soonest if day is None else notation.day_text(day, lang)


def _start(day: date | None, lang: Lang) -> str:
    return LABELS[lang].soonest if day is None else LABELS[lang].from_day.format(day=notation.day_text(day, lang))


def _money(amount: Decimal | None, currency: str, lang: Lang) -> str:
    return LABELS[lang].unknown_price if amount is None else notation.money_text(amount, currency, lang)

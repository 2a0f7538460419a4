"""Knows how a report becomes one self-contained HTML file."""

import base64
import hashlib
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trunkload.reports import notation
from trunkload.reports.charts.draw import draw_chart
from trunkload.reports.charts.view import ChartView
from trunkload.reports.labels import Counted, Labels
from trunkload.reports.labels_de import GERMAN
from trunkload.reports.labels_en import ENGLISH
from trunkload.reports.typed_text import visible
from trunkload.reports.verdict import outcome_sentences, policy_sentence, receipt_shares, verdict_sentences
from trunkload.reports.view import RefusalView, ReportView
from trunkload.validation.language import Lang

LABELS: dict[Lang, Labels] = {Lang.DE: GERMAN, Lang.EN: ENGLISH}


def render_page(view: ReportView | RefusalView) -> str:
    """The whole page; it loads nothing, runs nothing, and needs no other file."""
    environment = _environment(view.lang)
    if isinstance(view, RefusalView):
        return environment.get_template("refusal.html").render(view=view)
    return environment.get_template("report.html").render(
        view=view,
        verdict=verdict_sentences(view.receipt, LABELS[view.lang], view.lang, is_approved=view.outcomes is not None),
        outcome=() if view.outcomes is None else outcome_sentences(view.outcomes, LABELS[view.lang], view.lang),
        shares=receipt_shares(view.receipt),
        policy=policy_sentence(view, LABELS[view.lang]),
    )


@lru_cache
def _environment(lang: Lang) -> Environment:
    """Templates that escape everything and stop at a name that nobody gave."""
    loader = PackageLoader("trunkload", "templates/report")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = loader.get_source(environment, "page.css")[0].strip()
    environment.globals |= {"t": LABELS[lang], "style": Markup(style), "style_hash": _hash(style)}  # noqa: S704 — our own file
    environment.filters |= {
        "n": partial(notation.count_text, lang=lang),
        "counted": lambda count, words: _counted(count, words, lang),
        "day": lambda day: _day(day, lang),
        "money": lambda amount, currency: _money(amount, currency, lang),
        "size": partial(notation.size_text, lang=lang),
        "rows": notation.rows_text,
        "drawn": _drawn,
    }
    return environment


def _drawn(chart: ChartView) -> Markup:
    """A picture whose texts are escaped as it is written."""
    return Markup(draw_chart(chart))  # noqa: S704 — our own elements


def _hash(style: str) -> str:
    """The style's fingerprint as Content-Security-Policy wants it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _counted(count: int, words: Counted, lang: Lang) -> str:
    return words.of(count, lang)


def _day(day: date | None, lang: Lang) -> str:
    return LABELS[lang].soonest if day is None else notation.day_text(day, lang)


def _money(amount: Decimal | None, currency: str, lang: Lang) -> str:
    return LABELS[lang].unknown_price if amount is None else notation.money_text(amount, currency, lang)

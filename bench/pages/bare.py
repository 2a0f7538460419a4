"""Knows the bare way: one Jinja2 template that writes the same bytes from plain dicts."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from jinja2 import Environment, Template
from markupsafe import Markup

from trunkload.reports.page import render_page
from trunkload.reports.view import ReportView

CARDS: Final = """\
{{ head }}{% for c in cards %}
<article id=row-{{ c["row"] }}><h3><i>Zeile {{ c["row"] }}</i> <bdi>{{ c["name"] }}</bdi></h3>\
{% if c["findings"] %}<ul>{% for f in c["findings"] %}\
<li{% if f["severity"] != "blocked" %} class={{ f["severity"] }}{% endif %}\
{% if f["cause"] is not none and not f["fix_there"] %} data-cause={{ f["cause"] }}{% endif %}>\
{% if f["severity"] != "blocked" %}<b>{{ severities[f["severity"]] }}:</b> {% endif %}\
{% if not f["all_there"] %}{{ f["sentence"] }} {% endif %}\
{% if f["fix_there"] %}<a href={{ first }}#cause-{{ f["cause"] }}>Zu tun: {{ f["cause"] }}</a>\
{% elif f["fix"] is not none %}<p><b>{{ f["fix"] }}</b>{% endif %}\
{% if f["cell"] is not none %}<p><i>{{ f["cell"] }}</i> <bdi>{{ f["header"] }}</bdi>\
{% if f["value"] is not none %} <q>{{ f["value"] }}</q>{% endif %}\
{% if f["suggestion"] is not none %} Vorschlag <q>{{ f["suggestion"] }}</q>{% endif %}{% endif %}\
{% endfor %}</ul>{% endif %}</article>{% endfor %}{{ tail }}"""
SEVERITIES: Final = {"blocked": "Korrigieren", "warning": "Prüfen", "note": "Zur Kenntnis"}


def template() -> Template:
    return Environment(autoescape=True).from_string(CARDS)


def plain_values(view: ReportView) -> dict[str, Any]:
    """The cards as dicts; all around them as it is."""
    page = render_page(view)
    begin, end = page.index("<article"), page.rindex("</article>") + len("</article>")
    head, tail = page[:begin].rstrip("\n"), page[end:]
    cards = [asdict(card) for card in view.rows]
    return {
        "head": Markup(head),  # noqa: S704 - our own page
        "tail": Markup(tail),  # noqa: S704 - the same
        "cards": cards,
        "severities": SEVERITIES,
        "first": view.first_page,
    }


def pieces(bare: Template, values: dict[str, Any]) -> Iterator[str]:
    stream = bare.stream(**values)
    stream.enable_buffering(64)
    return iter(stream)

"""Knows the chart of what was found: how many rows each cause stops or asks to look at."""

from collections import defaultdict

from trunkload.reports.charts.view import BARS_SHOWN, Bar, ChartKey, ChartView, Part
from trunkload.reports.charts.words import WORDS
from trunkload.reports.notation import count_text
from trunkload.reports.worded_groups import WordedGroup, WordedGroups
from trunkload.validation.cause_names import cause_name
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang

Cause = tuple[str, Severity]


def causes_chart(groups: WordedGroups, lang: Lang) -> ChartView | None:
    """What is to fix first, then what is to check, most rows first; None where nothing was found."""
    words, rows = WORDS[lang], _rows_by_cause(groups.told, lang)
    if not rows:
        return None
    grave = list(Severity)
    ordered = sorted(rows.items(), key=lambda item: (grave.index(item[0][1]), -len(item[1])))
    shown = ordered[:BARS_SHOWN]
    left = len(ordered) - len(shown) + groups.causes - len(groups.told)
    parts = {Severity.BLOCKED: words.blocked, Severity.WARNING: words.warning}
    return ChartView(
        key=ChartKey.CAUSES,
        lang=lang,
        title=words.causes,
        parts=tuple(Part(one.value, label) for one, label in parts.items()),
        bars=tuple(
            Bar(
                f"{words.rows.of(len(of), lang)}: {name}",
                tuple(float(len(of)) if one is severity else 0.0 for one in parts),
            )
            for (name, severity), of in shown
        ),
        columns=(words.cause, words.rows_head),
        rows=tuple((name, count_text(len(of), lang)) for (name, _), of in shown),
        remarks=(words.more_causes.of(left, lang),) if left else (),
    )


def _rows_by_cause(told: tuple[WordedGroup, ...], lang: Lang) -> dict[Cause, set[int]]:
    """Twelve pairs of people who are there twice are one cause here."""
    rows: dict[Cause, set[int]] = defaultdict(set)
    for one in told:
        header = None if one.column is None else one.column.header
        rows[cause_name(one.group, header, lang), one.group.finding.severity].update(one.group.rows)
    return rows

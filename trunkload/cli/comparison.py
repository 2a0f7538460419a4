"""Writes what changed since the people of a file were sent last: one sentence, and the first of the changed cells."""

from collections.abc import Iterator

from trunkload.cli.say import say, say_count
from trunkload.reports.build_comparison import comparison_view
from trunkload.reports.comparison_view import ChangedCell
from trunkload.validation.comparing.value import Comparison
from trunkload.validation.language import Lang

CELLS_SHOWN = 5
"""So many changed cells a terminal is for; the report has more, the JSON most of them."""


def comparison_lines(comparison: Comparison | None, lang: Lang) -> Iterator[str]:
    """Nothing where nobody of the file was sent before."""
    if comparison is None:
        return
    view = comparison_view(comparison, lang, CELLS_SHOWN)
    yield ""
    yield view.sentence
    for sentence in view.details:
        yield f"  {sentence}"
    for cell in view.cells:
        yield f"  {_changed(cell, lang)}"
    if view.more:
        yield "  " + say_count("more_cells_changed", view.more, lang)


def _changed(one: ChangedCell, lang: Lang) -> str:
    moved = one.cell_then is not None and one.cell_then != one.cell
    return say(
        "cell_changed_and_moved" if moved else "cell_changed",
        lang,
        cell=one.cell or "–",
        cell_then=one.cell_then,
        header=one.header,
        then=_value(one.then, lang),
        now=_value(one.now, lang),
    )


def _value(typed: str | None, lang: Lang) -> str:
    return say("cell_empty", lang) if typed is None else say("cell_value", lang, value=typed)

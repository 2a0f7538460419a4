"""Words a comparison: "31 of 40 fixed, 9 left, 2 new, no other row changed", and what stands behind it."""

from trunkload.reports.comparison_view import ChangedCell, ComparisonView
from trunkload.reports.labels import Labels
from trunkload.reports.languages import LABELS
from trunkload.reports.notation import count_text
from trunkload.validation.comparing.value import CellChange, Comparison
from trunkload.validation.language import Lang

CELLS_SHOWN = 50
"""Changed cells on one page; the JSON has more of them."""


def comparison_view(comparison: Comparison, lang: Lang, cells: int = CELLS_SHOWN) -> ComparisonView:
    """`cells`: how many changed cells are shown."""
    labels = LABELS[lang]
    shown = tuple(_cell(one) for one in comparison.cells[:cells])
    sentence = labels.compared_with.format(imports=", ".join(comparison.earlier), told=_told(comparison, labels, lang))
    return ComparisonView(sentence, _details(comparison, labels, lang), shown, comparison.cells_changed)


def _told(comparison: Comparison, labels: Labels, lang: Lang) -> str:
    """What of it was fixed, what is left, what is new, and what else changed."""
    missing, changed = len(comparison.missing), len(comparison.changed)
    parts = (
        *_of_what_was_to_fix(comparison, labels, lang),
        *((labels.not_in_file.of(missing, lang),) if missing else ()),
        labels.new_rows.of(comparison.new, lang) if comparison.new else labels.none_new,
        labels.others_changed.of(changed, lang) if changed else labels.none_changed,
    )
    return ", ".join(parts)


def _of_what_was_to_fix(comparison: Comparison, labels: Labels, lang: Lang) -> tuple[str, ...]:
    if not comparison.to_fix_then:
        return (labels.nothing_to_fix_then,)
    fixed, of_all = (count_text(one, lang) for one in (len(comparison.fixed), comparison.to_fix_then))
    left = len(comparison.left)
    return (
        labels.fixed_of.format(fixed=fixed, of_all=of_all),
        labels.left_to_fix.of(left, lang) if left else labels.none_left,
    )


def _details(comparison: Comparison, labels: Labels, lang: Lang) -> tuple[str, ...]:
    counted = (
        (labels.added_people, len(comparison.added)),
        (labels.worse_rows, len(comparison.worse)),
        (labels.gone_people, comparison.gone or 0),
    )
    return tuple(words.of(count, lang) for words, count in counted if count)


def _cell(one: CellChange) -> ChangedCell:
    return ChangedCell(one.cell, one.cell_then, one.header, one.field, one.then, one.now)

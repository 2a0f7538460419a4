"""The one sentence about what became better, in both languages, and the JSON that a later report reads again."""

import json

import pytest

from trunkload.reports.build_comparison import comparison_view
from trunkload.reports.comparison_json import comparison_document, comparison_told
from trunkload.validation.comparing.value import CellChange, Comparison
from trunkload.validation.language import Lang

CHANGES = tuple(
    CellChange(row, f"E{row}", row + 9, f"F{row + 9}", "mobile", "Mobil", None, "0152 28817386") for row in range(60)
)
USUAL = Comparison(
    ("imp-2", "imp-1"),
    fixed=tuple(range(2, 33)),
    left=tuple(range(40, 49)),
    added=(50,),
    worse=(51,),
    unchanged=160,
    gone=1,
    cells=CHANGES,
    cells_changed=2_000,
)


@pytest.mark.parametrize(
    ("lang", "told", "more"),
    [
        (
            Lang.EN,
            (
                "Since the last upload of these people (imp-2, imp-1): "
                "31 of 40 fixed, 9 left, 2 new, no other row changed."
            ),
            (
                "1 person was not in it.",
                "1 row needs fixing now and did not before.",
                "1 person who needed no fixing is not in this file.",
            ),
        ),
        (
            Lang.DE,
            (
                "Seit dem letzten Upload dieser Personen (imp-2, imp-1): "
                "31 von 40 korrigiert, 9 offen, 2 neu, keine andere Zeile geändert."
            ),
            (
                "1 Person war noch nicht dabei.",
                "1 Zeile ist jetzt zu korrigieren und war es vorher nicht.",
                "1 Person, bei der nichts zu korrigieren war, steht nicht in dieser Datei.",
            ),
        ),
    ],
)
def test_one_sentence_sums_up_and_others_say_who(lang: Lang, told: str, more: tuple[str, ...]) -> None:
    view = comparison_view(USUAL, lang)
    assert (view.sentence, view.details) == (told, more)


@pytest.mark.parametrize(
    ("comparison", "english", "german"),
    [
        (
            Comparison(("i",), unchanged=3),
            "nothing needed fixing, none new, no other row changed",
            "nichts war zu korrigieren, keine neu, keine andere Zeile geändert",
        ),
        (
            Comparison(("i",), fixed=(2,), missing=(4,), changed=(7,)),
            "1 of 2 fixed, none left, 1 not in this file, none new, 1 other row changed",
            "1 von 2 korrigiert, keine offen, 1 nicht in dieser Datei, keine neu, 1 andere Zeile geändert",
        ),
        (
            Comparison(("i",), left=(2,), changed=tuple(range(3, 1_203))),
            "0 of 1 fixed, 1 left, none new, 1,200 other rows changed",
            "0 von 1 korrigiert, 1 offen, keine neu, 1.200 andere Zeilen geändert",
        ),
    ],
)
def test_what_is_one_or_none_is_said_so(comparison: Comparison, english: str, german: str) -> None:
    sentences = [comparison_view(comparison, lang).sentence for lang in (Lang.EN, Lang.DE)]
    assert sentences == [
        f"Since the last upload of these people (i): {english}.",
        f"Seit dem letzten Upload dieser Personen (i): {german}.",
    ]


def test_the_first_changed_cells_are_shown_and_the_rest_is_counted() -> None:
    view = comparison_view(USUAL, Lang.EN)
    assert (len(view.cells), view.more) == (50, 1_950)
    assert (view.cells[0].cell, view.cells[0].cell_then, view.cells[0].then) == ("E0", "F9", None)


def test_a_later_report_reads_the_same_comparison_again() -> None:
    assert comparison_told(json.loads(json.dumps(comparison_document(USUAL)))) == USUAL


def test_without_an_earlier_upload_there_is_none() -> None:
    assert comparison_document(None) is None

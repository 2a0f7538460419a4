from dataclasses import fields
from typing import Any

import pytest

from trunkload.intake.fields import Field
from trunkload.inventory.account import Package
from trunkload.reports.card import PasswordDelivery, RowStatus
from trunkload.reports.file_notes import FileNote
from trunkload.reports.labels import Counted, Labels
from trunkload.reports.languages import LABELS
from trunkload.reports.plan_view import NextStep
from trunkload.reports.view import SkipReason
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang

SAME_IN_BOTH = {"import_id", "name", "format", "plan", "workplaces", "site", "how"}


def texts_of(label: Any) -> list[str]:  # noqa: ANN401 — a label is a text, a pair of texts or a table of texts
    if isinstance(label, Counted):
        return [label.one, label.many]
    return list(label.values()) if isinstance(label, dict) else [label]


@pytest.mark.parametrize("lang", Lang)
def test_every_label_is_filled_in_every_language(lang: Lang) -> None:
    empty = [field.name for field in fields(Labels) if not all(texts_of(getattr(LABELS[lang], field.name)))]
    assert empty == []


@pytest.mark.parametrize("lang", Lang)
def test_every_value_that_a_report_shows_has_a_word(lang: Lang) -> None:
    labels = LABELS[lang]
    assert set(labels.fields) == set(Field)
    assert set(labels.packages) == set(Package)
    assert set(labels.statuses) == set(labels.groups) == set(RowStatus)
    assert set(labels.severities) == set(Severity)
    assert set(labels.skip_reasons) == set(SkipReason)
    assert set(labels.deliveries) == set(PasswordDelivery)
    assert set(labels.steps) == set(labels.step_means) == set(NextStep)
    assert set(labels.hows) == {"decided", "synonym", "context", "content", "fuzzy", "hidden", "unknown", "marks"}
    assert set(labels.notes) == set(FileNote)


def test_the_languages_differ_where_words_differ() -> None:
    german, english = LABELS[Lang.DE], LABELS[Lang.EN]
    same = {f.name for f in fields(Labels) if getattr(german, f.name) == getattr(english, f.name)}
    assert same <= SAME_IN_BOTH


@pytest.mark.parametrize("lang", Lang)
def test_no_label_says_please_or_calls_anything_invalid(lang: Lang) -> None:
    said = " ".join(text for field in fields(Labels) for text in texts_of(getattr(LABELS[lang], field.name))).lower()
    assert [word for word in ("please", "bitte", "invalid", "ungültig") if word in said] == []


def test_one_and_many_are_worded_apart() -> None:
    rows = LABELS[Lang.DE].rows
    assert [rows.of(n, Lang.DE) for n in (0, 1, 1200)] == ["0 Zeilen", "1 Zeile", "1.200 Zeilen"]

"""How many rows each cause stops or asks to look at."""

from datetime import date

from tests.builders import sample_account, someone, staff_sheet
from trunkload.reports.charts.causes import causes_chart
from trunkload.reports.charts.view import BARS_SHOWN, ChartView
from trunkload.reports.worded_groups import worded_groups
from trunkload.validation.check import check_sheet
from trunkload.validation.findings import Findings
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules

TODAY = date(2026, 11, 23)


def chart(*people: dict[str, str | None], lang: Lang = Lang.EN) -> ChartView | None:
    sheet = staff_sheet(*people)
    checked = check_sheet(sheet, sample_account(), Rules(), TODAY)
    table = checked.findings.table
    to_do = Findings(table[(table["severity"] != "note").to_numpy(dtype=bool)])
    return causes_chart(worded_groups(to_do, sheet, lang), lang)


def test_what_is_to_fix_comes_first_then_what_most_rows_have() -> None:
    told = chart(
        someone("Anna", "Eins", email="info@example.org"),
        someone("Bert", "Zwei", mobile="O152 28817386"),
        someone("Cora", "Drei", mobile="0152 2881738x"),
        someone("Dora", "Vier", email="dora@"),
    )
    assert told is not None
    assert [bar.label for bar in told.bars] == [
        "2 rows: Mobile: other characters than digits",
        "1 row: Email: no e-mail address",
        "1 row: Email: shared mailbox",
    ]
    assert [bar.values for bar in told.bars] == [(2.0, 0.0), (1.0, 0.0), (0.0, 1.0)]
    assert told.rows[0] == ("Mobile: other characters than digits", "2")


def test_a_word_that_is_the_cause_is_named() -> None:
    told = chart(someone("Anna", "Eins", location="Bonn"), someone("Bert", "Zwei", location="Bonn"), lang=Lang.DE)
    assert told is not None
    assert told.rows == (("Standort unbekannt: „Bonn“", "2"),)


def test_pairs_of_rows_with_the_same_fault_are_one_cause() -> None:
    pairs = [someone(name, "Doppelt") for name in ("Anna", "Bert", "Cora")]
    told = chart(*pairs, *pairs)
    assert told is not None
    assert ("Person twice in the file", "6") in told.rows


def test_more_causes_than_a_picture_holds_are_counted() -> None:
    towns = [f"{letter * 3}stadt" for letter in "ABCDEFGHIJK"[: BARS_SHOWN + 3]]
    told = chart(*(someone("Anna", town, location=town) for town in towns))
    assert told is not None
    assert (len(told.bars), told.remarks) == (BARS_SHOWN, ("and 3 more causes, at their rows",))


def test_where_nothing_was_found_there_is_no_such_chart() -> None:
    assert chart(someone("Anna", "Eins")) is None

"""One decision settles every cell that reads the same, before any row is judged; each cell keeps what was typed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, sample_account, staff_sheet
from tests.unit.validation.builders import Row, codes, people, told
from tests.unit.validation.test_properties import staff
from trunkload.intake.choices import Decision, Origin
from trunkload.validation.check import Checked, check_sheet
from trunkload.validation.deciding import in_force, settle
from trunkload.validation.fitting import Misfit, MisfitError, fitted, still_fitting
from trunkload.validation.receipt import Taken
from trunkload.validation.rules import Rules

SITE = Decision("location", "Koeln", "Köln")
ROWS = people([{"location": "Koeln"}, {"location": " KOELN "}, {"location": "Köln"}, {"location": "Koeln-Deutz"}])


def decided(rows: list[Row], *decisions: Decision) -> Checked:
    return check_sheet(staff_sheet(*rows), sample_account(), Rules(), TODAY, decisions=decisions)


def test_every_cell_that_reads_so_is_settled_and_counted() -> None:
    """Capitals and blanks around a value make no difference; a longer value is another one."""
    checked = decided(ROWS, SITE)
    assert checked.receipt.decisions == (Taken(SITE, 2),)
    assert [codes(checked, row) for row in (2, 3, 4, 5)] == [set(), set(), set(), {"site_unknown"}]
    assert checked.ready["site"].tolist() == ["Köln"] * 3


def test_each_settled_cell_says_what_was_typed_and_what_was_taken() -> None:
    """Promise 8."""
    checked = decided(ROWS, SITE)
    note = told(checked, "suggestion_accepted", 3)
    assert (note.field, note.value, note.severity) == ("location", " KOELN ", "note")
    assert note.params == {"accepted": "Köln", "of": "--accept"}
    assert checked.sheet.staff["location"].tolist()[:2] == ["Koeln", " KOELN "]


def test_a_remembered_decision_names_the_file_that_it_comes_from() -> None:
    before = replace(SITE, origin=Origin("october.csv", "kim", "2026-10-01T08:00:00+00:00"))
    assert told(decided(ROWS, before), "suggestion_accepted").params == {"accepted": "Köln", "of": "october.csv"}


def test_a_decision_about_a_value_that_nobody_typed_changes_nothing() -> None:
    checked = decided(ROWS, replace(SITE, value="Bonn"))
    assert checked.receipt.decisions == ()
    assert codes(checked) == {"site_unknown"}


def test_a_decision_about_a_field_of_another_time_changes_nothing() -> None:
    assert decided(ROWS, replace(SITE, field="planet")).receipt.decisions == ()


def test_decisions_are_all_about_what_was_typed() -> None:
    """None of them is about what another one has made."""
    sheet = staff_sheet(*people([{"location": "A"}, {"location": "B"}]))
    found = settle(sheet, (Decision("location", "A", "B"), Decision("location", "B", "C")))
    assert [one.rows.tolist() for one in found] == [[2], [3]]


def test_the_later_decision_about_a_value_counts() -> None:
    later = replace(SITE, value=" koeln", new="Berlin")
    other = Decision("trunk", "Koeln", "KOELN-1")
    assert in_force((SITE, other), (later,)) == (later, other)


def test_a_field_may_be_named_by_its_header_or_by_a_usual_name_in_either_language() -> None:
    sheet = staff_sheet(*ROWS)
    sheet = replace(
        sheet, columns=tuple(replace(c, header="Büro") if c.field == "location" else c for c in sheet.columns)
    )
    for name in ("location", "site", "Standort", "büro", "Büro *"):
        named = (Decision(name, "koeln", "Köln"),)
        assert fitted(named, sheet, sample_account(), Rules(), TODAY) == (replace(SITE, value="koeln"),)


def test_the_persons_own_header_wins_over_a_usual_name() -> None:
    """A column “Ort” that was decided to hold the site is meant by “Ort”."""
    sheet = staff_sheet(*ROWS)
    sheet = replace(
        sheet, columns=tuple(replace(c, header="Ort") if c.field == "location" else c for c in sheet.columns)
    )
    assert fitted((Decision("Ort", "Koeln", "Köln"),), sheet, None, Rules(), TODAY) == (SITE,)


MISFITS = (
    (Decision("planet", "Koeln", "Köln"), Misfit.FIELD),
    (Decision("trunk", "Koeln", "KOELN-1"), Misfit.COLUMN),
    (Decision("site", "Bonn", "Köln"), Misfit.VALUE),
    (Decision("site", "Koeln", "Kölnn"), Misfit.NEW),
    (Decision("email", "person.aaberg@example.org", "nobody"), Misfit.NEW),
    (Decision("mobile", "0152 28817386", "0221 4710100"), Misfit.NEW),
)


@pytest.mark.parametrize(("decision", "why"), MISFITS)
def test_a_decision_that_fits_not_is_refused_with_the_reason(decision: Decision, why: Misfit) -> None:
    with pytest.raises(MisfitError) as refused:
        fitted((decision,), staff_sheet(*ROWS), sample_account(), Rules(), TODAY)
    assert refused.value.why is why


def test_a_value_that_is_nowhere_is_refused_with_the_most_frequent_ones() -> None:
    with pytest.raises(MisfitError) as refused:
        fitted((Decision("site", "Bonn", "Köln"),), staff_sheet(*ROWS, ROWS[0]), None, Rules(), TODAY)
    assert refused.value.known[0] == "Koeln"
    assert set(refused.value.known) == {"Koeln", " KOELN ", "Köln", "Koeln-Deutz"}


def test_two_values_may_become_the_same() -> None:
    """A username that two rows would share is told in the rows, not refused beforehand."""
    rows = people([{"username": "Ute Beck"}, {"username": "Ute-Beck!"}])
    named = tuple(Decision("username", one, "ute.beck") for one in ("Ute Beck", "Ute-Beck!"))
    sheet = staff_sheet(*rows)
    assert fitted(named, sheet, sample_account(), Rules(), TODAY) == named
    checked = check_sheet(sheet, sample_account(), Rules(), TODAY, decisions=named)
    assert [codes(checked, row) for row in (2, 3)] == [{"username_twice"}] * 2


def test_of_earlier_decisions_only_those_count_that_the_rules_accept_today() -> None:
    gone = Decision("location", "Koeln-Deutz", "Bonn")
    unused = Decision("location", "Hamburg", "Köln")
    sheet = staff_sheet(*ROWS)
    assert still_fitting((SITE, gone, unused), sheet, sample_account(), Rules(), TODAY) == (SITE,)
    assert still_fitting((SITE, gone), sheet, None, Rules(), TODAY) == (SITE, gone)


def test_what_is_decided_and_what_is_accepted_go_together() -> None:
    rows = people([{"location": "Koeln", "postal_code": "1067", "street": "Elballee"}])
    checked = check_sheet(
        staff_sheet(*rows),
        sample_account(),
        Rules(),
        TODAY,
        frozenset({told(decided(rows), "postal_code_zero_lost").code}),
        decisions=(SITE,),
    )
    assert (checked.receipt.blocked, checked.receipt.accepted) == (0, {"postal_code_zero_lost": 1})
    assert checked.receipt.decisions == (Taken(SITE, 1),)


@settings(deadline=None, max_examples=10)
@given(staff(), st.sampled_from(["location", "conference_package", "city"]), st.text(max_size=5))
def test_whatever_is_decided_the_receipt_adds_up_and_every_cell_is_told(rows: list[Row], field: str, new: str) -> None:
    """Promise 1."""
    values = {row[field] for row in rows if row.get(field)}
    decisions = [Decision(field, value, new or "x") for value in values if value and value.strip()]
    checked = decided(rows, *in_force((), decisions))
    cells = sum(one.cells for one in checked.receipt.decisions)
    notes = checked.findings.table
    fresh = notes[notes["code"] == "suggestion_accepted"]
    assert len(fresh) == cells
    assert checked.receipt.rows == len(rows)

"""Findings of one cause are one thing to do: told once, counted, with the one decision that settles all."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TEXT, TODAY, sample_account, staff_sheet, with_contingent
from tests.unit.validation.builders import Row, check, people
from tests.unit.validation.test_properties import staff
from trunkload.intake.written_decision import read_decision
from trunkload.validation.check import check_sheet
from trunkload.validation.codes import Code
from trunkload.validation.findings import FINDING_COLUMNS, Finding, Findings, Scope
from trunkload.validation.fitting import fitted
from trunkload.validation.group_wording import decision_of, words_of_group
from trunkload.validation.groups import MOST, Group, Groups, group_findings
from trunkload.validation.language import Lang
from trunkload.validation.rules import Policy, Rules
from trunkload.validation.shared_causes import SHARED
from trunkload.validation.told import findings_of

MANY = 212


def groups_of(*rows: Row, rules: Rules | None = None) -> Groups:
    return group_findings(check(*rows, rules=rules).findings)


def first(*rows: Row) -> Group:
    return groups_of(*rows).told[0]


def test_212_rows_with_one_unknown_site_are_one_group_with_one_decision() -> None:
    rows = people([{"location": "Koeln"}] * MANY)
    group = first(*rows)
    assert (group.finding.code, group.finding.value, group.finding.suggestion) == ("site_unknown", "Koeln", "Köln")
    assert (len(group.rows), group.rows[0], group.rows[-1], group.suggested) == (MANY, 2, MANY + 1, MANY)
    assert decision_of(group, Lang.EN) == "site:Koeln=Köln"
    assert decision_of(group, Lang.DE) == "site:Koeln=Köln"


@pytest.mark.parametrize(
    ("lang", "message", "fix"),
    [
        (
            Lang.DE,
            "212 Zeilen haben den Standort „Koeln“, den es im Vertrag nicht gibt.",
            "Tragen Sie „Köln“ ein, oder nehmen Sie es für alle: --accept site:Koeln=Köln",
        ),
        (
            Lang.EN,
            "212 rows have the site “Koeln”, which the account does not have.",
            "Enter “Köln”, or accept it for all: --accept site:Koeln=Köln",
        ),
    ],
)
def test_a_group_has_one_sentence(lang: Lang, message: str, fix: str) -> None:
    words = words_of_group(first(*people([{"location": "Koeln"}] * MANY)), "Büro", lang)
    assert (words.message, words.whole_fix) == (message, fix)


@pytest.mark.parametrize(("lang", "count"), [(Lang.DE, "1.234 Zeilen"), (Lang.EN, "1,234 rows")])
def test_thousands_are_separated_as_the_language_does(lang: Lang, count: str) -> None:
    finding = first(*people([{"location": "Bonn"}])).finding
    words = words_of_group(Group(finding, tuple(range(2, 1236)), alike=True, suggested=0), None, lang)
    assert words.message.startswith(count)


def test_a_group_of_one_row_reads_like_its_finding() -> None:
    words = words_of_group(first(*people([{"location": "Koeln"}])), None, Lang.EN)
    assert words.message == "The account has no site “Koeln”."
    assert words.option is None


def test_capitals_and_blanks_make_no_other_cause_and_another_word_does() -> None:
    told = groups_of(*people([{"location": name} for name in ("Bonn", "Koeln", " KOELN", "koeln ")])).told
    assert [(one.finding.value, one.rows) for one in told] == [("Koeln", (3, 4, 5)), ("Bonn", (2,))]
    assert told[0].alike


def test_what_every_row_has_of_its_own_is_no_cause() -> None:
    """Two addresses are wrong in two ways, and there is one thing to do: to enter addresses."""
    (group,) = [
        one
        for one in groups_of(*people([{"email": "ute@"}, {"email": "jo@"}])).told
        if one.finding.code == "email_form"
    ]
    assert (group.rows, group.alike) == ((2, 3), False)
    words = words_of_group(group, None, Lang.EN)
    assert words.message.startswith("2 rows, first row 2: ")
    assert "ute@" in words.message


def test_suggestions_of_one_code_are_taken_with_one_option() -> None:
    rows = people([{"postal_code": code, "street": "Elballee"} for code in ("1067", "1069")])
    words = words_of_group(first(*rows), None, Lang.EN)
    assert words.option == "--accept-suggestions postal_code_zero_lost"
    assert words.fix.endswith("Or take what is suggested (2):")


def test_where_nothing_is_suggested_a_word_stands_for_what_is_meant() -> None:
    words = words_of_group(first(*people([{"location": "Bad Bonn"}] * 2)), None, Lang.EN)
    assert words.option == "--accept 'site:Bad Bonn=NEW'"
    assert words_of_group(first(*people([{"location": "Bonn"}] * 2)), None, Lang.DE).option == "--accept site:Bonn=NEU"


def test_what_is_ordered_anyway_asks_for_no_decision() -> None:
    (group,) = [
        one for one in groups_of(*people([{"department": "#NV"}] * 3)).told if one.finding.severity == "warning"
    ]
    assert decision_of(group, Lang.EN) is None


def test_what_blocks_comes_first_then_what_is_in_most_rows() -> None:
    shared: Row = {"email": "info@example.org"}
    nameless: Row = {"first_name": None}
    rows = people([shared, shared, shared, {"location": "Bonn"}, nameless, nameless])
    told = [(one.finding.severity, one.finding.code, len(one.rows)) for one in groups_of(*rows).told]
    assert told[:3] == [("blocked", "missing", 2), ("blocked", "site_unknown", 1), ("warning", "email_shared", 3)]


def test_rows_that_only_wait_are_no_cause() -> None:
    rules = Rules(policy=Policy.ALL_OR_NOTHING)
    told = groups_of(*people([{}, {}, {"location": "Bonn"}]), rules=rules).told
    assert [one.finding.code for one in told if one.finding.severity == "blocked"] == ["site_unknown"]


def test_what_is_told_of_the_whole_file_is_no_group() -> None:
    checked = check_sheet(staff_sheet(*people([{"username": "ute.beck"}])), None, Rules(), TODAY)
    assert Code.ACCOUNT_UNKNOWN in {one.code for one in checked.findings}
    assert group_findings(checked.findings) == Groups((), 0)
    assert group_findings(findings_of(())) == Groups((), 0)


def test_so_many_causes_are_told_and_all_are_counted() -> None:
    """The limit, and one above."""
    for count in (MOST, MOST + 1):
        groups = group_findings(_sites([f"Site {number}" for number in range(count)]))
        assert (len(groups.told), groups.causes) == (MOST, count)


def test_a_row_that_is_told_twice_of_one_cause_counts_once() -> None:
    table = pd.concat([_sites(["Bonn"]).table] * 2, ignore_index=True)
    (group,) = group_findings(Findings(table)).told
    assert group.rows == (2,)


def _sites(values: list[str]) -> Findings:
    count = len(values)
    told = {
        "row": pd.array(range(2, count + 2), dtype="Int64"),
        "field": "location",
        "code": "site_unknown",
        "severity": "blocked",
        "scope": Scope.CELL.value,
        "value": values,
        "suggestion": None,
        "params": json.dumps({"sites": "Köln", "trunks": "KOELN-1"}),
    }
    table = pd.DataFrame(told, columns=list(FINDING_COLUMNS))
    return Findings(table.astype({name: TEXT for name in FINDING_COLUMNS if name != "row"}))


@settings(deadline=None, max_examples=15)
@given(st.lists(st.sampled_from(["Koeln", "koeln ", "Bonn", "Berlin", ""]), min_size=1, max_size=12), staff())
def test_groups_hold_every_finding_of_a_row_and_no_other(sites: list[str], others: list[Row]) -> None:
    checked = check(*people([{"location": name or None} for name in sites]), *others)
    table = checked.findings.table
    table = table[table["row"].notna()]
    groups = group_findings(checked.findings)
    told = {(_field(one.finding), one.finding.code, row) for one in groups.told for row in one.rows}
    found = {(_field(one), one.code, one.row) for one in Findings(table)}
    assert told == found
    for one in groups.told:
        for lang in Lang:
            assert "{" not in words_of_group(one, None, lang).message


def _field(finding: Finding) -> str | None:
    """What rows share may stand in another column of each."""
    return None if finding.code in SHARED else finding.field


@settings(deadline=None, max_examples=10)
@given(staff(), st.sampled_from(list(Lang)))
def test_a_decision_that_a_group_proposes_is_one_that_is_taken(rows: list[Row], lang: Lang) -> None:
    sheet = staff_sheet(*rows, *people([{"location": "koeln"}, {"location": "KOELN"}]))
    checked = check_sheet(sheet, sample_account(), Rules(), TODAY)
    for group in group_findings(checked.findings).told:
        text = decision_of(group, lang)
        if text is None or group.finding.suggestion is None:
            continue
        decision = read_decision(text)
        assert decision is not None
        (named,) = fitted((decision,), sheet, sample_account(), Rules(), TODAY)
        again = check_sheet(sheet, sample_account(), Rules(), TODAY, decisions=(named,))
        assert again.receipt.decisions[0].cells == len(group.rows)


SHARED_CELLS: tuple[tuple[Code, tuple[Row, ...]], ...] = (
    (
        Code.EMPLOYEE_ID_TWICE,
        ({"employee_id": "a1"}, {"employee_id": "A1"}, {"employee_id": "2"}, {"employee_id": "2"}),
    ),
    (
        Code.USERNAME_TWICE,
        ({"username": "one.same"}, {"username": "One.Same"}, {"username": "two.same"}, {"username": "two.same"}),
    ),
    (
        Code.NUMBER_TWICE,
        (
            {"phone_number": "0221 4710-150"},
            {"phone_number": "+49 221 4710150"},
            {"phone_number": "0221 4710-151"},
            {"extension": "151"},
        ),
    ),
    (
        Code.INTERNAL_TWICE,
        ({"internal_number": "444"}, {"internal_number": "444"}, {"internal_number": "333"}, {"extension": "333"}),
    ),
    (
        Code.AUTH_EMAIL_REPEATED,
        tuple({"email": email} for email in ("a@example.org", "A@example.org", "b@example.org", "b@example.org")),
    ),
    (
        Code.PERSON_TWICE,
        tuple(
            {"first_name": name, "last_name": "Vogt", "email": f"{name.lower()}@example.org"}
            for name in ("Eva", "EVA", "Ida", "Ida")
        ),
    ),
    (Code.INTERNAL_PREFIX, tuple({"internal_number": number} for number in ("66", "667", "445", "44"))),
)


@pytest.mark.parametrize(("code", "cells"), SHARED_CELLS, ids=[code.value for code, _ in SHARED_CELLS])
def test_every_pair_is_a_cause_of_its_own_however_each_row_writes_it(code: Code, cells: tuple[Row, ...]) -> None:
    """Section 7: who looks at one pair must not lose the other."""
    told = [one for one in groups_of(*people(cells)).told if one.finding.code is code]
    assert [one.rows for one in told] == [(2, 3), (4, 5)]


def test_the_sentence_of_a_pair_is_the_one_of_its_rows() -> None:
    rows = people([{"employee_id": number} for number in ("1", "1", "2", "2")])
    told = [one for one in groups_of(*rows).told if one.finding.code is Code.EMPLOYEE_ID_TWICE]
    assert [words_of_group(one, "PersNr", Lang.DE).message for one in told] == [
        "Zeile 2 (F2) und Zeile 3 (F3) haben dieselbe Personalnummer 1 („PersNr“).",
        "Zeile 4 (F4) und Zeile 5 (F5) haben dieselbe Personalnummer 2 („PersNr“).",
    ]


def test_of_many_rows_that_share_something_the_sentence_counts_the_rest() -> None:
    (group,) = [
        one
        for one in groups_of(*people([{"employee_id": "7"}] * 12)).told
        if one.finding.code is Code.EMPLOYEE_ID_TWICE
    ]
    assert group.rows == tuple(range(2, 14))
    assert words_of_group(group, "PersNr", Lang.EN).message == (
        "Row 2 (F2), row 3 (F3), row 4 (F4), row 5 (F5) and 8 other rows have the same “PersNr” 7."
    )


def test_internal_numbers_behind_one_shorter_number_belong_together() -> None:
    """N-08: told of each with another one, whichever stands first."""
    numbers = ("6678", "667", "44", "66", "445", "66")
    told = [
        one
        for one in groups_of(*people([{"internal_number": number} for number in numbers])).told
        if one.finding.code is Code.INTERNAL_PREFIX
    ]
    assert [one.rows for one in told] == [(2, 3, 5, 7), (4, 6)]
    assert words_of_group(told[0], None, Lang.EN).message.startswith("4 rows, first row 2: ")
    assert words_of_group(told[1], None, Lang.EN).message.startswith("Row 4 (")


def test_what_each_package_lacks_is_a_cause_of_its_own() -> None:
    """R-14: one contingent that is used up does not hide the other."""
    account = with_contingent(with_contingent(sample_account(), "premium", 1, 1), "plus", 2, 2)
    rows = people([{"conference_package": package} for package in ("Premium", "Plus", "Premium", "Plus")])
    told = group_findings(check(*rows, account=account).findings).told
    assert [one.rows for one in told if one.finding.code is Code.PACKAGE_EXHAUSTED] == [(2, 4), (3, 5)]
    assert words_of_group(told[0], None, Lang.EN).message.startswith("There are not enough conference packages")


def test_a_group_knows_its_column_where_all_of_it_stands_in_one() -> None:
    """Row 4 says by its extension what rows 2 and 3 say in full."""
    one_column = first(*people([{"location": "Bonn"}] * 2))
    wishes: list[Row] = [{"phone_number": "0221 4710-150"}, {"phone_number": "0221 4710-150"}, {"extension": "150"}]
    both, whole = first(*people(wishes)), first(*people(wishes[:2]))
    assert one_column.column == one_column.finding.column
    assert one_column.column is not None
    assert (both.rows, both.column) == ((2, 3, 4), None)
    assert (whole.rows, whole.column) == ((2, 3), whole.finding.column)

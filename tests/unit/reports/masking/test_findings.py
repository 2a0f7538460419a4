"""Findings are masked before they are worded; what is one thing to do stays one."""

import json
from datetime import date

import pytest

from tests.builders import sample_account, someone, staff_sheet
from trunkload.reports.masking.findings import masked_findings
from trunkload.reports.masking.known import known_of
from trunkload.validation.check import check_sheet
from trunkload.validation.codes import Code
from trunkload.validation.findings import Finding, Findings, Scope, Severity
from trunkload.validation.groups import group_findings
from trunkload.validation.rules import Rules
from trunkload.validation.told import findings_of

KNOWN = known_of(sample_account(), None)


def masked(code: Code, field: str | None, value: str | None, **params: str) -> Finding:
    told = Finding(code, Severity.BLOCKED, Scope.CELL, 2, field, "A", value, None, params)
    (one,) = masked_findings(findings_of([told]), KNOWN)
    return one


def judged(*people: dict[str, str | None]) -> Findings:
    return check_sheet(staff_sheet(*people), sample_account(), Rules(), date(2026, 11, 23)).findings


def test_counts_places_and_numbers_of_the_company_fill_the_sentence_and_people_do_not() -> None:
    told = masked(
        Code.NUMBER_ASSIGNED, "phone_number", "104", number="+492214710104", holder="lena.fischer", trunk="KOELN-1"
    )
    assert told.params == {"number": "+492214710104", "holder": "…", "trunk": "KOELN-1"}
    assert told.value == "104"


@pytest.mark.parametrize("number", ["+4915228817386", "004711", "Quorlyn"])
def test_what_is_no_number_of_the_company_is_hidden_in_the_sentence_too(number: str) -> None:
    assert masked(Code.NUMBER_UNKNOWN, "phone_number", number, number=number).params == {"number": "…"}


def test_an_import_is_named_and_a_letter_too_much_shown() -> None:
    assert masked(Code.PERSON_PLANNED, None, None, **{"import": "imp-2026-11-23-0001"}).params == {
        "import": "imp-2026-11-23-0001"
    }
    assert masked(Code.PHONE_CHARACTERS, "mobile", "O152 28817386", odd="O", at="1").params == {"odd": "O", "at": "1"}


def test_different_words_stay_different_causes_and_the_same_word_one() -> None:
    findings = judged(
        someone("Anna", "Eins", location="Bonn"),
        someone("Bert", "Zwei", location="bonn "),
        someone("Cora", "Drei", location="Ulm"),
    )
    before, after = group_findings(findings), group_findings(masked_findings(findings, KNOWN))
    assert [group.rows for group in after.told] == [group.rows for group in before.told] == [(2, 3), (4,)]
    assert [group.finding.value for group in after.told] == ["… (1)", "… (2)"]


def test_only_values_suggestions_and_what_fills_sentences_differ() -> None:
    findings = judged(someone("Anna", "Eins", mobile="O152 28817386", email="anna@"), someone("Anna", "Eins"))
    after = masked_findings(findings, KNOWN).table
    same = ["row", "column", "field", "code", "severity", "scope"]
    assert after[same].equals(findings.table[same])
    assert list(after.dtypes) == list(findings.table.dtypes)
    assert [sorted(json.loads(one)) for one in after["params"].dropna()] == [
        sorted(json.loads(one)) for one in findings.table["params"].dropna()
    ]

"""Knows the JSON of what a person can decide and has decided: groups of rows, decisions about values, the policy."""

from dataclasses import asdict
from typing import Any

from trunkload.reports.worded_groups import WordedGroup
from trunkload.validation.checked import Checked
from trunkload.validation.group_wording import decision_of
from trunkload.validation.language import Lang
from trunkload.validation.receipt import Taken

FIRST_ROWS = 10
"""Rows of a group that are named in it; its findings name all of them."""


def decision_document(taken: Taken) -> dict[str, Any]:
    """`remembered` is None where it was decided for this very file."""
    decision = taken.decision
    return {
        "field": decision.field,
        "value": decision.value,
        "new": decision.new,
        "cells": taken.cells,
        "remembered": None if decision.origin is None else asdict(decision.origin),
    }


def policy_document(checked: Checked) -> dict[str, Any]:
    """What stays behind under it: rows `to_fix`, and right rows `held_back` until those are."""
    receipt = checked.receipt
    return {
        "name": checked.policy.value,
        "to_order": receipt.to_order,
        "to_fix": receipt.to_fix,
        "held_back": receipt.held_back,
    }


def group_document(one: WordedGroup, lang: Lang) -> dict[str, Any]:
    """`rows` is how many there are; `column`: the letter of the one column in which all of it stands, else None;
    `accept` is a value of the option --accept that settles all of them."""
    group, finding = one.group, one.group.finding
    return {
        "code": finding.code.value,
        "severity": finding.severity.value,
        "field": finding.field,
        "header": None if one.column is None else one.column.header,
        "value": finding.value if group.by_value else None,
        "suggestion": finding.suggestion if group.by_value else None,
        "rows": len(group.rows),
        "first_rows": list(group.rows[:FIRST_ROWS]),
        "message": one.words.message,
        "fix": one.words.whole_fix,
        "accept": decision_of(group, lang) if finding.suggestion else None,
        "column": group.column,
    }

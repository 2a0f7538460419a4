"""Judges a sheet by itself, no account asked: what its cells say, its rows, and all of them together."""

from collections.abc import Collection, Mapping
from datetime import date

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.validation.actions.action import Action
from trunkload.validation.actions.screening import only_what_matters
from trunkload.validation.catalog import severities
from trunkload.validation.closer_look import Looked, look_for_sheet
from trunkload.validation.codes import Code
from trunkload.validation.confirmation import judge_confirmation
from trunkload.validation.defaults import judge_addresses
from trunkload.validation.epochs import judge_epochs
from trunkload.validation.findings import Findings
from trunkload.validation.internals import standing_internal
from trunkload.validation.once import cells_first, damage_first, missing_first
from trunkload.validation.one_row import judge_rows
from trunkload.validation.prefixes import judge_prefixes
from trunkload.validation.rules import Rules
from trunkload.validation.telling import Teller
from trunkload.validation.texts import arrow, with_columns
from trunkload.validation.told import Told, findings_table
from trunkload.validation.twice import judge_twice


def judge_sheet(sheet: Sheet, rules: Rules, today: date) -> Findings:
    """What the cells, the rows and the sheet as a whole say, without any account: kinds one to three of the rules."""
    teller = teller_of(sheet, rules)
    looked = look_for_sheet(sheet, rules, today, teller)
    internal, refused = _standing_internal(looked, rules)
    known = {name: column for name, column in looked.whole.distinct.items() if not refused or name != internal.name}
    told = [
        *judge_epochs(looked.read, sheet, today, teller),
        *of_cells_and_rows(looked, rules, teller),
        *judge_twice(with_columns(looked.read, {Field.INTERNAL_NUMBER: internal}), teller, known),
        *judge_prefixes(internal, None, teller),
    ]
    findings = only_what_matters(findings_table(told), looked.read["action.meant"].fillna(Action.ADD))
    return told_once(findings, looked.mended.unreadable, looked.mended.causes)


def of_cells_and_rows(looked: Looked, rules: Rules, teller: Teller) -> list[Told]:
    """Kinds one and two."""
    told: list[Told] = [*looked.mended.told, *judge_rows(looked.closely, rules, teller)]
    return [*told, *judge_confirmation(looked.closely, teller), *judge_addresses(looked.read, teller)]


def told_once(findings: Findings, unreadable: Mapping[str, pd.Index], causes: Collection[Code]) -> Findings:
    """Without what says nothing beside a graver finding of the same cell; `unreadable` and `causes` as in `Mended`."""
    return cells_first(missing_first(damage_first(findings, unreadable, causes)))


def teller_of(sheet: Sheet, rules: Rules) -> Teller:
    """Who tells what stands in this sheet, as grave as these rules have it."""
    letters = {column.field: column.letter for column in sheet.columns if column.field}
    return Teller(sheet.staff, letters, severities(rules))


def _standing_internal(looked: Looked, rules: Rules) -> tuple[pd.Series, bool]:
    """Internal numbers that no rule of their own cell refuses, and whether one is; what is plain need not be asked."""
    typed, closely = looked.read[Field.INTERNAL_NUMBER], looked.closely[Field.INTERNAL_NUMBER]
    if arrow(closely).null_count == len(closely):
        return typed, False
    standing = standing_internal(closely, closely, rules)
    refused = closely.index[closely.notna() & standing.isna()]
    return (typed.mask(typed.index.isin(refused)), True) if len(refused) else (typed, False)

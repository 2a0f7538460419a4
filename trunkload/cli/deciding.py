"""Knows what a person may decide about values on the command line, and what is said where it cannot be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from trunkload.cli.refusal import WrongCall
from trunkload.cli.say import say
from trunkload.intake.choices import Choices, Decision
from trunkload.intake.field_names import field_name
from trunkload.intake.written_decision import read_decision

if TYPE_CHECKING:  # pandas, which a wrong call need not wait for
    from trunkload.intake.sheet import Sheet
    from trunkload.inventory.account import Account
    from trunkload.settings import Settings
    from trunkload.validation.fitting import MisfitError
    from trunkload.validation.language import Lang


def codes_and_decisions(accept: Sequence[str]) -> tuple[list[str], tuple[Decision, ...]]:
    """What `--accept` holds: codes of findings, and decisions with their fields as the person names them.

    Raises WrongCall.
    """
    codes = [written for written in accept if ":" not in written and "=" not in written]
    decisions = [_decision(written) for written in accept if written not in codes]
    seen: dict[tuple[str, str], str] = {}
    for one in decisions:
        if seen.setdefault((one.field.casefold(), one.value.strip().casefold()), one.new) != one.new:
            raise WrongCall("decision_twice", field=one.field, value=one.value)
    return codes, tuple(dict.fromkeys(decisions))


def _decision(written: str) -> Decision:
    decision = read_decision(written)
    if decision is None:
        raise WrongCall("decision_form", written=written)
    return decision


def with_fitting(
    choices: Choices, sheet: "Sheet", account: "Account | None", settings: "Settings", today: date
) -> Choices:
    """The choices with decisions by canonical fields. Raises WrongCall where one fits not the sheet or the rules."""
    if not choices.decisions:
        return choices
    from trunkload.flows.checking import rules_of  # noqa: PLC0415 - pandas, which a wrong call need not wait for
    from trunkload.validation.fitting import MisfitError, fitted  # noqa: PLC0415 - the same

    try:
        fitting = fitted(choices.decisions, sheet, account, rules_of(settings, choices), today)
    except MisfitError as misfit:
        raise _refusal(misfit, sheet, settings.language) from None
    return replace(choices, decisions=fitting)


def _refusal(misfit: "MisfitError", sheet: "Sheet", lang: "Lang") -> WrongCall:
    """In the person's own words: their header, their value."""
    from trunkload.validation.wording import words_of  # noqa: PLC0415 - the same

    decision = misfit.decision
    told = {"field": decision.field, "value": decision.value, "new": decision.new}
    told["known"] = ", ".join(say("quoted", lang, text=one) for one in misfit.known)
    column = sheet.column_of(decision.field)
    if column is not None:
        told["field"] = column.header or field_name(decision.field, lang)
    if misfit.finding is not None:
        words = words_of(misfit.finding, told["field"], lang)
        told |= {"message": words.message, "fix": words.fix}
    return WrongCall(f"decision_{misfit.why.value}", **told)

"""Knows how entries of numbers are worded: what was understood, and what is wrong with them."""

from collections.abc import Iterator

from trunkload.flows.number_words import local_day
from trunkload.flows.words import say
from trunkload.inventory.account import Account
from trunkload.inventory.number_range import NumberRange
from trunkload.reports.notation import count_text
from trunkload.reports.typed_text import visible_text
from trunkload.validation.codes import Code
from trunkload.validation.entering.entries import Entered, EntryCode, EntryProblem
from trunkload.validation.findings import Finding, Scope, Severity
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of

COUNTS = frozenset({"count", "limit"})


def problem_text(problem: EntryProblem, lang: Lang, where: str = "") -> str:
    """What is so and what to do; `where` names the cell, or is empty for a command's own entry."""
    told = _sentence(problem, lang)
    if problem.suggestion is not None:
        told += " " + say("entry_suggestion", lang, suggestion=problem.suggestion)
    return f"{where}: {told}" if where else told


def _sentence(problem: EntryProblem, lang: Lang) -> str:
    if problem.code not in set(EntryCode):
        return _phone_sentence(problem, lang)
    params = {name: count_text(int(text), lang) if name in COUNTS else text for name, text in problem.params.items()}
    if "state" in params:
        params["state"] = say(f"number_{params['state']}", lang)
    if "block" in params:
        params["where"] = say("in_block", lang, block=params["block"]) if params["block"] else say("in_no_block", lang)
    return say(f"entry_{problem.code}", lang, **{"value": problem.value, **params})


def _phone_sentence(problem: EntryProblem, lang: Lang) -> str:
    """As in a staff sheet: the same number is wrong in the same way."""
    params = {"odd": "", "at": "", **problem.params}
    if problem.code == Code.PHONE_CHARACTERS:
        at = next((at for at, one in enumerate(problem.value) if not (one.isdigit() or one in " +()/-.")), 0)
        params |= {"odd": problem.value[at : at + 1], "at": str(at + 1)}
    finding = Finding(
        Code(problem.code),
        Severity.BLOCKED,
        Scope.CELL,
        field="phone_number",
        value=visible_text(problem.value),
        params=params,
    )
    words = words_of(finding, None, lang)
    return f"{words.message} {words.fix}"


def span_text(span: NumberRange, trunks: str, lang: Lang) -> str:
    """`100 numbers +49 221 4710-00 to -99 on KOELN-1`."""
    first, last = span.ends
    if span.size == 1:
        return say("span_single", lang, number=first, trunk=trunks)
    return say("span", lang, n=count_text(span.size, lang), first=first, last=last, trunk=trunks)


def trunk_of(span: NumberRange, account: Account) -> str:
    """Where the account has the first of them."""
    known = account.numbers["trunk"].reindex([span.numbers()[0]]).iloc[0]
    return str(known)


def entered_lines(entered: Entered, lang: Lang) -> Iterator[str]:
    """The command has one entry: one block, one range behind a block, or one number."""
    number = entered.numbers.iloc[0].fillna("")
    span = span_text(_span(entered), number["trunk"], lang)
    if number["available_from"]:
        yield say("added_from", lang, span=span, date=local_day(number["available_from"], lang))
    else:
        yield say("added", lang, span=span, state=say(f"number_{number['state']}", lang))
    for block, _ in entered.extended:
        yield say("added_extended", lang, block=block)


def _span(entered: Entered) -> NumberRange:
    numbers = entered.numbers
    first, last = numbers["extension"].iloc[0], numbers["extension"].iloc[-1]
    if not len(entered.blocks) and not len(entered.extended):
        return NumberRange(str(numbers.index[0]))
    return NumberRange(str(numbers.index[0]).removesuffix(first), first, last)

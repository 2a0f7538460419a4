"""Writes what has changed since a plan was shown, one line for each thing, in the person's words."""

from collections.abc import Iterator

from trunkload.flows.plan_changes import PlanChanges
from trunkload.flows.record_words import contingent_words, record_words
from trunkload.flows.words import say, say_count
from trunkload.inventory.account import NumberState
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.cart import ContingentChange
from trunkload.orders.plan import Cost
from trunkload.orders.read_back_names import characteristic_name
from trunkload.reports.notation import money_text
from trunkload.storage.records import ChangedWorkplace
from trunkload.storage.standing import LostNumber
from trunkload.validation.language import Lang

CHANGES_SHOWN = 20


def change_lines(changes: PlanChanges, lang: Lang) -> tuple[str, ...]:
    """The first of them, and how many more there are."""
    lines = list(_lines(changes, lang))
    more = len(lines) - CHANGES_SHOWN
    return (*lines[:CHANGES_SHOWN], *((say_count("changed_more", more, lang),) if more > 0 else ()))


def _lines(changes: PlanChanges, lang: Lang) -> Iterator[str]:
    if changes.rules:
        yield say("changed_rules", lang)
    if changes.cost is not None:
        yield _cost_line(*changes.cost, lang)
    if changes.items:
        yield say("changed_items", lang)
    yield from (_number_line(one, lang) for one in changes.numbers)
    for place in changes.workplaces:
        yield from _workplace_lines(place, lang)
    yield from (say(f"changed_{one.what}", lang, row=one.row, value=one.value) for one in changes.overtaken)
    yield from (_contingent_line(one, lang) for one in changes.contingents)


def _contingent_line(used_up: ContingentChange, lang: Lang) -> str:
    name = contingent_words(used_up.name, lang)
    return say("changed_contingent", lang, name=name, booked=used_up.booked, after=used_up.after)


def _cost_line(before: Cost, now: Cost, lang: Lang) -> str:
    unknown = say("unknown_price", lang)
    amounts = {
        "monthly_before": before.monthly,
        "monthly": now.monthly,
        "one_off_before": before.one_off,
        "one_off": now.one_off,
    }
    told = {
        name: unknown if amount is None else money_text(amount, now.currency, lang) for name, amount in amounts.items()
    }
    return say("changed_cost", lang, **told)


def _number_line(lost: LostNumber, lang: Lang) -> str:
    number = phone_text(lost.number)
    if lost.state is None:
        return say("changed_number_gone", lang, row=lost.row, number=number)
    if lost.state is NumberState.HELD:
        return say("changed_number_held", lang, row=lost.row, number=number, holder=lost.holder or "–")
    holder = "" if lost.holder is None else say("changed_number_holder", lang, holder=lost.holder)
    state = say(f"number_{lost.state.value}", lang)
    return say("changed_number", lang, row=lost.row, number=number, state=state, holder=holder)


def _workplace_lines(place: ChangedWorkplace, lang: Lang) -> Iterator[str]:
    """One line for each characteristic, as it was when the plan was made and as it is now."""
    who = {"row": place.row, "username": place.username}
    if place.gone:
        yield say("changed_workplace_gone", lang, **who)
    for one in place.changes:
        values = {"before": record_words(one.name, one.before, lang), "now": record_words(one.name, one.now, lang)}
        yield say("changed_workplace", lang, **who, what=characteristic_name(one.name, lang), **values)

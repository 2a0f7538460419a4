"""Knows how it is worded what of a workplace is no longer as it was ordered."""

from collections.abc import Iterator

from trunkload.flows.verifying import Verified
from trunkload.flows.words import say
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.outcome_words import read_back_words
from trunkload.orders.read_back_names import characteristic_name
from trunkload.orders.states import ReadBack
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang


def difference_lines(one: Verified, lang: Lang) -> Iterator[list[str]]:
    """One line for each characteristic that is another one now: row, name, number, what, ordered, found."""
    item = one.item
    head = [str(item.row), f"{item.given_name} {item.family_name}", phone_text(item.number)]
    if item.action is Action.DELETE:
        yield [*head, "", say("verify_deleted", lang), read_back_words(ReadBack.DIFFERENT, Action.DELETE, (), lang)]
    elif one.verdict is ReadBack.MISSING:
        yield [*head, "", say("verify_there", lang), read_back_words(ReadBack.MISSING, one.item.action, (), lang)]
    for told in one.differences:
        nothing = say("verify_empty", lang)
        yield [*head, characteristic_name(told.name, lang), told.ordered or nothing, told.found or nothing]

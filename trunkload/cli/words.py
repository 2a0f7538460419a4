"""Knows how the command line words what became of a row, and what a workplace has."""

from collections.abc import Sequence

from trunkload.cli.say import say
from trunkload.orders.outcome_words import item_words, read_back_words
from trunkload.orders.read_back_names import characteristic_name
from trunkload.reports.notation import count_text
from trunkload.storage.items import StoredItem
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang


def done_words(items: Sequence[StoredItem], lang: Lang) -> str:
    """How many of each action are as ordered; the first count says of what."""
    said: list[str] = []
    for action in Action:
        some = [item for item in items if item.action is action]
        if some:
            done, place = sum(item.as_ordered for item in some), "more" if said else "first"
            said.append(
                say(f"done_{place}_{action.value}", lang, done=count_text(done, lang), n=count_text(len(some), lang))
            )
    return ", ".join(said)


def state_words(item: StoredItem, lang: Lang) -> str:
    return item_words(item.state, item.action, lang)


def read_back_of(item: StoredItem, lang: Lang) -> str:
    return read_back_words(item.read_back, item.action, item.differing, lang)


def field_words(name: str, lang: Lang) -> str:
    """What people call a characteristic that is read back."""
    return characteristic_name(name, lang)

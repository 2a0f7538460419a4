"""Knows how the command line words what became of a row, and what a workplace has."""

from collections.abc import Sequence

from trunkload.cli.say import say
from trunkload.inventory.contingent_use import WORKPLACE
from trunkload.inventory.phone_text import phone_text
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


def record_words(name: str, value: str | None, lang: Lang) -> str:
    """What a workplace has there, as people read it."""
    if name == "package":
        return say(f"package_{value or 'none'}", lang)
    if not value:
        return say("nothing_there", lang)
    return phone_text(value) if name in {"number", "mobile"} else value


def field_words(name: str, lang: Lang) -> str:
    """What people call a characteristic that is read back."""
    return characteristic_name(name, lang)


def contingent_words(name: str, lang: Lang) -> str:
    """A contingent by the name that the carrier has for it."""
    return say("contingent_workplace" if name == WORKPLACE else f"package_{name}", lang)

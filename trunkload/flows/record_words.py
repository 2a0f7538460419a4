"""Knows how it is worded what a workplace has, and which contingents there are."""

from trunkload.flows.words import say
from trunkload.inventory.contingent_use import WORKPLACE
from trunkload.inventory.phone_text import phone_text
from trunkload.inventory.workplace_record import Changed
from trunkload.orders.read_back_names import characteristic_name
from trunkload.validation.language import Lang


def record_words(name: str, value: str | None, lang: Lang) -> str:
    """What a workplace has there, as people read it."""
    if name == "package":
        return say(f"package_{value or 'none'}", lang)
    if not value:
        return say("nothing_there", lang)
    return phone_text(value) if name in {"number", "mobile"} else value


def becoming_words(one: Changed, lang: Lang) -> str:
    """What is changed of a workplace, before and after."""
    values = {"before": record_words(one.name, one.before, lang), "now": record_words(one.name, one.now, lang)}
    return say("workplace_becomes", lang, what=characteristic_name(one.name, lang), **values)


def contingent_words(name: str, lang: Lang) -> str:
    """A contingent by the name that the carrier has for it."""
    return say("contingent_workplace" if name == WORKPLACE else f"package_{name}", lang)

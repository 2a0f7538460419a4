"""Knows how parts of the account are called when a person is told what changed: fields, their values, states."""

from trunkload.cli.say import say
from trunkload.flows.number_words import local_day
from trunkload.intake.field_names import field_names
from trunkload.inventory.account import EXTENDED, RESERVED, NumberState
from trunkload.inventory.account_changes import GONE
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.read_back_names import FIELD_OF
from trunkload.validation.language import Lang

DAYS = frozenset({"package_since", "activated_on"})
"""Fields of a workplace that hold a day."""

OF_PARTS = {"booked", "used", "monthly", "one_off", "aliases", "base", "first", "last", "switchboard"}
OWN_NAMES = DAYS | OF_PARTS | {RESERVED, EXTENDED}
"""Fields of the account that no staff sheet has; they have names of their own."""


def field_name_text(name: str, lang: Lang) -> str:
    if name in OWN_NAMES:
        return say(f"account_field_{name}", lang)
    return field_names(lang).get(FIELD_OF.get(name, name), name)


def value_text(field: str, value: str, lang: Lang) -> str:
    """Packages by their names, days as they are written, numbers as they are read."""
    if value == "–":
        return value
    if field in DAYS:
        return local_day(value, lang)
    if field == "number":
        return phone_text(value)
    return say(f"package_{value}", lang) if field == "package" else value


def state_until(state: str, day: str, lang: Lang) -> str:
    """A state that ends on a day says so."""
    if not day or state not in {NumberState.RESTING, NumberState.FUTURE}:
        return state_text(state, lang)
    return say(
        "why_resting_until" if state == NumberState.RESTING else "available_from_day", lang, date=local_day(day, lang)
    )


def state_text(state: str, lang: Lang) -> str:
    return say("number_not_there" if state == GONE else f"number_{state}", lang)

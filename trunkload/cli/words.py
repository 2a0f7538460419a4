"""Knows how the command line words what became of a row: read-back and the carrier's reasons."""

from collections.abc import Sequence

from trunkload.cli.say import say
from trunkload.inventory.contingent_use import WORKPLACE
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.states import OrderState, ReadBack
from trunkload.portal.read_back_names import characteristic_name
from trunkload.reports.notation import count_text
from trunkload.storage.items import StoredItem
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

KNOWN_REASONS = frozenset(
    {
        "NUMBER_IN_USE",
        "NUMBER_NOT_AVAILABLE",
        "NUMBER_UNKNOWN",
        "USERNAME_TAKEN",
        "INTERNAL_NUMBER_TAKEN",
        "CONTINGENT_EXHAUSTED",
        "WORKPLACE_UNKNOWN",
        "TERM_RUNNING",
        "NOT_SET_UP",
        "NOT_THERE",
        "STILL_THERE",
    }
)
"""Codes of our profile that we can word; any other carrier's reason is told in its own words."""


def carrier_words(code: str | None, reason: str | None, lang: Lang) -> str:
    if code in KNOWN_REASONS:
        return say(f"carrier_{code}", lang)
    return reason or code or ""


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
    """Where the row stands at the carrier; one that is completed says what was done."""
    done = item.state is OrderState.COMPLETED
    return say(f"completed_{item.action.value}" if done else f"order_{item.state.value}", lang)


def read_back_words(item: StoredItem, lang: Lang) -> str:
    if item.read_back is None:
        return ""
    if item.read_back is not ReadBack.DIFFERENT:
        if item.action is Action.DELETE:
            return say("read_back_gone", lang)
        return say(f"read_back_{item.read_back.value}", lang)
    if item.action is Action.DELETE:
        return say("read_back_still_there", lang)
    names = (field_words(name, lang) for name in item.differing)
    return say("read_back_different", lang, differing=", ".join(names))


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

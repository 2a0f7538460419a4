"""Knows the words for what became of an order and of its items, in German and English."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from trunkload.orders.read_back_names import characteristic_name
from trunkload.orders.states import OrderState, ReadBack
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang


@cache
def outcome_words() -> dict[str, dict[str, dict[str, str]]]:
    """By family, then by state, action, verdict or the carrier's code, then by language."""
    return tomllib.loads(files("trunkload.orders").joinpath("outcomes.toml").read_text("utf-8"))


def order_words(state: OrderState, lang: Lang) -> str:
    return outcome_words()["state"][state][lang]


def item_words(state: OrderState, action: Action, lang: Lang) -> str:
    """Where an item stands at the carrier; one that is completed says what was done."""
    if state is OrderState.COMPLETED:
        return outcome_words()["completed"][action][lang]
    return order_words(state, lang)


def carrier_words(code: str | None, reason: str | None, lang: Lang) -> str:
    """Why the carrier refused: codes of our profile in our words, any other carrier's reason in its own."""
    known = outcome_words()["carrier"].get(code or "")
    return (reason or code or "") if known is None else known[lang]


def read_back_words(verdict: ReadBack | None, action: Action, differing: Sequence[str], lang: Lang) -> str:
    """What the carrier's own record says; empty as long as nobody looked."""
    words = outcome_words()["read_back"]
    if verdict is None:
        return ""
    if action is Action.DELETE:
        return words["still_there" if verdict is ReadBack.DIFFERENT else "gone"][lang]
    names = ", ".join(characteristic_name(name, lang) for name in differing)
    return words[verdict][lang].format(differing=names)

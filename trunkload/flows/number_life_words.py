"""Knows how it is worded what became of a number: each change of its state, by whom and why."""

from trunkload.flows.number_words import state_names
from trunkload.flows.words import say
from trunkload.inventory.account import NumberState
from trunkload.inventory.phone_text import phone_text
from trunkload.reports.notation import moment_text
from trunkload.storage.account_numbers import CARRIER
from trunkload.storage.moving import Why
from trunkload.storage.number_history import NumberChange
from trunkload.storage.number_standing import Standing
from trunkload.validation.language import Lang


def life_title(number: str, now: Standing | None, lang: Lang) -> str:
    """`number` is E.164; `now` None: it is gone from the account."""
    if now is None:
        return say("history_gone", lang, number=phone_text(number))
    state = state_names(lang)[now.state]
    return say("history_of", lang, number=phone_text(number, now.base), trunk=now.trunk, state=state)


def life_cells(change: NumberChange, lang: Lang) -> tuple[str, ...]:
    """When, who, from and to which state, of which import, why."""
    return (
        moment_text(change.at.astimezone(), lang),
        say("by_carrier", lang) if change.who == CARRIER else change.who,
        _state_text(change.from_state, lang),
        _state_text(change.to_state, lang),
        change.import_id or "",
        why_changed(change, lang),
    )


def why_changed(change: NumberChange, lang: Lang) -> str:
    """The program's reasons are worded; what an order assigned names it; a person's own words stay."""
    if change.why in list(Why):
        return say(f"moved_{change.why}", lang)
    if change.to_state is NumberState.ASSIGNED and change.why and change.import_id:
        return say("moved_ordered", lang, order=change.why)
    return change.why or ""


def is_own_words(change: NumberChange) -> bool:
    """Whether a person wrote why: that may name somebody."""
    is_ordered = change.to_state is NumberState.ASSIGNED and change.import_id is not None
    return bool(change.why) and change.why not in list(Why) and not is_ordered


def _state_text(state: NumberState | None, lang: Lang) -> str:
    """A number that came was not there before, one that left is not there any more."""
    return say("number_not_there", lang) if state is None else state_names(lang)[state]

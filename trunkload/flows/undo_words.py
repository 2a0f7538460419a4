"""Knows how it is worded why a row can be taken back, or what keeps it."""

from datetime import date

from trunkload.flows.record_words import becoming_words
from trunkload.flows.words import say
from trunkload.inventory.account import NumberState
from trunkload.orders.reversal import Ground, Reversal
from trunkload.reports.notation import day_text
from trunkload.validation.language import Lang


def ground_words(reversal: Reversal, lang: Lang) -> str:
    """What becomes of the workplace, or the reason why nothing does."""
    until = "" if reversal.until is None else day_text(date.fromisoformat(reversal.until), lang)
    by = reversal.by or ""
    if reversal.ground is Ground.NUMBER_TAKEN:
        by = say("number_not_there", lang) if not by else say(f"number_{NumberState(by).value}", lang)
    changes = "; ".join(becoming_words(one, lang) for one in reversal.changes)
    return say(f"undo_because_{reversal.ground.value}", lang, until=until, by=by, changes=changes)

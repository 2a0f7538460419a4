"""Knows how a number is worded: its state, to whom it belongs, and why it is not given."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

import pandas as pd

from trunkload.flows.words import say
from trunkload.inventory.account import NumberState
from trunkload.inventory.allocation.stock import LAST_DIGITS
from trunkload.inventory.availability import Hindrance
from trunkload.inventory.phone_text import phone_text
from trunkload.reports.notation import day_text
from trunkload.validation.language import Lang

Cells = Mapping[str, str]
"""One row of an overview; what is missing is empty."""


def cells_of(table: pd.DataFrame) -> Iterator[Cells]:
    """Row by row, for people's eyes only: nobody reads a million rows."""
    names = list(table.columns)
    columns = (table[name].fillna("").tolist() for name in names)
    return (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))


def state_names(lang: Lang) -> dict[str, str]:
    """What each state is called."""
    return {state.value: say(f"number_{state.value}", lang) for state in NumberState}


def person_text(number: Cells, username: str) -> str:
    """`Lena Fischer (lena.fischer)`, as much of it as is known."""
    name = " ".join(filter(None, (number["given_name"], number["family_name"])))
    return f"{name} ({username})" if name and username else name or username


def local_day(stored: str, lang: Lang) -> str:
    """The person's own calendar day of a stored day or moment; nothing stays nothing."""
    if not stored:
        return ""
    day = date.fromisoformat(stored) if len(stored) == len("2026-11-23") else _day_here(stored)
    return day_text(day, lang)


def _day_here(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone().date()


def why_text(number: Cells, lang: Lang) -> str:
    """Why the number cannot be chosen, or is given to nobody unasked; nothing for one that may be given."""
    return WORDS[Hindrance(number["reason"])](number, lang) if number["reason"] else ""


def _assigned(number: Cells, lang: Lang) -> str:
    return say("why_assigned", lang, who=person_text(number, number["holder"]))


def _held(number: Cells, lang: Lang) -> str:
    who = person_text(number, "")
    by = f"{who}, {number['holder']}" if who and number["holder"] else who or number["holder"]
    return _until("why_held", number, lang, who=by or say("why_nobody", lang))


def _kept(number: Cells, lang: Lang) -> str:
    return _until("why_kept", number, lang, row=number["kept_for_row"], id=number["holder"])


def _resting(number: Cells, lang: Lang) -> str:
    return _until("why_resting", number, lang)


def _until(key: str, number: Cells, lang: Lang, **params: str) -> str:
    until = local_day(number["held_until"] or number["available_from"], lang)
    return say(f"{key}_until", lang, date=until, **params) if until else say(key, lang, **params)


def _blocked(number: Cells, lang: Lang) -> str:
    return say("why_blocked_noted", lang, note=number["note"]) if number["note"] else say("why_blocked", lang)


def _function(number: Cells, lang: Lang) -> str:
    return number["holder"] or say("why_function", lang)


def _future(number: Cells, lang: Lang) -> str:
    day = local_day(number["available_from"], lang)
    return say("why_future_from", lang, date=day) if day else say("why_future", lang)


def _reserved(number: Cells, lang: Lang) -> str:
    name = number["reserved_for"]
    return say("why_reserved_for", lang, name=name) if name else say("why_reserved", lang)


def _beginning(digits: int) -> Callable[[Cells, Lang], str]:
    def told(number: Cells, lang: Lang) -> str:
        inside = number["extension"] or number["number"][-LAST_DIGITS:]
        return say(f"why_{number['reason']}", lang, start=inside[:digits])

    return told


WORDS: dict[Hindrance, Callable[[Cells, Lang], str]] = {
    Hindrance.ASSIGNED: _assigned,
    Hindrance.HELD: _held,
    Hindrance.KEPT: _kept,
    Hindrance.RESTING: _resting,
    Hindrance.BLOCKED: _blocked,
    Hindrance.FUNCTION: _function,
    Hindrance.FUTURE: _future,
    Hindrance.RESERVED: _reserved,
    Hindrance.BASE: lambda _, lang: say("why_base", lang),
    Hindrance.SWITCHBOARD: lambda _, lang: say("why_switchboard", lang),
    Hindrance.BEHIND_SWITCHBOARD: lambda _, lang: say("why_behind_switchboard", lang),
    Hindrance.IN_THE_WAY: lambda _, lang: say("why_in_the_way", lang),
    Hindrance.TOO_LONG: lambda _, lang: say("why_too_long", lang),
    Hindrance.SPECIAL_FUNCTION: _beginning(2),
    Hindrance.DIRECTORY: _beginning(3),
    Hindrance.EMERGENCY: _beginning(3),
    Hindrance.LEADING_ZERO: lambda _, lang: say("why_leading_zero", lang),
    Hindrance.INTERNAL_TAKEN: lambda _, lang: say("why_internal_taken", lang),
}
"""A sentence for every reason."""


def shown_number(number: str, block: str, bases: Mapping[str, str]) -> str:
    """By DIN 5008, with the hyphen before the extension where the block is known; `bases`: by block."""
    return phone_text(number, bases.get(block))

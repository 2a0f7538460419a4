"""Knows what the trail says beside a deed of the page: which of it was shown, by keys and codes; nothing that was typed
about people."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from trunkload.inventory.account_words import NumberState, Package
from trunkload.logs.events import IMPORT_ID
from trunkload.orders.states import OrderState
from trunkload.web.account import STATES
from trunkload.web.downloads import kind_asked
from trunkload.web.paging import page_asked
from trunkload.web.visit import Details, Visit

TYPED: Final = ("trunk", "site", "sought", "who", "unsent")
"""Of these filters only that they were set is told: a name may have been typed there."""


def named(**details: str) -> Callable[[Visit], Details]:
    """What the path names; `details`: the trail's word for it, and the path's."""
    return lambda visit: {word: str(visit.request.path_params[name]) for word, name in details.items()}


def listed(visit: Visit) -> Details:
    """Which page of a list, and how it was filtered."""
    at = page_asked(visit)
    return _filters(visit) | ({"page": str(at)} if at > 1 else {})


def chosen_from(visit: Visit) -> Details:
    """A list of numbers from which one is chosen for a workplace."""
    return named(workplace="workplace_id")(visit) | listed(visit)


def downloaded(visit: Visit) -> Details:
    return {"kind": kind_asked(visit)} | _filters(visit)


def _filters(visit: Visit) -> Details:
    told = visit.form if visit.request.method == "POST" else visit.request.query_params
    filters = " ".join((*_codes(told), *(name for name in TYPED if told.get(name))))
    return {"filters": filters} if filters else {}


def _codes(told: Mapping[str, str]) -> list[str]:
    """Filters whose values are words of ours."""
    known = {"state": {*NumberState, *OrderState, *STATES}, "package": {*Package}}
    codes = [f"{name}={told[name]}" for name, words in known.items() if told.get(name) in words]
    if IMPORT_ID.fullmatch(told.get("import", "").strip()):
        codes.append(f"import={told['import'].strip()}")
    return codes + ([f"since={told['since']}"] if _is_day(told.get("since", "")) else [])


def _is_day(written: str) -> bool:
    try:
        return bool(date.fromisoformat(written))
    except ValueError:
        return False

"""Knows what the page of a plan shows: each figure in words, what its button does, and until when that binds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from trunkload.reports.notation import count_text, day_text, money_text, rows_text
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang
from trunkload.web.texts import say, say_count

ITEMS_SHOWN: Final = 100
"""On one page of a plan."""


@dataclass(frozen=True, slots=True)
class CartView:
    """`button` says what it orders; `bound`: what cannot be undone until when; `missing`: rows that are not in it, and
    numbers that are; `pages`: how many pages the items fill, `page` is the one that is shown."""

    digest: str
    button: str
    monthly: str
    one_off: str
    is_sample: bool
    bound: tuple[str, ...]
    missing: tuple[str, ...]
    trunks: tuple[Mapping[str, Any], ...]
    contingents: tuple[Mapping[str, Any], ...]
    orders: tuple[Mapping[str, Any], ...]
    items: tuple[Mapping[str, Any], ...]
    page: int
    pages: int


def cart_view(document: Mapping[str, Any], page: int, lang: Lang) -> CartView:
    """`document` as `Desk.cart` answers it for this page."""
    cost = document["cost"]
    return CartView(
        digest=document["digest"],
        button=button_words(document, lang),
        monthly=_money(cost["monthly"], cost["currency"], lang),
        one_off=_money(cost["one_off"], cost["currency"], lang),
        is_sample=cost["sample"],
        bound=tuple(_bound(one, lang) for one in document["bindings"]),
        missing=tuple(_missing(document, lang)),
        trunks=tuple(_trunk(one, lang) for one in document["trunks"]),
        contingents=tuple(_contingent(one, lang) for one in document["contingents"]),
        orders=tuple({**one, "start": _start(one["start_date"], lang)} for one in document["orders"]),
        items=tuple(_item(one, cost["currency"], lang) for one in document["items"]),
        page=page,
        pages=max(1, -(-document["totals"]["items"] // ITEMS_SHOWN)),
    )


def button_words(document: Mapping[str, Any], lang: Lang) -> str:
    """`Order 37 workplaces on 2 trunks, 148.00 € a month`."""
    totals, cost = document["totals"], document["cost"]
    trunks = say_count("on_trunks", len({one["trunk"] for one in document["orders"]}), lang)
    said = [say_count(f"ordered_{one.value}", totals[one], lang) for one in Action if totals[one]]
    said[0] = f"{said[0]} {trunks}"
    parts = [say("a_month", lang, amount=_money(cost["monthly"], cost["currency"], lang))]
    if cost["one_off"] is None or Decimal(cost["one_off"]):
        parts.append(say("once", lang, amount=_money(cost["one_off"], cost["currency"], lang)))
    return say("order_button", lang, what=", ".join(said), cost=", ".join(parts))


def _missing(document: Mapping[str, Any], lang: Lang) -> list[str]:
    left = document["left_out"]
    rows = {"rows_taken_out": left["taken_out"], "rows_blocked": left["blocked"]}
    said = [say_count(key, len(some), lang, rows=rows_text(some)) for key, some in rows.items() if some]
    for one in document["shortages"]:
        counts = {name: count_text(one[name], lang) for name in ("asked", "free")}
        said.append(say("trunk_short", lang, trunk=one["trunk"], site=one["site"], **counts))
    return said


def _bound(one: Mapping[str, Any], lang: Lang) -> str:
    start, until = (day_text(date.fromisoformat(one[name]), lang) for name in ("start", "until"))
    return say_count("bound_until", one["items"], lang, start=start, until=until)


def _trunk(one: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    ranges = [first if count == 1 else f"{first} – {last}" for first, last, count in one["ranges"]]
    return {**one, "items": count_text(one["items"], lang), "ranges": ", ".join(ranges)}


def _contingent(one: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    free = max(0, one["booked"] - one["after"])
    counts = {name: one[name] for name in ("booked", "before", "after")} | {"free": free}
    return {**{name: count_text(count, lang) for name, count in counts.items()}, "words": one["words"]}


def _item(one: Mapping[str, Any], currency: str, lang: Lang) -> dict[str, Any]:
    amounts = {name: _money(one[name], currency, lang) for name in ("monthly", "one_off")}
    package = str(one["package"] or "none").title() if one["package"] not in {None, "none"} else "–"
    return {**one, **amounts, "package": package}


def _start(day: str | None, lang: Lang) -> str:
    return say("at_once", lang) if day is None else day_text(date.fromisoformat(day), lang)


def _money(amount: str | None, currency: str, lang: Lang) -> str:
    return say("unknown_price", lang) if amount is None else money_text(Decimal(amount), currency, lang)

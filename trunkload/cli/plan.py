"""The command `plan`: the cart of one import, order by order, with what it costs and what cannot be undone."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

import typer

from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.kept import held_lines, stored_kept_lines
from trunkload.cli.refusal import WrongCall
from trunkload.cli.row_numbers import rows_named
from trunkload.cli.say import say, say_count
from trunkload.cli.summary import plan_lines
from trunkload.cli.table import print_table
from trunkload.flows.carts import stored_cart
from trunkload.flows.leaving_out import leave_out
from trunkload.flows.record_words import contingent_words
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.cart import Binding, ContingentChange, item_costs
from trunkload.orders.plan import Order, Plan
from trunkload.reports.notation import count_text, day_text, money_text, rows_text
from trunkload.reports.plan_json import CartTold, plan_document
from trunkload.validation.language import Lang
from trunkload.validation.wording import reason_words


def run_plan(import_id: str, without: str | None, lang: str | None, *, as_json: bool = False) -> int:
    """The same plan that is approved, read from where it is kept; `without`: rows to take out of it first.

    Raises Stopped where there is no plan, or none without these rows.
    """
    rows = None if without is None else _rows(without)
    house, spoken = house_in(lang)
    if rows is not None:
        leave_out(house, import_id, rows, house.settings.user)
    cart = stored_cart(house, import_id)
    if as_json:
        typer.echo(json.dumps(plan_document(cart, spoken), ensure_ascii=False, indent=1))
    else:
        _print_cart(cart, spoken)
    return READY


def _print_cart(cart: CartTold, lang: Lang) -> None:
    plan, account = cart.plan, cart.account
    for line in plan_lines(say("plan_title", lang, id=plan.import_id), plan, account, lang):
        typer.echo(line)
    _print_orders(cart, lang)
    _print_contingents(cart.contingents, lang)
    for line in (*binding_lines(cart.bindings, lang), *_left_out_lines(cart, lang), *_next_lines(cart, lang)):
        typer.echo(line)


def _rows(written: str) -> frozenset[int]:
    rows = rows_named(written)
    if rows is None:
        raise WrongCall("without_form", without=written)
    return rows


def _print_orders(cart: CartTold, lang: Lang) -> None:
    plan = cart.plan
    costs = item_costs(plan.items, cart.prices)
    bases = {block.id: block.base for block in cart.account.blocks}
    for order in plan.orders:
        items = plan.items[(plan.items["order_reference"] == order.reference).to_numpy(dtype=bool)]
        typer.echo("")
        typer.echo(_order_title(order, lang))
        priced = items.join(costs)
        told = priced.astype(object).where(priced.notna(), None).to_dict("index")
        titles = say("columns_cart", lang).split("|")
        print_table(titles, [_cells(int(str(row)), item, bases, plan, lang) for row, item in told.items()])


def _order_title(order: Order, lang: Lang) -> str:
    start = say("at_once", lang) if order.start_date is None else day_text(order.start_date, lang)
    return say_count("cart_order", order.size, lang, reference=order.reference, trunk=order.trunk, start=start)


def _cells(row: int, item: dict[object, object], bases: dict[str, str], plan: Plan, lang: Lang) -> list[str]:
    base = bases.get(str(item["block"]))
    return [
        str(row),
        say(f"action_{item['action']}", lang),
        f"{item['given_name']} {item['family_name']}",
        str(item["username"]),
        phone_text(str(item["number"]), base),
        reason_words(str(item["reason"]), phone_text(base or str(item["number"])), lang),
        str(item["internal_number"]),
        say(f"package_{item['package']}", lang),
        say(f"delivery_{item['password_channel']}", lang),
        *(_money(item[name], plan.cost.currency, lang) for name in ("monthly", "one_off")),
    ]


def _money(amount: object, currency: str, lang: Lang) -> str:
    return money_text(amount, currency, lang) if isinstance(amount, Decimal) else say("unknown_amount", lang)


def _print_contingents(uses: tuple[ContingentChange, ...], lang: Lang) -> None:
    rows = [
        [
            contingent_words(one.name, lang),
            *(count_text(count, lang) for count in (one.booked, one.before, one.after, max(0, one.booked - one.after))),
        ]
        for one in uses
    ]
    if rows:
        typer.echo("")
        print_table(say("columns_cart_contingents", lang).split("|"), rows)


def binding_lines(found: Iterable[Binding], lang: Lang) -> Iterator[str]:
    """Until when what the plan starts cannot be undone (R-11, S-22)."""
    for one in found:
        start, until = day_text(one.start, lang), day_text(one.until, lang)
        yield say_count("cart_bound", one.items, lang, start=start, until=until)


def _left_out_lines(cart: CartTold, lang: Lang) -> Iterator[str]:
    if cart.taken_out:
        yield say_count("cart_taken_out", len(cart.taken_out), lang, rows=rows_text(cart.taken_out))
    if cart.blocked:
        yield say_count("cart_left_out", len(cart.blocked), lang, rows=rows_text(cart.blocked))


def _next_lines(cart: CartTold, lang: Lang) -> Iterator[str]:
    plan = cart.plan
    yield ""
    yield say("cart_digest", lang, digest=plan.digest)
    if cart.command is None:
        yield f"{plan.import_id}: {say(f'state_{cart.state.value}', lang)}"
        return
    yield from stored_kept_lines(cart.account, plan.import_id, cart.held_until, lang)
    yield from held_lines(plan, cart.held_until, lang)
    yield say("nothing_ordered", lang)
    yield f"  {cart.command}"

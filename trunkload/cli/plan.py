"""The command `plan`: the cart of one import, order by order, with what it costs and what cannot be undone."""

import json
from collections.abc import Iterator
from decimal import Decimal

import typer

from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in, record_of
from trunkload.cli.kept import held_lines, stored_kept_lines
from trunkload.cli.refusal import WrongCall
from trunkload.cli.row_numbers import rows_named
from trunkload.cli.say import say, say_count
from trunkload.cli.stored_plan import plan_of
from trunkload.cli.summary import plan_lines
from trunkload.cli.table import print_table
from trunkload.flows.checking import price_list
from trunkload.flows.commands import approve_command
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.leaving_out import leave_out, rows_left_out
from trunkload.flows.reporting import json_key
from trunkload.flows.wiring import House
from trunkload.inventory.account import Account
from trunkload.inventory.contingent_use import WORKPLACE
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.cart import Binding, ContingentChange, bindings, contingent_changes, item_costs
from trunkload.orders.plan import Order, Plan
from trunkload.orders.states import ImportState
from trunkload.reports.notation import count_text, day_text, money_text, rows_text
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord
from trunkload.validation.language import Lang
from trunkload.validation.wording import reason_words


def run_plan(import_id: str, without: str | None, lang: str | None) -> int:
    """The same plan that is approved, read from where it is kept; `without`: rows to take out of it first.

    Raises Stopped where there is no plan, or none without these rows.
    """
    rows = None if without is None else _rows(without)
    house, spoken = house_in(lang)
    if rows is not None:
        leave_out(house, import_id, rows, house.settings.user)
    record = record_of(house, import_id)
    with reading(house.ledger) as conn:
        plan, account = plan_of(conn, record), read_account(conn)
    if plan is None or account is None:
        raise Stopped(StopCode.NOTHING_PLANNED, id=import_id)
    for line in plan_lines(say("plan_title", spoken, id=import_id), plan, account, spoken):
        typer.echo(line)
    _print_orders(house, plan, account, spoken)
    _print_contingents(contingent_changes(plan, account), spoken)
    for line in (*_binding_lines(bindings(plan, house.today), spoken), *_left_out_lines(house, record, spoken)):
        typer.echo(line)
    for line in _next_lines(record, plan, account, spoken):
        typer.echo(line)
    return READY


def _rows(written: str) -> frozenset[int]:
    rows = rows_named(written)
    if rows is None:
        raise WrongCall("without_form", without=written)
    return rows


def _print_orders(house: House, plan: Plan, account: Account, lang: Lang) -> None:
    costs = item_costs(plan.items, price_list(account, house.settings))
    bases = {block.id: block.base for block in account.blocks}
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
            say("contingent_workplace" if one.name == WORKPLACE else f"package_{one.name}", lang),
            *(count_text(count, lang) for count in (one.booked, one.before, one.after, max(0, one.booked - one.after))),
        ]
        for one in uses
    ]
    if rows:
        typer.echo("")
        print_table(say("columns_cart_contingents", lang).split("|"), rows)


def _binding_lines(bound: tuple[Binding, ...], lang: Lang) -> Iterator[str]:
    for one in bound:
        start, until = day_text(one.start, lang), day_text(one.until, lang)
        yield say_count("cart_bound", one.items, lang, start=start, until=until)


def _left_out_lines(house: House, record: ImportRecord, lang: Lang) -> Iterator[str]:
    """Which rows were blocked stands in the report that was written with the plan."""
    with reading(house.ledger) as conn:
        taken_out = rows_left_out(conn, record.id)
    if taken_out:
        yield say_count("cart_taken_out", len(taken_out), lang, rows=rows_text(taken_out))
    path = house.files.path(json_key(record.id))
    if not record.blocked or not path.exists():
        return
    document = json.loads(path.read_text("utf-8"))
    rows = {one["row"] for one in document["findings"] if one["severity"] == "blocked" and one["row"] is not None}
    yield say_count("cart_left_out", record.blocked, lang, rows=rows_text(rows))


def _next_lines(record: ImportRecord, plan: Plan, account: Account, lang: Lang) -> Iterator[str]:
    yield ""
    yield say("cart_digest", lang, digest=record.digest)
    if record.state is ImportState.PLANNED and record.digest is not None:
        yield from stored_kept_lines(account, record.id, record.held_until, lang)
        yield from held_lines(plan, record.held_until, lang)
        yield say("nothing_ordered", lang)
        yield f"  {approve_command(record.id, record.digest)}"
    else:
        yield f"{record.id}: {say(f'state_{record.state.value}', lang)}"

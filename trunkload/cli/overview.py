"""The commands that show what there is: list and show."""

from collections.abc import Iterator
from datetime import datetime

import typer

from trunkload.cli.accepting import accepted_lines, decided_lines
from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in, orders_of, record_of
from trunkload.cli.kept import held_lines, stored_kept_lines
from trunkload.cli.policy import stored_policy_lines
from trunkload.cli.running_short import short_lines
from trunkload.cli.say import say, say_count
from trunkload.cli.strategies import strategy_lines
from trunkload.cli.summary import plan_lines
from trunkload.cli.table import print_table
from trunkload.flows.checking import rules_of
from trunkload.flows.commands import approve_command, shown_place
from trunkload.flows.reporting import report_key
from trunkload.flows.stored import rows_left_out
from trunkload.flows.stored_plan import plan_of
from trunkload.flows.wiring import House
from trunkload.orders.outcome_words import order_words
from trunkload.orders.states import ImportState
from trunkload.reports.notation import count_text, day_text, moment_text, money_text, rows_text
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord, list_imports
from trunkload.storage.ordered import StoredOrder
from trunkload.validation.language import Lang
from trunkload.validation.rules import Policy


def run_list(lang: str | None) -> int:
    house, spoken = house_in(lang)
    with reading(house.ledger) as conn:
        records = list_imports(conn)
    if not records:
        typer.echo(say("no_imports", spoken))
        return READY
    print_table(say("columns_list", spoken).split("|"), [_list_row(record, spoken) for record in records])
    return READY


def _list_row(record: ImportRecord, lang: Lang) -> list[str]:
    ready = record.ready + record.ready_with_warnings
    planned = record.digest is not None
    monthly = money_text(record.monthly, record.currency or "", lang) if record.monthly is not None else "?"
    return [
        record.id,
        say(f"state_{record.state.value}", lang),
        record.file_name if record.purged_at is None else say("list_deleted", lang, day=_day(record.purged_at, lang)),
        *(count_text(count, lang) for count in (record.rows, ready, record.blocked)),
        monthly if planned else "",
        record.uploaded_by,
        moment_text(record.received_at.astimezone(), lang),
    ]


def _day(moment: datetime, lang: Lang) -> str:
    return day_text(moment.astimezone().date(), lang)


def run_show(import_id: str, lang: str | None) -> int:
    """The import as it is stored: receipt, plan, orders, and what comes next."""
    house, spoken = house_in(lang)
    record = record_of(house, import_id)
    for line in _show_lines(house, record, spoken):
        typer.echo(line)
    orders = orders_of(house, import_id)
    if orders:
        print_table(say("columns_orders", spoken).split("|"), [_order_row(order, spoken) for order in orders])
    return READY


def _show_lines(house: House, record: ImportRecord, lang: Lang) -> Iterator[str]:
    names = ("blank", "hidden", "example", "footer", "repeated")
    skipped = {name: getattr(record, f"skipped_{name}") for name in names}
    yield f"{record.id}: {record.file_name}, {say(f'state_{record.state.value}', lang)}"
    policy = rules_of(house.settings, record.choices).policy
    yield "  " + _sum(record, sum(skipped.values()), policy, lang)
    yield from accepted_lines(record.accepted, lang)
    yield from decided_lines(record.decisions, {}, lang)
    with reading(house.ledger) as conn:
        account = read_account(conn)
        plan, taken_out = plan_of(conn, record), rows_left_out(conn, record.id)
    if plan is not None and account is not None:
        yield from plan_lines(say("plan_title", lang, id=record.id), plan, account, lang)
        yield from strategy_lines(record.choices, lang)
        if record.state is ImportState.PLANNED:
            yield from short_lines(plan, account, house.settings, lang)
            yield from stored_policy_lines(policy, len(plan.items), record.blocked, lang)
        elif record.blocked:
            yield "  " + say_count("stayed_behind", record.blocked, lang)
        if taken_out:
            yield "  " + say_count("cart_taken_out", len(taken_out), lang, rows=rows_text(taken_out))
    held = record.held_until if record.state is ImportState.PLANNED else None
    if held is not None and plan is not None and account is not None:
        yield from stored_kept_lines(account, record.id, held, lang)
        yield from held_lines(plan, held, lang)
    if house.files.exists(report_key(record.id)):
        yield ""
        yield say("report_at", lang, path=shown_place(house.files.place(report_key(record.id))))
    if held is not None and record.digest is not None:
        yield ""
        yield say("nothing_ordered", lang)
        yield f"  {approve_command(record.id, record.digest)}"


def _sum(record: ImportRecord, skipped: int, policy: Policy, lang: Lang) -> str:
    """Which of the blocked rows wait only is not stored; the report says it."""
    names = ("rows", "ready", "ready_with_warnings", "blocked")
    numbers = {**{name: getattr(record, name) for name in names}, "skipped": skipped}
    together = policy is Policy.ALL_OR_NOTHING and record.blocked > 1
    key = "receipt_sum_together" if together else "receipt_sum_one" if record.rows == 1 else "receipt_sum"
    return say(key, lang, **{name: count_text(count, lang) for name, count in numbers.items()})


def _order_row(order: StoredOrder, lang: Lang) -> list[str]:
    start = say("at_once", lang) if order.start_date is None else day_text(order.start_date, lang)
    return [order.reference, order.trunk, start, str(order.size), order_words(order.state, lang)]

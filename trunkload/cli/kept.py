"""Writes until when a plan's numbers are held, and which ones are kept for rows that are blocked."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from trunkload.cli.say import say, say_count
from trunkload.inventory.account import Account
from trunkload.orders.plan import Plan
from trunkload.reports.kept_view import kept_views, written_by_row
from trunkload.reports.notation import moment_text
from trunkload.validation.checked import Checked
from trunkload.validation.language import Lang

ROWS_SHOWN = 20
"""So many rows a terminal is for; the report has all of them."""


def held_lines(plan: Plan, until: datetime | None, lang: Lang) -> Iterator[str]:
    """Nothing for a plan that takes no new number."""
    if until is not None and len(plan.new_numbers):
        yield "  " + say("held_until", lang, date=moment_text(until.astimezone(), lang))


def kept_lines(checked: Checked, account: Account, until: datetime | None, lang: Lang) -> Iterator[str]:
    """`until` is None where nothing is held yet."""
    views = kept_views(checked, account, until, lang)
    return _lines({row: view.number for row, view in views.items()}, until, lang)


def stored_kept_lines(account: Account, import_id: str, until: datetime | None, lang: Lang) -> Iterator[str]:
    """The same of what an open import keeps now."""
    kept = account.kept[(account.kept["import_id"] == import_id).to_numpy(dtype=bool)]
    number = kept.index.to_series().set_axis(kept["row"].astype(int)).sort_index()
    return _lines(written_by_row(number, account), until, lang)


def _lines(numbers: Mapping[int, str], until: datetime | None, lang: Lang) -> Iterator[str]:
    for row, number in list(numbers.items())[:ROWS_SHOWN]:
        if until is None:
            yield "  " + say("number_would_be_kept", lang, row=row, number=number)
        else:
            date = moment_text(until.astimezone(), lang)
            yield "  " + say("number_kept", lang, row=row, number=number, date=date)
    if len(numbers) > ROWS_SHOWN:
        yield "  " + say_count("more_kept", len(numbers) - ROWS_SHOWN, lang)

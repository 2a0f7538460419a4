"""Writes which numbers are kept for rows that are blocked, and until when."""

from collections.abc import Iterator
from datetime import datetime

from trunkload.cli.say import say, say_count
from trunkload.inventory.account import Account
from trunkload.reports.kept_view import kept_views
from trunkload.reports.notation import moment_text
from trunkload.validation.checked import Checked
from trunkload.validation.language import Lang

ROWS_SHOWN = 20
"""So many rows a terminal is for; the report has all of them."""


def kept_lines(checked: Checked, account: Account, until: datetime | None, lang: Lang) -> Iterator[str]:
    """`until` is None where nothing is held yet."""
    views = kept_views(checked, account, until, lang)
    for row, view in list(views.items())[:ROWS_SHOWN]:
        if until is None:
            yield "  " + say("number_would_be_kept", lang, row=row, number=view.number)
        else:
            yield "  " + say(
                "number_kept", lang, row=row, number=view.number, date=moment_text(until.astimezone(), lang)
            )
    if len(views) > ROWS_SHOWN:
        yield "  " + say_count("more_kept", len(views) - ROWS_SHOWN, lang)

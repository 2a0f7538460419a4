"""The command `audit`: who did what when, from the trail that only grows."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

import pandas as pd
import typer

from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.refusal import WrongCall
from trunkload.cli.say import say
from trunkload.cli.table import print_frame, print_table
from trunkload.flows.audit_words import deed_words, detail_words
from trunkload.flows.failures import StopCode, Stopped
from trunkload.reports.notation import moment_text
from trunkload.storage.audit import AuditEntry, read_audit
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import
from trunkload.validation.language import Lang


def run_audit(import_id: str | None, who: str | None, since: str | None, answer: str, lang: str | None) -> int:
    """The oldest entry first, so that it reads as it happened. Days are those of the person's own calendar."""
    house, spoken = house_in(lang)
    with reading(house.ledger) as conn:
        if import_id is not None and find_import(conn, import_id) is None:
            raise Stopped(StopCode.NO_SUCH_IMPORT, id=import_id)
        entries = read_audit(conn, import_id, who=who, since=None if since is None else _day(since))
    if answer == "json":
        told = [asdict(one) | {"at": one.at.isoformat()} for one in entries]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif answer == "csv":
        print_frame(_frame(entries), answer, ())
    elif entries:
        print_table(say("columns_audit", spoken).split("|"), [_cells(one, spoken) for one in entries])
    else:
        typer.echo(say("no_audit", spoken))
    return READY


def _day(written: str) -> datetime:
    """The first moment of that day here."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(written.strip(), form).astimezone()
        except ValueError:
            continue
    raise WrongCall("since_form", since=written)


def _frame(entries: Sequence[AuditEntry]) -> pd.DataFrame:
    rows = [
        (one.at.isoformat(), one.who, one.what, one.import_id, json.dumps(one.details, ensure_ascii=False))
        for one in entries
    ]
    return pd.DataFrame(rows, columns=["at", "who", "what", "import_id", "details"], dtype="str").set_index("at")


def _cells(entry: AuditEntry, lang: Lang) -> list[str]:
    moment, import_id = moment_text(entry.at.astimezone(), lang), entry.import_id or ""
    return [moment, entry.who, deed_words(entry, lang), import_id, detail_words(entry, lang)]

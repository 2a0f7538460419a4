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
from trunkload.flows.commands import DIGEST_SHOWN
from trunkload.flows.failures import StopCode, Stopped
from trunkload.reports.notation import moment_text
from trunkload.storage.audit import AuditEntry, Deed, read_audit
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import
from trunkload.validation.language import Lang

LONG = frozenset({"digest", "sha256", "fingerprint"})
"""Details that people recognise by their beginning."""

DETAILS = frozenset(
    {
        "accepted",
        "blocks",
        "by",
        "changes",
        "channel",
        "compared",
        "conflicts",
        "days",
        "decided",
        "digest",
        "drifted",
        "fields",
        "fingerprint",
        "first",
        "follows",
        "found",
        "items",
        "last",
        "login",
        "messages",
        "numbers",
        "numbers_came",
        "numbers_changed",
        "numbers_left",
        "policy",
        "problem",
        "reference",
        "row",
        "roles",
        "rows",
        "sha256",
        "strategies",
        "undo",
        "undo_of",
        "why",
        "workplace",
    }
)
"""Details that have words of their own; those of an older program are told by their names."""

FOR_MACHINES = frozenset({"named"})
"""Details that are told as a whole by JSON and CSV only."""


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
    known = entry.what in list(Deed)
    what = say(f"deed_{Deed(entry.what).name.lower()}", lang) if known else entry.what
    told = ((name, value) for name, value in entry.details.items() if name not in FOR_MACHINES)
    details = ", ".join(_detail(name, value, lang) for name, value in told if value not in {None, ""})
    return [moment_text(entry.at.astimezone(), lang), entry.who, what, entry.import_id or "", details]


def _detail(name: str, value: object, lang: Lang) -> str:
    shown = str(value)[:DIGEST_SHOWN] if name in LONG else str(value)
    return say(f"detail_{name}", lang, value=shown) if name in DETAILS else say("detail", lang, name=name, value=shown)

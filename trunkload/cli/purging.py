"""The command `purge`: deletes files and personal data of imports that ended long ago, and says what that was."""

import re
from collections.abc import Iterator

import typer

from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.refusal import WrongCall
from trunkload.cli.say import say, say_count
from trunkload.flows.retaining import Purge, Purged, purge
from trunkload.reports.notation import count_text
from trunkload.validation.language import Lang

AGE = re.compile(r"([0-9]{1,4})\s*d?", re.IGNORECASE)
MOST_DAYS = 3650


def run_purge(older_than: str | None, lang: str | None, *, dry_run: bool) -> int:
    """Exit code 0, whether there was anything to delete or not."""
    given = None if older_than is None else _days(older_than)
    house, spoken = house_in(lang)
    days = given or house.settings.retention.days
    if not days:
        raise WrongCall("purge_never")
    purged = purge(house, Purge(house.settings.user, days, dry_run))
    for line in purge_lines(purged, days, spoken, dry_run=dry_run):
        typer.echo(line)
    if not purged.overwritten:
        typer.echo(say("purge_not_overwritten", spoken), err=True)
    return READY


def purge_lines(purged: Purged, days: int, lang: Lang, *, dry_run: bool) -> Iterator[str]:
    """How many of what; kinds of which there is nothing are left out."""
    told, count = {"days": days, "ids": ", ".join(purged.imports)}, len(purged.imports)
    if not count:
        yield say_count("purge_nothing", days, lang)
    else:
        yield say_count("purge_would" if dry_run else "purged", count, lang, **told)
    lines = list(_lines(purged, lang))
    if lines and not count:
        yield say("purge_would_besides" if dry_run else "purge_besides", lang)
    yield from lines


def _lines(purged: Purged, lang: Lang) -> Iterator[str]:
    files, rows = purged.files, purged.erased
    if files.files:
        yield "  " + say_count("purged_files", files.files, lang, versions=count_text(files.versions, lang))
    kinds = {
        "purged_items": rows.items,
        "purged_messages": rows.messages,
        "purged_outbox": purged.outbox,
        "purged_handover": purged.handover,
        "purged_inbox": purged.inbox,
        "purged_kept": rows.kept,
        "purged_mappings": rows.mappings,
    }
    yield from ("  " + say_count(key, many, lang) for key, many in kinds.items() if many)


def _days(written: str) -> int:
    found = AGE.fullmatch(written.strip())
    days = 0 if found is None else int(found[1])
    if not 1 <= days <= MOST_DAYS:
        raise WrongCall("older_than_form", age=written)
    return days

"""The command `sync`: what the carrier has changed, where that does not fit what stands here, and what to do."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import pandas as pd
import typer

from trunkload.cli.account_changes import change_lines, conflict_lines, conflict_text, kept_lines, shown_subject
from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.say import say, say_count
from trunkload.flows.syncing import Synced, look_at_carrier, sync_with_carrier
from trunkload.inventory.account_changes import AccountDiff
from trunkload.reports.notation import count_text, moment_text
from trunkload.validation.language import Lang


def run_sync(lang: str | None, *, dry_run: bool, as_json: bool) -> int:
    """Exit code: 0 without conflicts, 1 with."""
    house, spoken = house_in(lang)
    synced = look_at_carrier(house) if dry_run else sync_with_carrier(house)
    if as_json:
        typer.echo(json.dumps(_document(synced, spoken, dry_run=dry_run), ensure_ascii=False, indent=1))
    else:
        for line in _lines(synced, spoken, dry_run=dry_run):
            typer.echo(line)
    return NEEDS_FIXING if synced.conflicts else READY


def _lines(synced: Synced, lang: Lang, *, dry_run: bool) -> Iterator[str]:
    diff = synced.diff
    taken = synced.account.taken_at if diff is None else diff.merged.taken_at
    yield say("account_time", lang, time=moment_text(taken.astimezone(), lang))
    if diff is None:
        yield say("sync_older", lang)
    else:
        yield from _diff_lines(diff, lang)
    if synced.conflicts:
        yield ""
        yield say_count("sync_conflicts", len(synced.conflicts), lang)
        yield from conflict_lines(synced.conflicts, _usernames(synced), lang)
    if dry_run:
        yield ""
        yield say("sync_dry", lang)


def _diff_lines(diff: AccountDiff, lang: Lang) -> Iterator[str]:
    if diff.before is not None:
        yield say("sync_before", lang, time=moment_text(diff.before.astimezone(), lang))
    if not diff.changes:
        yield say("sync_nothing", lang)
    else:
        yield say("sync_numbers", lang, **_counted(diff.numbers.came, diff.numbers.left, diff.numbers.changed, lang))
        people = diff.workplaces
        yield say("sync_workplaces", lang, **_counted(people.came, people.left, people.changed, lang))
        if diff.parts:
            yield say_count("sync_parts", len(diff.parts), lang)
        if diff.before is not None:
            yield from change_lines(diff, lang)
    if len(diff.numbers.kept):
        yield say_count("sync_kept", len(diff.numbers.kept), lang)
        yield from kept_lines(diff.numbers.kept, lang)


def _counted(came: pd.DataFrame, left: pd.DataFrame, changed: pd.DataFrame, lang: Lang) -> dict[str, str]:
    counts = {"came": len(came), "left": len(left), "changed": changed.index.nunique()}
    return {name: count_text(count, lang) for name, count in counts.items()}


def _usernames(synced: Synced) -> dict[str, str]:
    known = [synced.account.workplaces["username"]]
    if synced.diff is not None:
        known.append(synced.diff.workplaces.left["username"])
    return {str(workplace): str(name) for one in known for workplace, name in one.dropna().items()}


def _document(synced: Synced, lang: Lang, *, dry_run: bool) -> dict[str, object]:
    """For machines: canonical names, E.164 numbers, ISO times; `message` is the sentence."""
    diff, names = synced.diff, _usernames(synced)
    told: dict[str, object] = {
        "as_of": (synced.account.taken_at if diff is None else diff.merged.taken_at).isoformat(),
        "before": None if diff is None or diff.before is None else diff.before.isoformat(),
        "dry_run": dry_run,
        "changes": 0 if diff is None else diff.changes,
        "conflicts": [
            {**asdict(one), "message": conflict_text(one, shown_subject(one), names, lang)} for one in synced.conflicts
        ],
    }
    if diff is None:
        return told
    numbers = {name: _records(getattr(diff.numbers, name)) for name in ("came", "left", "changed", "kept")}
    workplaces = {name: _records(getattr(diff.workplaces, name)) for name in ("came", "left", "changed")}
    parts = [
        {**asdict(one), "fields": [{"field": name, "before": a, "after": b} for name, a, b in one.fields]}
        for one in diff.parts
    ]
    return {**told, "numbers": numbers, "workplaces": workplaces, "parts": parts}


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    told = table.rename_axis("id").reset_index().astype(object)
    records = told.where(told.notna(), None).to_dict("records")
    return [{str(name): value for name, value in record.items()} for record in records]

"""Knows how a person is told what a sync changed: lines with their numbers grouped, long lists cut short."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from trunkload.cli.account_words import field_name_text, state_text, state_until, value_text
from trunkload.cli.say import say, say_count
from trunkload.inventory.account import Package
from trunkload.inventory.account_changes import AccountDiff, Change, Conflict, ConflictKind, PartChange
from trunkload.inventory.phone_text import phone_text
from trunkload.reports.notation import count_text, number_runs
from trunkload.validation.language import Lang

MOST_LINES = 20
"""Of one kind of change; a terminal that has scrolled away shows nothing."""

Row = dict[str, str]

SIGNS = {Change.CAME: "+", Change.LEFT: "−", Change.CHANGED: "~"}


def change_lines(diff: AccountDiff, lang: Lang) -> Iterator[str]:
    """Numbers, workplaces and the other parts, in this order."""
    yield from _cut(_runs(diff.numbers.came, "+", lang), lang)
    yield from _cut(_runs(diff.numbers.left, "−", lang), lang)
    ends = diff.numbers.outcome["available_from"].reindex(diff.numbers.changed.index)
    yield from _cut_rows(diff.numbers.changed.assign(until=ends), _number_line, lang)
    yield from _cut_rows(diff.workplaces.came, _came_line, lang)
    yield from _cut_rows(diff.workplaces.left, _left_line, lang)
    yield from _cut_rows(diff.workplaces.changed, _field_line, lang)
    yield from _cut([_part_line(one, lang) for one in diff.parts], lang)


def kept_lines(kept: pd.DataFrame, lang: Lang) -> Iterator[str]:
    """Where ours is more careful than the carrier, by state and day."""
    days = kept["available_from"].fillna("")
    lines = []
    for (state, day), rows in kept.groupby([kept["state"], days], sort=True):
        lines += [f"  {run}: {state_until(str(state), str(day), lang)}" for run in _run_texts(rows.index, lang)]
    yield from _cut(lines, lang)


def conflict_lines(conflicts: Sequence[Conflict], usernames: Mapping[str, str], lang: Lang) -> Iterator[str]:
    """Numbers of which the same is to be said are told together; long lists are cut short."""
    groups: dict[Conflict, list[str]] = {}
    for one in conflicts:
        groups.setdefault(replace(one, subject=_about(one)), []).append(one.subject)
    lines = [
        conflict_text(one, subject, usernames, lang)
        for one, subjects in groups.items()
        for subject in ([one.subject] if one.subject else _run_texts(subjects, lang))
    ]
    yield from _cut([f"  {line}" for line in lines], lang)


def conflict_text(conflict: Conflict, subject: str, usernames: Mapping[str, str], lang: Lang) -> str:
    """What stands here, what the carrier says, what was done and what to do; `subject`: a workplace's id, or numbers
    as they are shown."""
    about, elsewhere = bool(_about(conflict)), conflict.kind is ConflictKind.ENTERED_ELSEWHERE
    fields = ", ".join(field_name_text(name, lang) for name in conflict.carrier.split(", ")) if about else ""
    here, carrier = (one if about or elsewhere else state_text(one, lang) for one in (conflict.here, conflict.carrier))
    known = usernames.get(subject)
    return say(
        f"conflict_{conflict.kind.value}",
        lang,
        number=subject,
        workplace=subject if known is None else f"{subject} ({known})",
        fields=fields,
        here=here,
        carrier=carrier,
        id=conflict.import_id or "",
    )


def shown_subject(conflict: Conflict) -> str:
    """The workplace, or the number as it is read."""
    return _about(conflict) or phone_text(conflict.subject)


def _about(conflict: Conflict) -> str:
    """The workplace that a conflict is about; nothing where it is about a number."""
    workplaces = {ConflictKind.WORKPLACE_CHANGED, ConflictKind.WORKPLACE_GONE}
    return conflict.subject if conflict.kind in workplaces else ""


def _cut(lines: Sequence[str], lang: Lang, more: int = 0) -> Iterator[str]:
    """`more`: lines that were not even made."""
    yield from lines[:MOST_LINES]
    hidden = more + max(0, len(lines) - MOST_LINES)
    if hidden:
        yield "  " + say_count("more_lines", hidden, lang)


def _cut_rows(table: pd.DataFrame, line: Callable[[Row, Lang], str], lang: Lang) -> Iterator[str]:
    """A line for each row of text, as many as are shown."""
    shown = table.head(MOST_LINES).rename_axis("id").reset_index().astype(object)
    rows = shown.where(shown.notna(), "–").to_dict("records")
    lines = [line({str(name): str(value) for name, value in row.items()}, lang) for row in rows]
    yield from _cut(lines, lang, more=len(table) - len(shown))


def _runs(numbers: pd.DataFrame, sign: str, lang: Lang) -> list[str]:
    return [
        f"  {sign} {run}: {trunk}, {state_text(str(state), lang)}"
        for (trunk, state), rows in numbers.groupby(["trunk", "state"], sort=True)
        for run in _run_texts(rows.index, lang)
    ]


def _run_texts(numbers: Iterable[str], lang: Lang) -> Iterator[str]:
    for first, last, count in number_runs(numbers):
        if count == 1:
            yield phone_text(first)
        else:
            ends = say("range", lang, first=phone_text(first), last=phone_text(last))
            yield f"{ends} ({count_text(count, lang)})"


def _number_line(row: Row, lang: Lang) -> str:
    parts = []
    if row["state"] != row["state_before"]:
        until = "" if row["until"] == "–" else row["until"]
        parts.append(f"{state_text(row['state_before'], lang)} → {state_until(row['state'], until, lang)}")
    owner = row["holder_before"] if row["import_id"] == "–" else row["import_id"]
    if owner != row["holder"]:
        parts.append(f"{owner} → {row['holder']}")
    if row["trunk"] != row["trunk_before"]:
        parts.append(f"{row['trunk_before']} → {row['trunk']}")
    return f"  ~ {phone_text(row['id'])}: {', '.join(parts)}"


def _came_line(row: Row, _: Lang) -> str:
    return f"  + {row['id']}: {row['username']}, {phone_text(row['number'])}"


def _left_line(row: Row, _: Lang) -> str:
    return f"  − {row['id']}: {row['username']}, {phone_text(row['number'])}"


def _field_line(row: Row, lang: Lang) -> str:
    before, after = (value_text(row["field"], row[side], lang) for side in ("before", "after"))
    what = f"{field_name_text(row['field'], lang)}: {before} → {after}"
    return f"  ~ {row['id']} ({row['username']}): {what}"


def _part_line(one: PartChange, lang: Lang) -> str:
    """A site, trunk, block, contingent or price, and its fields that changed."""
    name = one.name
    if one.part in {"contingent", "price"} and name in {"workplace", *Package}:
        name = say("contingent_workplace" if name == "workplace" else f"package_{name}", lang)
    told = "".join(
        f", {field_name_text(field, lang)}: {before or '–'} → {after or '–'}" for field, before, after in one.fields
    )
    return f"  {SIGNS[one.change]} {say(f'part_{one.part}', lang)} {name}{told}"

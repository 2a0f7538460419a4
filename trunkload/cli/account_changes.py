"""Knows how a person is told what a sync changed: lines with their numbers grouped, long lists cut short."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from trunkload.cli.say import say, say_count
from trunkload.cli.words import FIELD_OF
from trunkload.intake.field_names import field_names
from trunkload.inventory.account_changes import GONE, AccountDiff, Change, Conflict, ConflictKind
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
    yield from _cut_rows(diff.numbers.changed, _number_line, lang)
    yield from _cut_rows(diff.workplaces.came, _came_line, lang)
    yield from _cut_rows(diff.workplaces.left, _left_line, lang)
    yield from _cut_rows(diff.workplaces.changed, _field_line, lang)
    parts = [
        f"  {SIGNS[one.change]} {say(f'part_{one.part}', lang)} {one.name}"
        + "".join(f", {name}: {before or '–'} → {after or '–'}" for name, before, after in one.fields)
        for one in diff.parts
    ]
    yield from _cut(parts, lang)


def kept_lines(kept: pd.DataFrame, lang: Lang) -> Iterator[str]:
    """Where ours is more careful than the carrier, by state and day."""
    days = kept["available_from"].fillna("")
    lines = []
    for (state, day), rows in kept.groupby([kept["state"], days], sort=True):
        until = f" → {day}" if day else ""
        lines += [f"  {run}: {_state(str(state), lang)}{until}" for run in _run_texts(rows.index, lang)]
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
    fields = ", ".join(_field(name, lang) for name in conflict.carrier.split(", ")) if about else ""
    here, carrier = (one if about or elsewhere else _state(one, lang) for one in (conflict.here, conflict.carrier))
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
        f"  {sign} {run}: {trunk}, {_state(str(state), lang)}"
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
        parts.append(f"{_state(row['state_before'], lang)} → {_state(row['state'], lang)}")
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
    what = f"{_field(row['field'], lang)}: {row['before']} → {row['after']}"
    return f"  ~ {row['id']} ({row['username']}): {what}"


def _field(name: str, lang: Lang) -> str:
    return field_names(lang).get(FIELD_OF.get(name, name), name)


def _state(state: str, lang: Lang) -> str:
    return say("number_not_there" if state == GONE else f"number_{state}", lang)

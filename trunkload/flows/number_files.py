"""Enters the numbers of a spreadsheet: every row is judged, and only when all are right everything is added."""

from dataclasses import dataclass
from pathlib import Path

from trunkload.flows.checking import limits_of, pick_up
from trunkload.flows.entering import enter_numbers, look_at_entries
from trunkload.flows.wiring import House
from trunkload.intake.choices import Choices
from trunkload.intake.number_sheet import NumberSheet, read_number_sheet
from trunkload.intake.sheet import Upload
from trunkload.validation.entering.entries import EntryCode, EntryProblem, Judged


@dataclass(frozen=True, slots=True)
class NumberFile:
    """What a person asks for; `trunk` counts for every row that names none."""

    path: Path
    choices: Choices
    trunk: str | None = None


def read_number_file(house: House, wanted: NumberFile) -> NumberSheet:
    """Raises Refused."""
    return read_sent_numbers(house, pick_up(wanted.path, house.settings), wanted.choices)


def read_sent_numbers(house: House, upload: Upload, choices: Choices) -> NumberSheet:
    """The same of a file that was sent. Raises Refused."""
    return read_number_sheet(upload, choices, limits_of(house.settings))


def enter_number_sheet(house: House, sheet: NumberSheet, trunk: str | None, *, dry_run: bool) -> Judged:
    """All of it or nothing; with `dry_run` nothing in any case. Raises Stopped without an account."""
    entries = sheet.entries
    if trunk is not None:
        entries = entries.assign(trunk=entries["trunk"].fillna(trunk))
    broken = tuple(
        EntryProblem(EntryCode.CELL_BROKEN, int(str(row)), field, str(entries[field].fillna("")[row]))
        for field, rows in sheet.broken.items()
        for row in rows
    )
    if dry_run or broken:
        judged = look_at_entries(house, entries, again=True)
        cells = {(one.row, one.field) for one in broken}
        others = tuple(one for one in judged.problems if (one.row, one.field) not in cells)
        found = tuple(sorted((*broken, *others), key=lambda one: one.row))
        return Judged(None, found) if broken else judged
    return enter_numbers(house, entries, again=True)

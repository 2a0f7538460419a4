"""The command `read`: what did Trunkload see in a file? For any spreadsheet, staff or not; nothing is judged."""

import csv
import json
import sys
from itertools import islice
from pathlib import Path

import typer

from trunkload.cli.answer import Answer, tell_refusal
from trunkload.cli.exits import READY, UNUSABLE
from trunkload.cli.receipt import file_lines
from trunkload.cli.say import say, say_count
from trunkload.cli.spoken import settings_in
from trunkload.cli.table import print_table
from trunkload.flows.checking import pick_up, read_cells
from trunkload.intake.choices import Choices
from trunkload.intake.formula import harmless
from trunkload.intake.raw import RawFile
from trunkload.intake.refusal import Refused
from trunkload.intake.sheet import Upload
from trunkload.reports.notation import count_text
from trunkload.reports.seen import Seen, seen_document, seen_in
from trunkload.validation.language import Lang

TABLE_ROWS = 1_000
"""So many rows a table of a terminal shows of each sheet; CSV and JSON have all of them."""


def run_read(file: Path, choices: Choices, answer: str, lang: str | None) -> int:
    """Exit code: 0 read, 2 the file cannot be used."""
    settings = settings_in(lang)
    upload: Upload | None = None
    try:
        upload = pick_up(file, settings)
        raw = read_cells(upload, choices, settings)
        seen = seen_in(raw)
    except Refused as refused:
        tell_refusal(file, upload, refused, Answer(settings, as_json=answer == "json", report=None))
        return UNUSABLE
    if answer == "json":
        typer.echo(json.dumps(seen_document(upload, raw, seen), ensure_ascii=False, indent=1))
    elif answer == "csv":
        _print_csv(seen)
    else:
        _print_tables(upload, raw, seen, settings.language)
    return READY


def _print_csv(seen: tuple[Seen, ...]) -> None:
    """One line for each row; what a spreadsheet program would run as a formula is led by an apostrophe (promise 9)."""
    letters = sorted({letter for one in seen for letter in one.letters}, key=lambda letter: (len(letter), letter))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["sheet", "row", *letters])
    for one in seen:
        for row, cells in one.lines():
            writer.writerow([one.sheet or "", row, *(harmless(cells.get(letter, "")) for letter in letters)])


def _print_tables(upload: Upload, raw: RawFile, seen: tuple[Seen, ...], lang: Lang) -> None:
    details = [raw.format.upper(), *filter(None, (raw.encoding,))]
    if raw.date_system is not None:
        details.append(say("read_date_system", lang, year=raw.date_system))
    typer.echo(say("read_title", lang, file=upload.name, details=", ".join(details)))
    for line in file_lines(raw, lang):
        typer.echo(f"  {line}")
    for one in seen:
        _print_one(one, lang)


def _print_one(one: Seen, lang: Lang) -> None:
    typer.echo()
    title = "" if one.sheet is None else say("read_sheet", lang, sheet=one.sheet)
    typer.echo(title + say_count("read_rows", one.rows, lang, rows=count_text(one.rows, lang)))
    if one.blank:
        typer.echo("  " + say("read_blank", lang, n=count_text(one.blank, lang)))
    if one.hidden_rows:
        shown = ", ".join(map(str, one.hidden_rows))
        typer.echo("  " + say("read_hidden_rows", lang, rows=shown))
    if one.hidden_columns:
        typer.echo("  " + say("read_hidden_columns", lang, columns=", ".join(one.hidden_columns)))
    if not one.rows:
        return
    lines = islice(one.lines(), TABLE_ROWS)
    rows = [[str(row), *(cells.get(letter, "") for letter in one.letters)] for row, cells in lines]
    print_table([say("read_row", lang), *one.letters], rows)
    if one.rows > TABLE_ROWS:
        typer.echo(say("read_more", lang, shown=count_text(TABLE_ROWS, lang), rows=count_text(one.rows, lang)))

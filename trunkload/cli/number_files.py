"""The command `numbers import`: every cell of a spreadsheet of numbers that is wrong, or what was entered."""

import json

import typer

from trunkload.cli.exits import NEEDS_FIXING, READY, UNUSABLE
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.say import say
from trunkload.flows.entry_words import problem_text
from trunkload.flows.number_file_words import cell_of, sheet_lines
from trunkload.flows.number_files import NumberFile, enter_number_sheet, read_number_file
from trunkload.intake.number_sheet import NumberSheet
from trunkload.intake.refusal import Refused
from trunkload.validation.entering.entries import Judged
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of_refusal

__all__ = ["NumberFile", "run_number_import"]


def run_number_import(wanted: NumberFile, lang: str | None, *, dry_run: bool, as_json: bool) -> int:
    """Exit code: 0 every row right, 1 nothing is entered because some are not, 2 the file cannot be used."""
    house, spoken = house_in(lang)
    try:
        sheet = read_number_file(house, wanted)
    except Refused as refused:
        words = words_of_refusal(refused, spoken)
        typer.echo(say("refused", spoken, file=wanted.path.name, message=words.message, fix=words.fix), err=True)
        return UNUSABLE
    judged = enter_number_sheet(house, sheet, wanted.trunk, dry_run=dry_run)
    if as_json:
        typer.echo(json.dumps(_document(sheet, judged, spoken, dry_run=dry_run), ensure_ascii=False, indent=1))
    else:
        for line in sheet_lines(sheet, judged, spoken, dry_run=dry_run):
            typer.echo(line)
    return READY if judged.entered is not None else NEEDS_FIXING


def _document(sheet: NumberSheet, judged: Judged, lang: Lang, *, dry_run: bool) -> dict[str, object]:
    """For machines: canonical fields, E.164 numbers; `message` is the sentence."""
    entered = judged.entered
    return {
        "sheet": sheet.sheet,
        "header_row": sheet.header_row,
        "rows": len(sheet.entries),
        "hidden_rows": sheet.hidden,
        "dry_run": dry_run,
        "entered": [] if entered is None else list(entered.numbers.index),
        "known": 0 if entered is None else entered.known,
        "problems": [
            {
                "row": one.row,
                "cell": cell_of(one, sheet),
                "field": one.field,
                "code": one.code,
                "value": one.value,
                "suggestion": one.suggestion,
                "message": problem_text(one, lang),
            }
            for one in judged.problems
        ],
    }

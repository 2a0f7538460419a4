"""The command `report --to-fix --split-by site`: a folder with one workbook for each site."""

from pathlib import Path

import typer

from trunkload.cli.exits import READY, UNUSABLE
from trunkload.cli.imports_at_hand import house_in, record_of
from trunkload.cli.refusal import Refusal, WrongCall
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_table
from trunkload.flows.commands import from_here
from trunkload.flows.fixing_by_site import SiteBook, to_fix_by_site
from trunkload.flows.importing import upload_key
from trunkload.intake.refusal import Refused
from trunkload.reports.notation import count_text, moment_text
from trunkload.validation.wording import words_of_refusal


def run_by_site(import_id: str, out: Path | None, lang: str | None, *, to_fix: bool) -> int:
    """Without `out` the folder is made here, under the import's id. Exit code 2 where the upload cannot be read."""
    if not to_fix:
        raise WrongCall("report_split_needs_to_fix")
    house, spoken = house_in(lang)
    record = record_of(house, import_id)
    if not house.files.exists(upload_key(import_id)):
        raise Refusal("report_no_upload", id=import_id)
    try:
        found = to_fix_by_site(house, import_id, spoken)
    except Refused as refused:
        words = words_of_refusal(refused, spoken)
        typer.echo(say("refused", spoken, file=record.file_name, message=words.message, fix=words.fix), err=True)
        return UNUSABLE
    if not found.books:
        typer.echo(say("nothing_to_fix", spoken, id=import_id))
        return READY
    folder = Path(f"{import_id}-to-fix") if out is None else out
    _write(folder, found.books)
    rows = [[one.name, one.site or say("no_site", spoken), count_text(one.rows, spoken)] for one in found.books]
    print_table(say("columns_by_site", spoken).split("|"), rows)
    typer.echo(say_count("written_by_site", len(rows), spoken, path=from_here(folder)))
    typer.echo(say("workbook_judged", spoken, when=moment_text(found.taken_at.astimezone(), spoken)))
    typer.echo(say("workbooks_made", spoken))
    return READY


def _write(folder: Path, books: tuple[SiteBook, ...]) -> None:
    """A file of the same name is replaced; others stay."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in books:
            (folder / one.name).write_bytes(one.content)
    except OSError:
        raise Refusal("report_no_folder", folder=str(folder)) from None

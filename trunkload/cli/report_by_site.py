"""Writes what needs fixing as a folder with one workbook for each site, and lists them."""

from pathlib import Path

import typer

from trunkload.cli.refusal import Refusal
from trunkload.cli.report_asked import Asked
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_table
from trunkload.flows.commands import from_here
from trunkload.flows.fixing_by_site import SiteBook, to_fix_by_site
from trunkload.flows.wiring import House
from trunkload.reports.notation import count_text, moment_text
from trunkload.validation.language import Lang


def books_by_site(house: House, asked: Asked, lang: Lang) -> str | None:
    """Without `out` the folder is made here, under the import's id; None where no row needs fixing."""
    found = to_fix_by_site(house, asked.import_id, lang)
    if not found.books:
        typer.echo(say("nothing_to_fix", lang, id=asked.import_id))
        return None
    folder = Path(f"{asked.import_id}-to-fix") if asked.out is None else asked.out
    _write(folder, found.books)
    rows = [[one.name, one.site or say("no_site", lang), count_text(one.rows, lang)] for one in found.books]
    print_table(say("columns_by_site", lang).split("|"), rows)
    typer.echo(say_count("written_by_site", len(rows), lang, path=from_here(folder)))
    typer.echo(say("workbook_judged", lang, when=moment_text(found.taken_at.astimezone(), lang)))
    typer.echo(say("workbooks_made", lang))
    return str(folder)


def _write(folder: Path, books: tuple[SiteBook, ...]) -> None:
    """A file of the same name is replaced; others stay."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in books:
            (folder / one.name).write_bytes(one.content)
    except OSError:
        raise Refusal("report_no_folder", folder=str(folder)) from None

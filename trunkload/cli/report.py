"""The command `report`: the stored pages or figures, the page of one row, or the workbook with its places marked."""

from pathlib import Path

import typer

from trunkload.cli.exits import READY, UNUSABLE
from trunkload.cli.imports_at_hand import house_in, record_of
from trunkload.cli.refusal import Refusal, WrongCall
from trunkload.cli.say import say
from trunkload.flows.commands import from_here, shown_place
from trunkload.flows.importing import upload_key
from trunkload.flows.marking import MarkedBook, Wanted, marked_book
from trunkload.flows.reporting import json_key, report_key, report_keys
from trunkload.flows.row_page import write_row_page
from trunkload.flows.wiring import House
from trunkload.intake.refusal import Refused
from trunkload.reports.copied_pages import renamed, renamed_links
from trunkload.reports.notation import moment_text
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of_refusal


def run_report(import_id: str, wanted: str, out: Path | None, lang: str | None, *, to_fix: bool) -> int:
    """What is stored, copied to `out`; without it, where the page lies, or the figures themselves."""
    if to_fix:
        raise WrongCall("report_to_fix_is_xlsx")
    house, spoken = house_in(lang)
    record_of(house, import_id)
    key = report_key(import_id) if wanted == "html" else json_key(import_id)
    if not house.files.exists(key):
        raise Refusal("report_none", id=import_id)
    if out is not None and wanted == "html":
        _copy_pages(house, import_id, out, spoken)
    elif out is not None:
        _write(out, house.files.open(key), spoken)
    elif wanted == "html":
        typer.echo(say("report_at", spoken, path=shown_place(house.files.place(key))))
    else:
        typer.echo(house.files.open(key).decode())
    return READY


def run_row(import_id: str, row: int, out: Path | None, lang: str | None, *, is_page: bool) -> int:
    """The page of one row, written now: where it lies, or copied to `out`. Raises WrongCall for a row that is none.

    `is_page`: no other form was asked for.
    """
    if not is_page:
        raise WrongCall("report_row_is_page")
    house, spoken = house_in(lang)
    record_of(house, import_id)
    if not house.files.exists(upload_key(import_id)):
        raise Refusal("report_no_upload", id=import_id)
    key = write_row_page(house, import_id, row)
    if key is None:
        raise WrongCall("report_no_row", id=import_id, row=str(row))
    if out is None:
        typer.echo(say("report_at", spoken, path=shown_place(house.files.place(key))))
    else:
        _write(out, house.files.open(key), spoken)
    return READY


def _copy_pages(house: House, import_id: str, out: Path, lang: Lang) -> None:
    """The further pages lie beside the first, under its name, and the links among them fit."""
    first, *later = report_keys(house.files, import_id)
    for key in later:
        name = renamed(key.rpartition("/")[2], out)
        _save(out.with_name(name), renamed_links(house.files.open(key), out))
    _write(out, renamed_links(house.files.open(first), out), lang)


def run_workbook(import_id: str, out: Path | None, lang: str | None, *, to_fix: bool) -> int:
    """Without `out` it is written here, under the import's id. Exit code 2 where the upload cannot be read any more."""
    house, spoken = house_in(lang)
    record = record_of(house, import_id)
    if not house.files.exists(upload_key(import_id)):
        raise Refusal("report_no_upload", id=import_id)
    wanted = Wanted.TO_FIX if to_fix else Wanted.CHECKED
    try:
        book = marked_book(house, import_id, wanted, spoken)
    except Refused as refused:
        words = words_of_refusal(refused, spoken)
        typer.echo(say("refused", spoken, file=record.file_name, message=words.message, fix=words.fix), err=True)
        return UNUSABLE
    if book.content is None:
        typer.echo(say("nothing_to_fix", spoken, id=import_id))
        return READY
    _write(_place(out, import_id, wanted, book), book.content, spoken)
    typer.echo(say("workbook_judged", spoken, when=moment_text(book.taken_at.astimezone(), spoken)))
    if not book.is_own:
        typer.echo(say("workbook_made", spoken))
    return READY


def _place(out: Path | None, import_id: str, wanted: Wanted, book: MarkedBook) -> Path:
    if out is None:
        return Path(f"{import_id}-{wanted.value}{book.suffix}")
    if out.suffix.lower() != book.suffix:
        raise WrongCall("report_other_suffix", file=out.name, suffix=book.suffix)
    return out


def _write(out: Path, content: bytes, lang: Lang) -> None:
    _save(out, content)
    typer.echo(say("report_at", lang, path=from_here(out)))


def _save(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError:
        raise Refusal("report_not_written", file=str(out)) from None

"""The command `report`: the stored page or its figures, or the workbook that was sent with its places marked."""

from pathlib import Path

import typer

from trunkload.cli.exits import READY, UNUSABLE
from trunkload.cli.imports_at_hand import house_in, record_of
from trunkload.cli.refusal import Refusal, WrongCall
from trunkload.cli.say import say
from trunkload.flows.commands import from_here, shown_place
from trunkload.flows.importing import upload_key
from trunkload.flows.marking import MarkedBook, Wanted, marked_book
from trunkload.flows.reporting import json_key, report_key
from trunkload.flows.reporting_again import masked_again
from trunkload.intake.refusal import Refused
from trunkload.reports.notation import moment_text
from trunkload.storage.imports import ImportRecord
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
    if out is not None:
        _write(out, house.files.open(key), spoken)
    elif wanted == "html":
        typer.echo(say("report_at", spoken, path=shown_place(house.files.place(key))))
    else:
        typer.echo(house.files.open(key).decode())
    return READY


def run_masked(import_id: str, wanted: str, out: Path | None, lang: str | None, *, to_fix: bool) -> int:
    """A page of its own beside the report. Exit code 2 where the upload cannot be read any more."""
    if wanted != "html" or to_fix:
        raise WrongCall("report_mask_is_html")
    house, spoken = house_in(lang)
    record = record_of(house, import_id)
    if not house.files.exists(upload_key(import_id)):
        raise Refusal("report_no_upload_to_mask", id=import_id)
    try:
        key = masked_again(house, import_id)
    except Refused as refused:
        return _tell_refused(record, refused, spoken)
    if out is None:
        typer.echo(say("report_at", spoken, path=shown_place(house.files.place(key))))
    else:
        _write(out, house.files.open(key), spoken)
    return READY


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
        return _tell_refused(record, refused, spoken)
    if book.content is None:
        typer.echo(say("nothing_to_fix", spoken, id=import_id))
        return READY
    _write(_place(out, import_id, wanted, book), book.content, spoken)
    typer.echo(say("workbook_judged", spoken, when=moment_text(book.taken_at.astimezone(), spoken)))
    if not book.is_own:
        typer.echo(say("workbook_made", spoken))
    return READY


def _tell_refused(record: ImportRecord, refused: Refused, lang: Lang) -> int:
    words = words_of_refusal(refused, lang)
    typer.echo(say("refused", lang, file=record.file_name, message=words.message, fix=words.fix), err=True)
    return UNUSABLE


def _place(out: Path | None, import_id: str, wanted: Wanted, book: MarkedBook) -> Path:
    if out is None:
        return Path(f"{import_id}-{wanted.value}{book.suffix}")
    if out.suffix.lower() != book.suffix:
        raise WrongCall("report_other_suffix", file=out.name, suffix=book.suffix)
    return out


def _write(out: Path, content: bytes, lang: Lang) -> None:
    try:
        out.write_bytes(content)
    except OSError:
        raise Refusal("report_not_written", file=str(out)) from None
    typer.echo(say("report_at", lang, path=from_here(out)))

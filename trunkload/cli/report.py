"""The command `report`: the page of an import, its figures, or the workbook that was sent with its places marked."""

from pathlib import Path

import typer

from trunkload.cli.exits import READY, UNUSABLE
from trunkload.cli.imports_at_hand import house_in, record_of
from trunkload.cli.refusal import Refusal, WrongCall
from trunkload.cli.report_asked import Asked, ReportFormat, refuse_what_does_not_go_together
from trunkload.cli.report_by_site import books_by_site
from trunkload.cli.report_result import write_result_book
from trunkload.cli.report_tables import tables
from trunkload.cli.say import say
from trunkload.cli.written import open_place, save_out, write_out
from trunkload.flows.commands import shown_place
from trunkload.flows.importing import upload_key
from trunkload.flows.kept_keys import check_key
from trunkload.flows.marking import MarkedBook, Wanted, marked_book
from trunkload.flows.reporting import keys_of_pages, masked_again, report_again, write_row_page
from trunkload.flows.wiring import House
from trunkload.intake.refusal import Refused
from trunkload.reports.copied_pages import linked_as
from trunkload.reports.notation import count_text, moment_text
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of_refusal


def run_report(asked: Asked) -> int:
    """Everything as the import stands now. Exit code 2 where the upload cannot be read any more."""
    refuse_what_does_not_go_together(asked)
    house, spoken = house_in(asked.lang)
    record = record_of(house, asked.import_id)
    if not any(house.files.exists(key(asked.import_id)) for key in (check_key, upload_key)):
        raise Refusal("report_none", id=asked.import_id)
    try:
        place = _written(house, asked, spoken)
    except Refused as refused:
        words = words_of_refusal(refused, spoken)
        typer.echo(say("refused", spoken, file=record.file_name, message=words.message, fix=words.fix), err=True)
        return UNUSABLE
    if asked.opened and place is not None:
        open_place(place)
    return READY


def _written(house: House, asked: Asked, lang: Lang) -> str | None:
    """Where it lies now; None where it was printed, or there is nothing."""
    if asked.result:
        return write_result_book(house, asked, lang)
    if asked.split_by is not None:
        return books_by_site(house, asked, lang)
    if asked.wanted is ReportFormat.XLSX:
        return _workbook(house, asked, lang)
    if asked.wanted is ReportFormat.HTML:
        return _page(house, asked, lang)
    return tables(house, asked, lang)


def _page(house: House, asked: Asked, lang: Lang) -> str:
    key = _page_key(house, asked, None if asked.lang is None else lang)
    if asked.out is not None:
        _copy_pages(house, key, asked.out, lang)
        return str(asked.out)
    place = house.files.place(key)
    typer.echo(say("report_at", lang, path=shown_place(place)))
    return place


def _page_key(house: House, asked: Asked, lang: Lang | None) -> str:
    """Of what is written now; `lang`: another language than that of the upload. Raises WrongCall for a row that is
    none."""
    if asked.row is None:
        return (masked_again if asked.masked else report_again)(house, asked.import_id, lang)
    key = write_row_page(house, asked.import_id, asked.row, lang, is_masked=asked.masked)
    if key is None:
        raise WrongCall("report_no_row", id=asked.import_id, row=str(asked.row))
    return key


def _copy_pages(house: House, first: str, out: Path, lang: Lang) -> None:
    """The further pages lie beside the first, under its name, and the links among them fit."""
    for number, key in reversed(list(enumerate(keys_of_pages(house.files, first), start=1))):
        page = linked_as(house.files.open(key), out.stem, out.suffix)
        if number == 1:
            write_out(out, page, lang)
        else:
            save_out(out.with_name(f"{out.stem}-{number}{out.suffix}"), page)


def _workbook(house: House, asked: Asked, lang: Lang) -> str | None:
    """Without `out` it is written here, under the import's id."""
    if not house.files.exists(upload_key(asked.import_id)):
        raise Refusal("report_no_upload", id=asked.import_id)
    wanted = Wanted.TO_FIX if asked.to_fix else Wanted.CHECKED
    book = marked_book(house, asked.import_id, wanted, lang)
    if book.content is None:
        typer.echo(say("nothing_to_fix", lang, id=asked.import_id))
        return None
    out = _place(asked, wanted, book)
    write_out(out, book.content, lang)
    typer.echo(say("workbook_judged", lang, when=moment_text(book.taken_at.astimezone(), lang)))
    if book.above is not None:
        typer.echo(say("workbook_made_above", lang, most=count_text(book.above, lang)))
    elif not book.is_own:
        typer.echo(say("workbook_made", lang))
    return str(out)


def _place(asked: Asked, wanted: Wanted, book: MarkedBook) -> Path:
    if asked.out is None:
        return Path(f"{asked.import_id}-{wanted.value}{book.suffix}")
    if asked.out.suffix.lower() != book.suffix:
        raise WrongCall("report_other_suffix", file=asked.out.name, suffix=book.suffix)
    return asked.out

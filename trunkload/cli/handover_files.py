"""The command `handover files`, and what a person is told to do with them after an approval."""

import typer

from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in, items_of
from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_table
from trunkload.cli.words import field_words
from trunkload.flows.commands import from_here, program
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.handing_over import handed_over, not_compared
from trunkload.flows.wiring import House, open_handover
from trunkload.orders.outcome_words import order_words
from trunkload.portal.handover.record import FileNote
from trunkload.reports.notation import count_text
from trunkload.validation.language import Lang


def handover_house(lang: str | None) -> tuple[House, Lang]:
    """Raises Refusal where the carrier has an API."""
    house, spoken = house_in(lang)
    if house.settings.carrier.kind != "handover":
        raise Refusal("handover_needs_kind", kind=house.settings.carrier.kind)
    return house, spoken


def run_files(import_id: str, lang: str | None) -> int:
    house, spoken = handover_house(lang)
    records = handed_over(house, import_id)
    if not records:
        raise Stopped(StopCode.NOTHING_HANDED_OVER, id=import_id)
    folder = open_handover(house.settings).desk.folder
    rows = [
        [
            record.reference,
            one.name,
            count_text(one.rows, spoken),
            say("handover_do_by_hand" if one.by_hand else "handover_do_upload", spoken),
            order_words(record.state, spoken),
            str(from_here(folder / one.name)),
        ]
        for record in records
        for one in record.files
    ]
    print_table(say("columns_handover", spoken).split("|"), rows)
    return READY


def tell_files(house: House, import_id: str, lang: Lang) -> None:
    """The files of orders that wait for a person, what to do with each, and how the way back goes."""
    portal = open_handover(house.settings)
    files = [one for record in handed_over(house, import_id) for one in record.files]
    typer.echo(say_count("handed_over", len(files), lang, folder=from_here(portal.desk.folder)))
    for one in files:
        typer.echo(_file_line(one, portal.mapping.name, lang))
    if portal.mapping.source.not_verified:
        typer.echo(say("handover_not_verified", lang, headers=", ".join(portal.mapping.source.not_verified)))
    typer.echo(say("handover_then", lang, command=f"{program()} handover read {import_id} EXPORT"))
    typer.echo(say("handover_passwords", lang))


def tell_not_compared(house: House, import_id: str, lang: Lang) -> None:
    """What nobody can say is as ordered, because the carrier's list does not have it."""
    names = not_compared(house, items_of(house, import_id))
    if names:
        typer.echo(say("export_not_told", lang, names=", ".join(field_words(name, lang) for name in names)))


def _file_line(one: FileNote, mapping: str, lang: Lang) -> str:
    if one.by_hand:
        return say_count("handover_by_hand", one.rows, lang, file=one.name)
    return say_count("handover_upload", one.rows, lang, file=one.name, mapping=mapping)

"""Knows how the commands find an import and its orders, with lapsed plans given up first."""

from trunkload.cli.spoken import settings_in
from trunkload.flows.lapsing import lapse
from trunkload.flows.stored import items_of_import, known_import
from trunkload.flows.wiring import House, open_house
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord
from trunkload.storage.items import StoredItem
from trunkload.storage.ordered import StoredOrder, read_orders
from trunkload.validation.language import Lang


def house_in(lang: str | None) -> tuple[House, Lang]:
    settings = settings_in(lang)
    house = open_house(settings)
    lapse(house)
    return house, settings.language


def record_of(house: House, import_id: str) -> ImportRecord:
    with reading(house.ledger) as conn:
        return known_import(conn, import_id)


def orders_of(house: House, import_id: str) -> tuple[StoredOrder, ...]:
    with reading(house.ledger) as conn:
        return read_orders(conn, import_id)


def items_of(house: House, import_id: str) -> list[StoredItem]:
    with reading(house.ledger) as conn:
        return items_of_import(conn, import_id)

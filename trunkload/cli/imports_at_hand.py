"""Knows how the commands find an import and its orders, with lapsed plans given up first."""

from trunkload.cli.failures import Refusal
from trunkload.cli.spoken import settings_in
from trunkload.flows.giving_up import lapse_plans
from trunkload.flows.wiring import House, open_house
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord, find_import
from trunkload.storage.items import StoredItem, read_items
from trunkload.storage.plans import StoredOrder, read_orders
from trunkload.validation.language import Lang


def house_in(lang: str | None) -> tuple[House, Lang]:
    settings = settings_in(lang)
    house = open_house(settings)
    lapse_plans(house)
    return house, settings.language


def record_of(house: House, import_id: str) -> ImportRecord:
    with reading(house.ledger) as conn:
        record = find_import(conn, import_id)
    if record is None:
        raise Refusal("no_such_import", id=import_id)
    return record


def orders_of(house: House, import_id: str) -> tuple[StoredOrder, ...]:
    with reading(house.ledger) as conn:
        return read_orders(conn, import_id)


def items_of(house: House, import_id: str) -> list[StoredItem]:
    with reading(house.ledger) as conn:
        items = [item for order in read_orders(conn, import_id) for item in read_items(conn, order.reference)]
    return sorted(items, key=lambda item: item.row)

"""Knows how the rehearsal carrier looks up what its customers have: products and numbers, page by page."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from sqlalchemy import Connection, Select, Table, func, select

from trunkload.portal.json_shape import Json
from trunkload.portal.profile_names import NUMBER_CATEGORY, Trait, resource_id
from trunkload.portal.rehearsal.number_view import number_view
from trunkload.portal.rehearsal.page import Page
from trunkload.portal.rehearsal.product_view import (
    block_view,
    contingent_view,
    price_list_view,
    site_view,
    trunk_view,
    workplace_view,
)
from trunkload.portal.rehearsal.refusal import CarrierRefusal
from trunkload.portal.rehearsal.tables import (
    block_range,
    block_site,
    contingent,
    customer,
    number,
    number_block,
    price,
    site,
    trunk,
    workplace,
)

Query = Mapping[str, str]
Row = Mapping[str, object]
_FEW: tuple[tuple[Table, Callable[[Row, str], Json]], ...] = (
    (site, site_view),
    (trunk, trunk_view),
    (contingent, contingent_view),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, and how long the whole of it is."""

    entries: list[Json]
    total: int


def list_numbers(connection: Connection, query: Query, page: Page) -> Listing:
    """Numbers by number; only telephone numbers are resources here."""
    if query.get("category", NUMBER_CATEGORY) != NUMBER_CATEGORY:
        return Listing([], 0)
    chosen = _of_customer(select(number), number, query)
    entries = [number_view(row) for row in _rows(connection, chosen.order_by(number.c.e164), page)]
    return Listing(entries, _count(connection, chosen))


def find_number(connection: Connection, resource: str) -> Json:
    """One number by the id of its resource."""
    e164 = resource.replace("tn-", "+", 1)
    rows = _rows(connection, select(number).where(number.c.e164 == e164), Page(0, 1))
    if not rows or resource_id(e164) != resource:
        raise CarrierRefusal(HTTPStatus.NOT_FOUND, "NUMBER_UNKNOWN", "no number has this id")
    return number_view(rows[0])


def find_product(connection: Connection, product: str, query: Query) -> Json:
    """One product by its id; ids of what is few are known within a customer, so the first that has it is shown."""
    names = {row.id: row.name for row in connection.execute(select(customer.c.id, customer.c.name))}
    workplaces = _rows(connection, select(workplace).where(workplace.c.id == product), Page(0, 1))
    known = [workplace_view(row, names[str(row["customer_id"])]) for row in workplaces]
    for one in known or _few_products(connection, query, names):
        if one["id"] == product:
            return one
    raise CarrierRefusal(HTTPStatus.NOT_FOUND, "PRODUCT_UNKNOWN", "no product has this id")


def list_products(connection: Connection, query: Query, page: Page) -> Listing:
    """What is few comes first and whole; workplaces, which are many, follow by id."""
    names = {row.id: row.name for row in connection.execute(select(customer.c.id, customer.c.name))}
    numbers = _asked_numbers(query)
    few = [] if numbers is not None else _few_products(connection, query, names)
    chosen = _of_customer(select(workplace), workplace, query)
    if numbers is not None:
        chosen = chosen.where(workplace.c.number.in_(numbers))
    shown = few[page.offset : page.offset + page.limit]
    rest = Page(max(0, page.offset - len(few)), page.limit - len(shown))
    rows = _rows(connection, chosen.order_by(workplace.c.id), rest)
    workplaces = [workplace_view(row, names[str(row["customer_id"])]) for row in rows]
    return Listing(shown + workplaces, len(few) + _count(connection, chosen))


def _asked_numbers(query: Query) -> list[str] | None:
    """The numbers of a question for workplaces, commas between them (TMF630: any of); None where all are meant."""
    if query.get("productCharacteristic.name") != Trait.NUMBER:
        return None
    return query.get("productCharacteristic.value", "").split(",")


def _few_products(connection: Connection, query: Query, names: Mapping[str, str]) -> list[Json]:
    products = [
        view(row._asdict(), names[row.customer_id])
        for table, view in _FEW
        for row in connection.execute(_of_customer(select(table), table, query).order_by(*table.primary_key))
    ]
    products += _blocks(connection, query, names)
    owners = select(customer).where(customer.c.id == query["relatedParty.id"]) if _named(query) else select(customer)
    for owner in connection.execute(owners):
        prices = connection.execute(select(price).where(price.c.customer_id == owner.id))
        products.append(price_list_view(owner._asdict(), [one._asdict() for one in prices]))
    return products


def _blocks(connection: Connection, query: Query, names: Mapping[str, str]) -> list[Json]:
    def rows(table: Table) -> list[Row]:
        chosen = _of_customer(select(table), table, query).order_by(*table.primary_key)
        return [row._asdict() for row in connection.execute(chosen)]

    ranges, sites = defaultdict(list), {}
    for one in rows(block_range):
        ranges[one["customer_id"], one["block"]].append(one)
    for one in rows(block_site):
        sites[one["customer_id"], one["block"]] = str(one["site"])
    keys = ((row, (row["customer_id"], row["id"])) for row in rows(number_block))
    return [block_view(row, names[str(row["customer_id"])], ranges[key], sites.get(key)) for row, key in keys]


def _named(query: Query) -> bool:
    return "relatedParty.id" in query


def _of_customer(chosen: Select[tuple[object, ...]], table: Table, query: Query) -> Select[tuple[object, ...]]:
    return chosen.where(table.c.customer_id == query["relatedParty.id"]) if _named(query) else chosen


def _rows(connection: Connection, chosen: Select[tuple[object, ...]], page: Page) -> Sequence[Row]:
    return [row._asdict() for row in connection.execute(chosen.offset(page.offset).limit(page.limit))]


def _count(connection: Connection, chosen: Select[tuple[object, ...]]) -> int:
    return connection.scalar(select(func.count()).select_from(chosen.order_by(None).subquery())) or 0

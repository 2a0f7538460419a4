"""Knows one page of the account's numbers or workplaces: which of them are meant, found without reading the others."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from trunkload.storage import account_queries as queries
from trunkload.storage.moments import present


@dataclass(frozen=True, slots=True)
class Wanted:
    """None is anything. `like`: how a number is written that is sought, for SQL's LIKE; `named`: part of a name, a
    username, an address, an import's id, a function or a purpose, whatever its case. Either of both is enough."""

    trunk: str | None = None
    site: str | None = None
    state: str | None = None
    package: str | None = None
    like: str | None = None
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The rows from `first` on, at most `most`."""

    first: int
    most: int


@dataclass(frozen=True, slots=True)
class Query:
    """Finds keys; `is_of`: the condition on whom one is for; `order`: the column by which they come."""

    text: str
    is_of: str
    order: str


NUMBERS = f"""
SELECT found.number FROM ({queries.NUMBERS}) AS found
LEFT JOIN trunk ON trunk.id = found.trunk
LEFT JOIN number_block ON number_block.id = found.block
"""  # noqa: S608 - put together of our own texts, like all here

NUMBER_IS_OF = """
EXISTS (SELECT 1 FROM workplace WHERE workplace.id = found.holder AND (
    folded(coalesce(workplace.given_name, '') || ' ' || coalesce(workplace.family_name, '')) LIKE :named ESCAPE '!'
    OR folded(workplace.username) LIKE :named ESCAPE '!'))
OR EXISTS (SELECT 1 FROM order_item WHERE order_item.claim_number = found.number
    AND folded(order_item.given_name || ' ' || order_item.family_name) LIKE :named ESCAPE '!')
OR EXISTS (SELECT 1 FROM block_range WHERE block_range.block = found.block AND block_range.kind = 'reserved'
    AND found.state = 'free'
    AND length(block_range.first) = length(found.extension)
    AND found.extension BETWEEN block_range.first AND block_range.last
    AND folded(block_range.name) LIKE :named ESCAPE '!')
OR (folded(found.holder) LIKE :named ESCAPE '!' AND found.state <> 'assigned')
"""
"""Whom or what a number is for, by any of its names."""

WORKPLACES = f"""
SELECT found.workplace_id FROM (
    SELECT workplace_id, username, given_name, family_name, email, trunk, number, package, state
    FROM ({queries.ACTIVE_WORKPLACES}) AS active
    UNION ALL
    SELECT workplace_id, username, given_name, family_name, email, trunk, number, package, state
    FROM ({queries.PLANNED_WORKPLACES}) AS planned
) AS found
LEFT JOIN trunk ON trunk.id = found.trunk
LEFT JOIN number ON number.e164 = found.number
LEFT JOIN number_block ON number_block.id = number.block
"""  # noqa: S608

WORKPLACE_IS_OF = """
folded(coalesce(found.given_name, '') || ' ' || coalesce(found.family_name, '')) LIKE :named ESCAPE '!'
OR folded(found.username) LIKE :named ESCAPE '!' OR folded(found.email) LIKE :named ESCAPE '!'
"""

CONDITIONS: Mapping[str, str] = {
    "trunk": "found.trunk = :trunk",
    "site": "coalesce(number_block.site, trunk.site) = :site",
    "state": "found.state = :state",
    "package": "coalesce(found.package, 'none') = :package",
}
"""By what is wanted; the site is that of the number's block, else its trunk's (`inventory.places`)."""

STATES_WRITTEN = "SELECT state, count(*) AS many FROM number GROUP BY state"
STATES_OVER = f"""
SELECT state, count(*) AS many FROM number
WHERE number.held_until < :now AND {queries.HOLD_IS_OVER} GROUP BY state
UNION ALL
SELECT state, count(*) AS many FROM number
WHERE number.available_from < :tomorrow AND {queries.DAY_HAS_COME} GROUP BY state
"""  # noqa: S608
"""What is over by now, and free (`account_queries.NUMBERS`); few numbers are looked at for that."""


NUMBERS_BY_DIGITS = Query(NUMBERS, NUMBER_IS_OF, "found.number")
WORKPLACES_BY_NAME = Query(WORKPLACES, WORKPLACE_IS_OF, "found.family_name, found.given_name, found.workplace_id")


def find_numbers(conn: Connection, wanted: Wanted, at: datetime, place: Place) -> list[str]:
    """E.164 numbers, the lowest first."""
    return _found(conn, NUMBERS_BY_DIGITS, wanted, at, place)


def find_workplaces(conn: Connection, wanted: Wanted, at: datetime, place: Place) -> list[str]:
    """Ids of workplaces, planned ones too, by the people's names."""
    return _found(conn, WORKPLACES_BY_NAME, wanted, at, place)


def count_states(conn: Connection, at: datetime) -> dict[str, int]:
    """How many numbers of the account are in each state; a state that none is in is left out."""
    counts = Counter({row.state: row.many for row in conn.execute(text(STATES_WRITTEN))})
    for row in conn.execute(text(STATES_OVER), present(at)):
        counts[row.state] -= row.many
        counts["free"] += row.many
    return {state: many for state, many in counts.items() if many}


def _found(conn: Connection, query: Query, wanted: Wanted, at: datetime, place: Place) -> list[str]:
    told = {name: getattr(wanted, name) for name in CONDITIONS if getattr(wanted, name) is not None}
    sought = {"like": "found.number LIKE :like"} if wanted.like is not None else {}
    sought |= {"named": query.is_of} if wanted.named is not None else {}
    conditions = [CONDITIONS[name] for name in told] + ([f"({' OR '.join(sought.values())})"] if sought else [])
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    whole = f"{query.text} {where} ORDER BY {query.order} LIMIT :most OFFSET :first"
    if conn.dialect.name != "sqlite":
        whole = whole.replace("folded(", "lower(")
    if wanted.like is not None:
        told["like"] = wanted.like
    if wanted.named is not None:
        told["named"] = f"%{_escaped(wanted.named.casefold())}%"
    values = {**told, **present(at), "first": place.first, "most": place.most}
    return list(conn.execute(text(whole), values).scalars())


def _escaped(part: str) -> str:
    for special in "!%_":
        part = part.replace(special, f"!{special}")
    return part

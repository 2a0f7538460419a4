"""Knows what people see of their own workplace."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, func, select

from trunkload.inventory.account import Package
from trunkload.inventory.phone_text import phone_text
from trunkload.portal.rehearsal.tables import block_site, number, number_block, trunk, workplace


@dataclass(frozen=True, slots=True)
class OwnWorkplace:
    """`number` is written for reading; `since` is the day of its activation, which may be to come."""

    name: str
    username: str
    number: str
    internal_number: str
    package: Package
    site: str
    since: date


def read_own_workplace(engine: Engine, workplace_id: str) -> OwnWorkplace | None:
    """None where it has ended. The site is the trunk's, unless the number's block lies at another one (R-10)."""
    columns = ("given_name", "family_name", "username", "number", "internal_number", "package", "activated_on")
    of_block = (block_site.c.customer_id == number.c.customer_id) & (block_site.c.block == number.c.block)
    in_block = (number_block.c.customer_id == number.c.customer_id) & (number_block.c.id == number.c.block)
    site = func.coalesce(block_site.c.site, trunk.c.site).label("site")
    query = (
        select(*(workplace.c[name] for name in columns), site, number_block.c.base)
        .join(trunk, (trunk.c.customer_id == workplace.c.customer_id) & (trunk.c.id == workplace.c.trunk))
        .join(number, number.c.e164 == workplace.c.number)
        .outerjoin(block_site, of_block)
        .outerjoin(number_block, in_block)
        .where(workplace.c.id == workplace_id)
    )
    with engine.connect() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    return OwnWorkplace(
        name=f"{row.given_name} {row.family_name}",
        username=row.username,
        number=phone_text(row.number, row.base),
        internal_number=row.internal_number,
        package=Package(row.package),
        site=row.site,
        since=date.fromisoformat(row.activated_on),
    )

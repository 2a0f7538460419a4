"""Knows what a customer has at the carrier: an Account is one snapshot of it, with its time."""

from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from trunkload.inventory.account_words import EXTENDED, RESERVED, NumberState, Package, Source
from trunkload.inventory.price_list import Price, PriceList

__all__ = [
    "ENDED_COLUMNS",
    "EXTENDED",
    "KEPT_COLUMNS",
    "NUMBER_COLUMNS",
    "RESERVED",
    "WORKPLACE_COLUMNS",
    "Account",
    "Contingent",
    "ExtensionRange",
    "NumberBlock",
    "NumberState",
    "Package",
    "Price",
    "PriceList",
    "Site",
    "Source",
    "Trunk",
    "none_ended",
    "none_kept",
    "text_frame",
]


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the company with its postal address (S-02, R-10)."""

    name: str
    street: str
    house_number: str
    postal_code: str
    city: str
    country: str = "DE"


@dataclass(frozen=True, slots=True)
class Trunk:
    """A SIP trunk; a sheet may name it by its id or by an alias (S-01)."""

    id: str
    aliases: tuple[str, ...]
    site: str


@dataclass(frozen=True, slots=True)
class ExtensionRange:
    """Extensions `first` to `last` of equal lengths, leading zeros kept; `name` says what they are for."""

    first: str
    last: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """Extensions `first` to `last` (equal lengths, leading zeros kept) behind `base`, e.g. +492214710 (N-05, N-06).

    `site` is None where the numbers are those of the trunk's site (R-10). `reserved` extensions are given to nobody
    unasked; `extended` ones are longer than the block's own (R-05).
    """

    id: str
    trunk: str
    base: str
    first: str
    last: str
    switchboard: str | None = None
    site: str | None = None
    source: Source = Source.CARRIER
    reserved: tuple[ExtensionRange, ...] = ()
    extended: tuple[ExtensionRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Contingent:
    """How many workplaces or conference packages are booked and used (R-14); `name` is `workplace` or a Package."""

    name: str
    booked: int
    used: int

    @property
    def free(self) -> int:
        return max(0, self.booked - self.used)


NUMBER_COLUMNS = (
    "trunk",
    "block",
    "extension",
    "state",
    "holder",
    "held_until",
    "available_from",
    "since",
    "source",
    "note",
)
"""Columns of `Account.numbers`; all text (Arrow strings, missing = NA), dates as ISO text. The index is the E.164
number (`+492214710001`). A single number has neither block nor extension. `holder`: workplace id (assigned), import id
(held), name of the function (function). `since`: when we learned of its state, or NA; `source`: a Source;
`note`: what a person wrote about it."""

WORKPLACE_COLUMNS = (
    "username",
    "given_name",
    "family_name",
    "email",
    "trunk",
    "number",
    "internal_number",
    "package",
    "package_since",
    "activated_on",
    "state",
    "import_id",
    "employee_key",
    "identity_key",
    "row_digest",
    "mobile",
    "street",
    "house_number",
    "postal_code",
    "city",
    "country",
    "planned_package",
)
"""Columns of `Account.workplaces`; all text as above, the index is the workplace id. `state` is `active`, `planned`
for what one of our own open imports is about to order, or `changing` for what one is about to change or delete (then
import, keys and digest are filled). `planned_package` is the other package that such a change asks for."""

KEPT_COLUMNS = ("import_id", "row", "employee_key", "identity_key", "name_key")
"""Columns of `Account.kept`: numbers that an open import holds for one of its blocked rows, until the person's row is
right; all text, the index is the E.164 number. The keys say who the person is, as hashes; NA where the row did not."""

ENDED_COLUMNS = (
    "username",
    "given_name",
    "family_name",
    "email",
    "number",
    "import_id",
    "employee_key",
    "identity_key",
)
"""Columns of `Account.ended`: workplaces that our own completed orders have deleted, the latest first; all text."""


def text_frame(rows: list[dict[str, str | None]], *, index: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """A table of Arrow strings with exactly `columns`, indexed by the key `index` of each row."""
    text = pd.StringDtype("pyarrow")
    told = {name: pd.array([row.get(name) for row in rows], dtype=text) for name in columns}
    keys = pd.Index(pd.array([row.get(index) for row in rows], dtype=text), name=index)
    return pd.DataFrame(told, index=keys)


def none_ended() -> pd.DataFrame:
    """What a carrier tells: it knows nothing of whom we ended."""
    return text_frame([], index="item", columns=ENDED_COLUMNS)


def none_kept() -> pd.DataFrame:
    """What a carrier tells: it keeps no number for anybody's row."""
    return text_frame([], index="number", columns=KEPT_COLUMNS)


@dataclass(frozen=True, slots=True)
class Account:
    """One snapshot: the carrier's record together with what our own open imports hold and plan.

    `refused_usernames`: those that the carrier lately refused because somebody has them whom this account does not show
    (a login name is unique over all customers).
    """

    customer_id: str
    customer: str
    taken_at: datetime
    sites: tuple[Site, ...]
    trunks: tuple[Trunk, ...]
    blocks: tuple[NumberBlock, ...]
    contingents: tuple[Contingent, ...]
    price_list: PriceList
    numbers: pd.DataFrame
    workplaces: pd.DataFrame
    ended: pd.DataFrame = field(default_factory=none_ended)
    kept: pd.DataFrame = field(default_factory=none_kept)
    refused_usernames: frozenset[str] = frozenset()

    def trunk(self, trunk_id: str) -> Trunk:
        return next(trunk for trunk in self.trunks if trunk.id == trunk_id)

    def site(self, name: str) -> Site:
        return next(site for site in self.sites if site.name == name)

    def contingent(self, name: str) -> Contingent | None:
        """The contingent called `name`, or None where the carrier counts none."""
        return next((one for one in self.contingents if one.name == name), None)

"""Knows what the customer has where no API tells it: a person's account file, and what the exports told since."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from trunkload.inventory.account import Account
from trunkload.inventory.contingent_use import WORKPLACE
from trunkload.orders.states import OrderState
from trunkload.portal.account_reading import account_of
from trunkload.portal.handover.failures import HandoverFileError, HandoverProblem
from trunkload.portal.handover.lines import line_of
from trunkload.portal.handover.record import HandedItem, HandoverRecord
from trunkload.portal.handover.table import Table
from trunkload.portal.json_shape import Json
from trunkload.portal.rehearsal.account_file import rows_of
from trunkload.portal.rehearsal.file_entry import AccountFileError, Row
from trunkload.portal.rehearsal.number_view import number_view
from trunkload.portal.rehearsal.product_view import (
    block_view,
    contingent_view,
    price_list_view,
    site_view,
    trunk_view,
    workplace_view,
)
from trunkload.validation.actions.action import Action

Rows = dict[str, list[Row]]
_NAMES = ("number", "username")
CHARACTERISTICS = (
    *("given_name", "family_name", "street", "house_number", "postal_code", "city", "country"),
    *("email", "mobile", "password_channel", "username", "number", "internal_number", "package", "trunk"),
)


@dataclass(slots=True)
class Standing:
    """What the customer has while the records are gone through: rows by id and number, contingents used, and the
    numbers and usernames that the file itself has."""

    workplaces: dict[str, Row]
    numbers: dict[str, Row]
    used: dict[str, int]
    in_file: set[str]

    def begin(self, row: Row) -> None:
        self.workplaces[str(row["id"])] = row
        number = self.numbers.get(str(row["number"]))
        if number is not None:
            number.update({"state": "assigned", "holder": row["id"]})
        self._count(row, 1)

    def end(self, row: Row) -> None:
        del self.workplaces[str(row["id"])]
        number = self.numbers.get(str(row["number"]))
        if number is not None and number["holder"] == row["id"]:
            number.update({"state": "free", "holder": None})
        self.in_file -= {str(row[key]) for key in _NAMES}
        self._count(row, -1)

    def _count(self, row: Row, by: int) -> None:
        for name in (WORKPLACE, str(row["package"])):
            if name in self.used:
                self.used[name] += by


def read_account_rows(path: Path) -> Rows:
    """Table name → rows, as the account file says. Raises HandoverFileError naming file, key and line."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise HandoverFileError(HandoverProblem.NO_SUCH_FILE, str(path), takes="sample-data/account.toml") from None
    except (OSError, UnicodeDecodeError):
        raise HandoverFileError(HandoverProblem.UNREADABLE, str(path)) from None
    Table.of_text(text, str(path))
    try:
        return rows_of(text)
    except AccountFileError as wrong:
        line = line_of(text, wrong.key) if "=" not in wrong.key and wrong.key else 0
        raise HandoverFileError(HandoverProblem(wrong.problem.value), str(path), wrong.key, line) from None


def customer_of(rows: Rows) -> str:
    return str(rows["customer"][0]["id"])


def account_as_told(rows: Rows, records: Sequence[HandoverRecord], taken_at: datetime) -> Account:
    """One snapshot. What was completed counts beside the file until the file says it itself."""
    workplaces = {str(row["id"]): {**dict.fromkeys(CHARACTERISTICS), **row} for row in rows["workplace"]}
    numbers = {str(row["e164"]): dict(row) for row in rows["number"]}
    used = {str(row["name"]): int(str(row["used"])) for row in rows["contingent"]}
    standing = Standing(workplaces, numbers, used, {str(row[key]) for row in rows["workplace"] for key in _NAMES})
    for record in records:
        for handed in record.items:
            if handed.state is OrderState.COMPLETED:
                _apply(handed, record, standing)
    told = rows | {
        "workplace": list(workplaces.values()),
        "number": list(numbers.values()),
        "contingent": [{**row, "used": max(0, used[str(row["name"])])} for row in rows["contingent"]],
    }
    # Prices are exact only as a carrier's JSON is read: by way of text.
    products: list[Json] = json.loads(json.dumps(list(_products(told))), parse_float=Decimal)
    return account_of(customer_of(rows), products, [number_view(row) for row in told["number"]], taken_at)


def said_by_workplace(rows: Rows) -> dict[str, dict[str, str | None]]:
    """What the file says of each workplace, by its id."""
    return {str(row["id"]): _said(row) for row in rows["workplace"]}


def _said(row: Row) -> dict[str, str | None]:
    return {name: None if row.get(name) is None else str(row[name]) for name in CHARACTERISTICS}


def _apply(handed: HandedItem, record: HandoverRecord, standing: Standing) -> None:
    known = standing.workplaces.get(handed.workplace_id or "")
    if handed.item.action is Action.DELETE:
        if known is not None and handed.found is None:
            standing.end(known)
        return
    if handed.found is None or not _is_still_news(handed, known, standing):
        return
    told = {name: getattr(handed.item, name, record.trunk) for name in CHARACTERISTICS} | dict(handed.found)
    day = (record.start_date or (record.told_at or record.handed_over_at).date()).isoformat()
    new: Row = {"id": handed.workplace_id, "customer_id": record.customer_id, "activated_on": day, "package_since": day}
    row: Row = {**new, **(known or {}), **told}
    if known is not None:
        standing.end(known)
        if known["package"] != row["package"]:
            row["package_since"] = day
    standing.begin(row)


def _is_still_news(handed: HandedItem, known: Row | None, standing: Standing) -> bool:
    """A new workplace that the file has by now, under an id of its own, or a changed one that it tells otherwise by
    now, is the file's to tell."""
    if handed.item.action is Action.ADD:
        return known is None and standing.in_file.isdisjoint({handed.item.number, handed.item.username})
    return known is not None and (handed.before is None or _said(known) == dict(handed.before))


def _products(rows: Rows) -> Iterator[Json]:
    owner = rows["customer"][0]
    name = str(owner["name"])
    sites = {row["block"]: str(row["site"]) for row in rows["block_site"]}
    yield from (site_view(row, name) for row in rows["site"])
    yield from (trunk_view(row, name) for row in rows["trunk"])
    yield from (contingent_view(row, name) for row in rows["contingent"])
    for row in rows["number_block"]:
        ranges = [one for one in rows["block_range"] if one["block"] == row["id"]]
        yield block_view(row, name, ranges, sites.get(row["id"]))
    yield price_list_view(owner, rows["price"])
    yield from (workplace_view(row, name) for row in rows["workplace"])

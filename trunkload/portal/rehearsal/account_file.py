"""Knows how to read an account file (TOML, as in sample-data/account.toml) into rows of the carrier's tables."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import cast

from trunkload.portal.rehearsal.account_numbers import number_rows, range_rows
from trunkload.portal.rehearsal.file_entry import AccountFileError, AccountFileProblem, Entry, Row

_PACKAGES = ("none", "basic", "plus", "premium")
_COUNTED = ("workplace", *_PACKAGES[1:])
_E164 = re.compile(r"\+[1-9][0-9]{4,14}")


class Section(StrEnum):
    """The tables of the file."""

    SITES = "sites"
    TRUNKS = "trunks"
    BLOCKS = "blocks"
    SINGLE_NUMBERS = "single_numbers"
    WORKPLACES = "workplaces"


def rows_of(toml_text: str) -> dict[str, list[Row]]:
    """Table name → rows, in the order in which they can be inserted. Raises AccountFileError naming the key."""
    try:
        file = Entry(tomllib.loads(toml_text), "")
    except tomllib.TOMLDecodeError as failure:
        raise AccountFileError(AccountFileProblem.NOT_TOML, "") from failure
    owner = file.entry("customer")
    prices = file.entry("prices")
    customer = {"id": owner.text("id"), "name": owner.text("name"), "currency": prices.text("currency")}
    blocks, singles = file.entries(Section.BLOCKS), file.entries(Section.SINGLE_NUMBERS)
    workplaces = [_workplace(entry) for entry in file.entries(Section.WORKPLACES)]
    rows: dict[str, list[Row]] = {
        "site": [_site(entry) for entry in file.entries(Section.SITES)],
        "trunk": [_trunk(entry) for entry in file.entries(Section.TRUNKS)],
        "number_block": [_block(entry) for entry in blocks],
        "block_site": list(_block_sites(blocks)),
        "block_range": [row for entry in blocks for row in range_rows(entry)],
        "contingent": list(_contingents(file.entry("contingents"))),
        "price": list(_prices(prices)),
        "number": number_rows(blocks, singles, workplaces),
        "workplace": workplaces,
    }
    _check_references(rows)
    _check_single_numbers(singles, rows)
    owned = {name: [{"customer_id": customer["id"], **row} for row in table] for name, table in rows.items()}
    return {"customer": [{**customer, "sample_prices": prices.flag("sample")}], **owned}


def _site(entry: Entry) -> Row:
    names = ("name", "street", "house_number", "postal_code", "city")
    row: Row = {name: entry.text(name) for name in names}
    return row | {"country": entry.optional_text("country") or "DE"}


def _trunk(entry: Entry) -> Row:
    aliases = json.dumps(entry.texts("aliases"), ensure_ascii=False)
    return {"id": entry.text("id"), "aliases": aliases, "site": entry.text("site")}


def _block(entry: Entry) -> Row:
    names = ("id", "trunk", "base", "first", "last")
    row: Row = {name: entry.text(name) for name in names}
    return row | {"switchboard": entry.optional_text("switchboard")}


def _block_sites(blocks: list[Entry]) -> Iterator[Row]:
    """A block may lie at another site than its trunk (R-10)."""
    for entry in blocks:
        site = entry.optional_text("site")
        if site is not None:
            yield {"block": entry.text("id"), "site": site}


def _contingents(section: Entry) -> Iterator[Row]:
    for name in section.names():
        if name not in _COUNTED:
            raise AccountFileError(AccountFileProblem.UNKNOWN, section.key(name))
        one = section.entry(name)
        yield {"name": name, "booked": one.count("booked"), "used": one.count("used")}


def _prices(section: Entry) -> Iterator[Row]:
    for name in _COUNTED:
        if name in section.names():
            one = section.entry(name)
            yield {"name": name, "monthly": one.amount("monthly"), "one_off": one.amount("one_off")}


def _workplace(entry: Entry) -> Row:
    names = ("id", "trunk", "number", "internal_number", "username", "given_name", "family_name", "email", "package")
    row: Row = {name: entry.text(name) for name in names}
    if row["package"] not in _PACKAGES:
        raise AccountFileError(AccountFileProblem.UNKNOWN, entry.key("package"))
    mobile = entry.optional_text("mobile")
    dates: dict[str, date] = {name: entry.day(name) for name in ("package_since", "activated_on")}
    row |= {name: day.isoformat() for name, day in dates.items()}
    return row | {"mobile": mobile, "password_channel": "sms" if mobile else "email"}


def _check_single_numbers(singles: list[Entry], rows: dict[str, list[Row]]) -> None:
    trunks = {row["id"] for row in rows["trunk"]}
    for entry in singles:
        if not _E164.fullmatch(entry.text("number")):
            raise AccountFileError(AccountFileProblem.FORM, entry.key("number"))
        if entry.text("trunk") not in trunks:
            raise AccountFileError(AccountFileProblem.UNKNOWN, entry.key("trunk"))


def _check_references(rows: dict[str, list[Row]]) -> None:
    """Sites and trunks that are named must be there, and what must be unique must be."""
    sites, trunks = {row["name"] for row in rows["site"]}, {row["id"] for row in rows["trunk"]}
    named = [(Section.TRUNKS, "site", sites), (Section.BLOCKS, "trunk", trunks), (Section.WORKPLACES, "trunk", trunks)]
    tables = {Section.TRUNKS: "trunk", Section.BLOCKS: "number_block", Section.WORKPLACES: "workplace"}
    for section, key, known in named:
        for place, row in enumerate(rows[tables[section]]):
            if row[key] not in known:
                raise AccountFileError(AccountFileProblem.UNKNOWN, f"{section}[{place}].{key}")
    for place, row in enumerate(rows["block_site"]):
        if row["site"] not in sites:
            raise AccountFileError(AccountFileProblem.UNKNOWN, f"{Section.BLOCKS}[{place}].site")
    unique = [("site", "name"), ("trunk", "id"), ("number_block", "id"), ("number", "e164")]
    unique += [("workplace", key) for key in ("id", "number", "internal_number", "username")]
    for table, key in unique:
        twice = [value for value, count in Counter(cast("str", row[key]) for row in rows[table]).items() if count > 1]
        if twice:
            raise AccountFileError(AccountFileProblem.TWICE, f"{table}.{key} = {twice[0]}")

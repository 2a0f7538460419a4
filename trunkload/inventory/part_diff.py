"""Decides which sites, trunks, blocks, contingents and prices came, left or changed, and which of ours stay."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

import pandas as pd

from trunkload.inventory.account import EXTENDED, RESERVED, Account, ExtensionRange, NumberBlock, Source
from trunkload.inventory.account_changes import Change, PartChange, Stored


def part_changes(stored: Stored, told: Account) -> Iterator[PartChange]:
    """What a person entered is not compared: the carrier does not know it."""
    for part, before in _parts_of(_carriers(stored)).items():
        after = _parts_of(told)[part]
        for name in sorted(before.keys() | after.keys()):
            if name not in before or name not in after:
                yield PartChange(part, name, Change.CAME if name in after else Change.LEFT)
            elif before[name] != after[name]:
                yield PartChange(part, name, Change.CHANGED, _fields(before[name], after[name]))


def merged_parts(stored: Account, told: Account, staying: pd.DataFrame) -> Account:
    """The parts as told, and of the stored ones those without which the numbers that stay have no place."""
    wanted = set(staying["block"].dropna())
    blocks = [replace(one, source=Source.ENTERED) for one in _others(stored.blocks, told.blocks) if one.id in wanted]
    on = {*staying["trunk"].dropna(), *(one.trunk for one in blocks)}
    trunks = [one for one in _others(stored.trunks, told.trunks) if one.id in on]
    known = {one.name for one in told.sites}
    at = {*(one.site for one in trunks), *(one.site for one in blocks)}
    sites = [one for one in stored.sites if one.name in at - known]
    return replace(
        told,
        sites=(*told.sites, *sites),
        trunks=(*told.trunks, *trunks),
        blocks=(*told.blocks, *blocks),
    )


def _others(stored: tuple[Any, ...], told: tuple[Any, ...]) -> list[Any]:
    known = {one.id for one in told}
    return [one for one in stored if one.id not in known]


def _carriers(stored: Stored) -> Account:
    """The stored account as the carrier told it."""

    def told(block: NumberBlock, kind: str, ranges: tuple[ExtensionRange, ...]) -> tuple[ExtensionRange, ...]:
        return tuple(one for one in ranges if (block.id, kind, one) not in stored.entered)

    blocks = tuple(
        replace(block, reserved=told(block, RESERVED, block.reserved), extended=told(block, EXTENDED, block.extended))
        for block in stored.account.blocks
        if block.source is Source.CARRIER
    )
    return replace(stored.account, blocks=blocks)


def _parts_of(account: Account) -> dict[str, Mapping[str, Any]]:
    """By what they are, then by name."""
    return {
        "site": {one.name: one for one in account.sites},
        "trunk": {one.id: one for one in account.trunks},
        "block": {one.id: one for one in account.blocks},
        "contingent": {one.name: one for one in account.contingents},
        "price": {one.name: one for one in account.price_list.prices},
    }


def _fields(before: Any, after: Any) -> tuple[tuple[str, str, str], ...]:  # noqa: ANN401 - any part of an account
    names = (one.name for one in fields(before))
    return tuple(
        (name, _shown(getattr(before, name)), _shown(getattr(after, name)))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def _shown(value: object) -> str:
    """A field for reading: ranges as `90-99`, several with commas between them, nothing as nothing."""
    if isinstance(value, ExtensionRange):
        return f"{value.first}-{value.last}" + (f" {value.name}" if value.name else "")
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    return "" if value is None else str(value)

"""Knows what a record of a workplace holds, ordered or at the carrier, and in what two of them differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trunkload.inventory.account import Package

RECORDED = (
    *("username", "given_name", "family_name", "email", "mobile"),
    *("trunk", "number", "internal_number", "package"),
    *("street", "house_number", "postal_code", "city", "country"),
)
"""Every characteristic that the account tells of a workplace and an order says anew. How the password is delivered
follows from the mobile number (S-09)."""

ADDRESS = ("street", "house_number", "postal_code", "city", "country")

Record = Mapping[str, str | None]
"""By the names of RECORDED, missing = None; it may hold more, and one that is not whole lacks some."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One characteristic that is another one in a later record; None is an empty one."""

    name: str
    before: str | None
    now: str | None


def differing(before: Record, now: Record) -> Iterator[Changed]:
    """What is known of before and is another one now; no package is the package `none`."""
    for name in RECORDED:
        if name in before and _meant(name, before[name]) != _meant(name, now[name]):
            yield Changed(name, before[name], now[name])


def _meant(name: str, value: str | None) -> str | None:
    return value or (Package.NONE.value if name == "package" else None)

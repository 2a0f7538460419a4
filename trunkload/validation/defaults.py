"""Knows what counts for a row that says nothing itself: the company's usual site and address (S-01, S-02)."""

from collections.abc import Iterator, Mapping

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.validation.codes import Code
from trunkload.validation.findings import Finding, Scope, Severity
from trunkload.validation.rules import DefaultAddress
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

WITHOUT_STREET = (Field.POSTAL_CODE, Field.CITY, Field.HOUSE_NUMBER)
ADDRESS = ("street", "house_number", "postal_code", "city", "country")


def with_default_site(read: pd.DataFrame, account: Account | None, default: str) -> tuple[pd.DataFrame, pd.Index]:
    """Rows that name neither site nor trunk go to the usual site, if the account has it; and which rows these are."""
    silent = read[Field.LOCATION].isna() & read[Field.TRUNK].isna()
    if not default or account is None or not silent.any():
        return read, read.index[:0]
    site = _sites(account).get(default.casefold())
    located = read if site is None else read.assign(**{Field.LOCATION: read[Field.LOCATION].mask(silent, site)})
    return located, read.index[silent]


def tell_default_site(silent: pd.Index, account: Account | None, default: str) -> tuple[Finding, ...]:
    """How many rows went there is told once; where the account has no such site, this is told instead."""
    if account is None or not len(silent):
        return ()
    sites = _sites(account)
    if default.casefold() not in sites:
        told = {"site": default, "sites": ", ".join(sites.values())}
        return (Finding(Code.DEFAULT_SITE_UNKNOWN, Severity.WARNING, Scope.FILE, params=told),)
    told = {"site": sites[default.casefold()], "count": str(len(silent)), "first": str(silent[0])}
    return (Finding(Code.DEFAULT_SITE_TAKEN, Severity.NOTE, Scope.FILE, params=told),)


def _sites(account: Account) -> dict[str, str]:
    return {one.name.casefold(): one.name for one in account.sites}


def judge_addresses(read: pd.DataFrame, teller: Teller) -> Iterator[Told]:
    """S-02: an address counts with its street or not at all, and nobody's letter arrives without place or code."""
    street = read[Field.STREET].notna()
    typed = read[list(WITHOUT_STREET)].notna()
    yield teller.tell_filled(Code.ADDRESS_NOT_USED, read.index[typed.any(axis="columns") & ~street], WITHOUT_STREET)
    for field in (Field.POSTAL_CODE, Field.CITY):
        yield teller.tell(Code.ADDRESS_INCOMPLETE, read.index[street & ~typed[field]], field)


def addresses(
    typed: Mapping[str, pd.Series], site: pd.Series, account: Account | None, usual: DefaultAddress
) -> dict[str, pd.Series]:
    """S-02: a row without a street takes the whole address of its site, else the usual one; never parts of two."""
    known = {one.name: one for one in account.sites if one.street} if account else {}
    at_site = typed["street"].isna() & site.isin(known)
    nowhere = typed["street"].isna() & ~at_site if usual.street else pd.Series(data=False, index=site.index)
    return {
        name: typed[name]
        .mask(at_site, site.map({key: getattr(one, name) for key, one in known.items()}).astype(site.dtype))
        .mask(nowhere, getattr(usual, name) or pd.NA)
        for name in ADDRESS
    }

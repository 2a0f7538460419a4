"""Knows where a row's workplace goes: its trunk, site and block, and the number it wishes (S-01, R-10)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.wishes import read_wishes


@dataclass(frozen=True, slots=True)
class Placing:
    """Text series by row number; NA where the row says nothing or what it says is unknown."""

    trunk: pd.Series
    site: pd.Series
    block: pd.Series
    wish: pd.Series


def place_rows(read: pd.DataFrame, account: Account | None, teller: Teller) -> tuple[Placing, list[pd.DataFrame]]:
    """Where each row goes, and findings for what cannot be placed. Without an account only a whole number is a wish."""
    if account is None:
        nothing = pd.Series(pd.NA, index=read.index, dtype=pd.StringDtype("pyarrow"))
        return Placing(nothing, nothing, nothing, read["phone_number.e164"]), []
    trunk, site = _trunks(read, account)
    block = _blocks(read, account)
    wish, told = read_wishes(read, trunk, block, account, teller)
    placing = Placing(trunk, site, block, wish)
    return placing, [*_judge_places(read, placing, account, teller), *told]


def _folded(text: pd.Series) -> pd.Series:
    return text.str.lower().str.replace(r"[\s_-]+", "", regex=True)


def _fold(text: str) -> str:
    return "".join(text.lower().replace("_", "").replace("-", "").split())


def _trunks(read: pd.DataFrame, account: Account) -> tuple[pd.Series, pd.Series]:
    """The trunk that is named, else the only trunk of the site, else the only trunk there is (S-01)."""
    names = {_fold(name): one.id for one in account.trunks for name in (one.id, *one.aliases)}
    sites = {_fold(one.name): one.name for one in account.sites}
    named = _folded(read[Field.TRUNK]).map(names)
    site = _folded(read[Field.LOCATION]).map(sites)
    trunks_at = {one.name: [trunk.id for trunk in account.trunks if trunk.site == one.name] for one in account.sites}
    of_site = site.map({name: trunks[0] for name, trunks in trunks_at.items() if len(trunks) == 1})
    trunk = named.mask(read[Field.TRUNK].isna(), of_site)
    if len(account.trunks) == 1:
        trunk = trunk.mask(read[Field.TRUNK].isna() & read[Field.LOCATION].isna(), account.trunks[0].id)
    site = site.mask(read[Field.LOCATION].isna(), trunk.map({one.id: one.site for one in account.trunks}))
    text = pd.StringDtype("pyarrow")
    return trunk.astype(text), site.astype(text)


def _blocks(read: pd.DataFrame, account: Account) -> pd.Series:
    names = {name: block.id for block in account.blocks for name in (block.base[1:], block.base.replace("+49", "0"))}
    by_id = {block.id.lower(): block.id for block in account.blocks}
    typed = read[Field.NUMBER_BLOCK]
    digits = typed.str.replace(r"\(0\)", "", regex=True).str.replace(r"[^0-9]", "", regex=True)
    return typed.str.lower().map(by_id).fillna(digits.map(names)).astype(typed.dtype)


def _judge_places(read: pd.DataFrame, placing: Placing, account: Account, teller: Teller) -> Iterator[pd.DataFrame]:
    """S-01, R-10, R-13: an unknown name is never guessed; a wrong place is expensive to mend."""
    names = ", ".join(one.id for one in account.trunks)
    sites = ", ".join(one.name for one in account.sites)
    trunk, site = read[Field.TRUNK], read[Field.LOCATION]
    rows = read.index
    unknown_trunk = trunk.notna() & placing.trunk.isna()
    unknown_site = site.notna() & placing.site.isna()
    site_of = placing.trunk.map({one.id: one.site for one in account.trunks})
    apart = (trunk.notna() & site.notna() & (site_of != placing.site)).fillna(value=False)
    missing = placing.trunk.isna() & ~unknown_trunk & ~unknown_site
    params: dict[str, pd.Series | str] = {"trunks": names, "sites": sites}
    yield teller.tell(Code.TRUNK_UNKNOWN, rows[unknown_trunk], Field.TRUNK, params=params)
    yield teller.tell(Code.SITE_UNKNOWN, rows[unknown_site], Field.LOCATION, params=params)
    yield teller.tell(Code.TRUNK_MISSING, rows[missing], Field.TRUNK, params=params)
    yield teller.tell(
        Code.SITE_NOT_ON_TRUNK, rows[apart], Field.LOCATION, params={"trunk": placing.trunk, "site": site_of}
    )
    unknown_block = read[Field.NUMBER_BLOCK].notna() & placing.block.isna()
    yield teller.tell(
        Code.BLOCK_UNKNOWN,
        rows[unknown_block],
        Field.NUMBER_BLOCK,
        params={"blocks": ", ".join(block.base for block in account.blocks)},
    )

"""Knows where a row's workplace goes: its trunk, site and block, and the number it wishes (S-01, R-10)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.inventory.places import block_sites, served_sites, serves
from trunkload.validation.block_names import near_blocks, read_blocks, shown_blocks
from trunkload.validation.codes import Code
from trunkload.validation.near_names import suggest_names
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told
from trunkload.validation.trunk_names import read_sites, read_trunks, silent_sites, trunk_names
from trunkload.validation.wishes import read_wishes


@dataclass(frozen=True, slots=True)
class Placing:
    """Text series by row number; NA where the row says nothing or what it says is unknown."""

    trunk: pd.Series
    site: pd.Series
    block: pd.Series
    wish: pd.Series


def place_rows(
    read: pd.DataFrame, account: Account | None, teller: Teller, number_cells: Collection[int]
) -> tuple[Placing, list[Told]]:
    """Where each row goes, and findings for what cannot be placed. Without an account only a whole number is a wish.

    `number_cells`: rows whose wished number is a number cell and no text.
    """
    if account is None:
        nothing = pd.Series(pd.NA, index=read.index, dtype=pd.StringDtype("pyarrow"))
        return Placing(nothing, nothing, nothing, read["phone_number.e164"]), []
    named = read_sites(read[Field.LOCATION], account)
    trunk = read_trunks(read[Field.TRUNK], named, account)
    block = read_blocks(read[Field.NUMBER_BLOCK], account)
    places = pd.DataFrame({"trunk": trunk, "block": block})
    wish, told = read_wishes(read, places, account, teller, number_cells)
    site = named.mask(read[Field.LOCATION].isna(), silent_sites(trunk, block, wish, account))
    placing = Placing(trunk, site, block, wish)
    return placing, [
        *_judge_places(read, placing, account, teller),
        *_judge_blocks(read[Field.NUMBER_BLOCK], placing, account, teller),
        *told,
    ]


def _judge_places(read: pd.DataFrame, placing: Placing, account: Account, teller: Teller) -> Iterator[Told]:
    """S-01, R-10, R-13: an unknown name is never guessed; a wrong place is expensive to mend."""
    names = ", ".join(one.id for one in account.trunks)
    sites = ", ".join(one.name for one in account.sites)
    trunk, site = read[Field.TRUNK], read[Field.LOCATION]
    rows = read.index
    unknown_trunk = trunk.notna() & placing.trunk.isna()
    unknown_site = site.notna() & placing.site.isna()
    served = {one: ", ".join(at) for one, at in served_sites(account).items()}
    apart = _apart(placing, account)
    missing = placing.trunk.isna() & ~unknown_trunk & ~unknown_site
    params: dict[str, pd.Series | str] = {"trunks": names, "sites": sites}
    near_trunk = suggest_names(trunk[unknown_trunk], trunk_names(account))
    near_site = suggest_names(site[unknown_site], {one.name: one.name for one in account.sites})
    yield teller.tell(Code.TRUNK_UNKNOWN, rows[unknown_trunk], Field.TRUNK, suggestion=near_trunk, params=params)
    yield teller.tell(Code.SITE_UNKNOWN, rows[unknown_site], Field.LOCATION, suggestion=near_site, params=params)
    yield teller.tell(Code.TRUNK_MISSING, rows[missing], Field.TRUNK, params=params)
    yield teller.tell(
        Code.SITE_NOT_ON_TRUNK,
        rows[apart],
        Field.LOCATION,
        params={"trunk": placing.trunk, "site": placing.trunk.map(served)},
    )


def _apart(placing: Placing, account: Account) -> pd.Series:
    """R-10: rows whose trunk has no number at their site."""
    return placing.trunk.notna() & placing.site.notna() & ~serves(placing.trunk, placing.site, account)


def _judge_blocks(typed: pd.Series, placing: Placing, account: Account, teller: Teller) -> Iterator[Told]:
    """R-08, R-10: a number comes from the block that is named, so the block must be one of the row's trunk."""
    unknown = typed.index[typed.notna() & placing.block.isna()]
    trunk_of = placing.block.map({one.id: one.trunk for one in account.blocks})
    site_of = placing.block.map(block_sites(account))
    other_site = (site_of != placing.site).fillna(value=False) & placing.site.notna()
    elsewhere = trunk_of.notna() & (trunk_of != placing.trunk).fillna(placing.trunk.isna() & other_site)
    elsewhere |= other_site & site_of.notna() & ~_apart(placing, account)
    yield teller.tell(
        Code.BLOCK_UNKNOWN,
        unknown,
        Field.NUMBER_BLOCK,
        suggestion=near_blocks(typed[unknown], account),
        params={"blocks": ", ".join(shown_blocks(account).values())},
    )
    for code, which in ((Code.BLOCK_OF_OTHER_SITE, other_site), (Code.BLOCK_ON_OTHER_TRUNK, ~other_site)):
        where: dict[str, pd.Series | str] = {
            "trunk": trunk_of.fillna(""),
            "site": site_of.fillna(""),
            "own": placing.site.fillna(""),
        }
        yield teller.tell(code, typed.index[elsewhere & which], Field.NUMBER_BLOCK, params=where)

"""Knows the free numbers of an account by the place that they are for, in the order in which they are given.

A place is a trunk and a site (R-10). In each place the extensions of a block's own length come before longer ones
(R-05), shorter before longer, block by block in the order of their ids, the lowest first; single numbers come last.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.allocation.pool import Shelf
from trunkload.inventory.allocation.spans import values_of
from trunkload.inventory.arrow_text import Mask, Places, arrow, true
from trunkload.inventory.places import block_sites

Place = tuple[str, str]

SINGLE: Final = -1
"""Stands for the block of a number that has none."""

LAST_DIGITS: Final = 4
"""A single number has no extension: who has none of their own is dialled inside by its last four digits. R-04 allows
two to six."""

OWN, LONGER, ALONE = 0, 16, 32
"""What comes first: a block's own length, longer ones, single numbers; the digits of the extension are added."""


@dataclass(frozen=True, slots=True)
class Stock:
    """`blocks`: ids, in order; `shelves`: by place, one for each that was asked for."""

    blocks: tuple[str, ...]
    shelves: Mapping[Place, Shelf]

    def rank_of(self, block: str) -> int:
        """The block's place among the blocks; one that no number has where there is none of that id."""
        return self.blocks.index(block) if block in self.blocks else len(self.blocks)


def dialled_inside(number: pa.Array, extension: pa.Array) -> pa.Array:
    """The extension, and of a single number the last digits."""
    return pc.coalesce(extension, pc.utf8_slice_codeunits(number, -LAST_DIGITS)) if extension.null_count else extension


def free_stock(account: Account, asked: Collection[Place]) -> Stock:
    """What is free (S-13, R-06, R-07) at the places that somebody asks for."""
    blocks = tuple(sorted({one.id for one in account.blocks}))
    numbers = account.numbers
    free = true(pc.equal(arrow(numbers["state"]), NumberState.FREE.value))
    trunk, block = _only(free, arrow(numbers["trunk"]), arrow(numbers["block"]))
    rank = codes_of(block, blocks)
    places = _places(trunk, rank, account, blocks, asked)
    here = places != SINGLE
    number, extension = _only(free, arrow(numbers.index), arrow(numbers["extension"]))
    number, extension = _only(here, number, extension)
    whole = _shelf(number, extension, rank[here], account, blocks)
    return Stock(blocks, {place: whole.only(places[here] == code) for code, place in enumerate(asked)})


def _only(those: Mask, *columns: pa.Array) -> tuple[pa.Array, ...]:
    return columns if those.all() else tuple(one.filter(pa.array(those)) for one in columns)


def codes_of(texts: pa.Array, names: Iterable[str]) -> Places:
    """For each text its place among `names`, SINGLE where it is none of them."""
    encoded = texts.dictionary_encode()
    at = {name: place for place, name in enumerate(names)}
    known = np.array([*(at.get(name, SINGLE) for name in encoded.dictionary.to_pylist()), SINGLE], dtype=np.int64)
    codes: Places = known[encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)]
    return codes


def _places(
    trunk: pa.Array, rank: Places, account: Account, blocks: tuple[str, ...], asked: Collection[Place]
) -> Places:
    """Of each number the place among those that are `asked` for; SINGLE where nobody asks for it."""
    sites = {name: at for at, name in enumerate(dict.fromkeys(site for _, site in asked))}
    trunks = {name: at for at, name in enumerate(dict.fromkeys(trunk for trunk, _ in asked))}
    of_block = block_sites(account)
    site_of_block = np.array([*(sites.get(of_block[name], SINGLE) for name in blocks), SINGLE], dtype=np.int64)
    trunk_sites = {one.id: sites.get(one.site, SINGLE) for one in account.trunks}
    site_of_trunk = np.array([*(trunk_sites.get(name, SINGLE) for name in trunks), SINGLE], dtype=np.int64)
    whose = codes_of(trunk, trunks)
    site = np.where(rank == SINGLE, site_of_trunk[whose], site_of_block[rank])
    grid = np.full((len(trunks) + 1, len(sites) + 1), SINGLE, dtype=np.int64)
    for at, (name, where) in enumerate(asked):
        grid[trunks[name], sites[where]] = at
    places: Places = grid[whose, site]
    return places


def _shelf(number: pa.Array, extension: pa.Array, rank: Places, account: Account, blocks: tuple[str, ...]) -> Shelf:
    inside, single = dialled_inside(number, extension), rank == SINGLE
    value, digits = values_of(inside)
    if single.any():
        value, digits = value.copy(), digits.copy()
        value[single], digits[single] = pc.rank(number.filter(pa.array(single))).to_numpy(), 0
    lengths: dict[str, int] = {}
    for one in account.blocks:
        lengths[one.id] = min(len(one.first), lengths.get(one.id, len(one.first)))
    own = np.array([*(lengths[name] for name in blocks), 0], dtype=np.int64)
    run = digits + np.where(single, ALONE, np.where(digits > own[rank], LONGER, OWN))
    key = (run * (len(blocks) + 1) + rank + 1) * (int(value.max(initial=0)) + 1) + value
    return Shelf(number, inside, rank, run, key)

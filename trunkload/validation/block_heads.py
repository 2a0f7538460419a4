"""Judges wished numbers by what stands in front of a block's extensions: base number, switchboard, shorter numbers."""

from collections.abc import Iterator

import pandas as pd

from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.arrow_text import among
from trunkload.validation.block_names import shown_blocks
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told


def heads_of(account: Account) -> pd.DataFrame:
    """Index: number. Columns code (a Code, why nobody may have it) and block (as it is called): the base number of each
    block (N-05), and its switchboard while that is nobody's workplace (N-06)."""
    names = shown_blocks(account)
    bases = {one.base: (Code.NUMBER_IS_BASE, names[one.id]) for one in account.blocks}
    boards = {
        f"{one.base}{one.switchboard}": (Code.NUMBER_IS_SWITCHBOARD, names[one.id])
        for one in account.blocks
        if one.switchboard is not None
    }
    state = account.numbers["state"]
    taken = set(state.index[~state.isin([NumberState.FREE, NumberState.FUNCTION])])
    heads = {number: told for number, told in {**bases, **boards}.items() if number not in taken}
    known = pd.DataFrame.from_dict(heads, orient="index", columns=["code", "block"], dtype=state.dtype)
    return known[~((known["code"] == Code.NUMBER_IS_BASE) & among(known.index, state.index))]


def judge_heads(wish: pd.Series, heads: pd.DataFrame, fields: tuple[str, ...], teller: Teller) -> Iterator[Told]:
    """N-05, N-06: `wish` without NA, `heads` as in `heads_of`."""
    for code in (Code.NUMBER_IS_BASE, Code.NUMBER_IS_SWITCHBOARD):
        rows = wish.index[wish.isin(heads.index[heads["code"] == code])]
        told: dict[str, pd.Series | str] = {"number": wish, "block": wish.map(heads["block"])}
        yield teller.tell_filled(code, rows, fields, params=told)


def judge_shorter(
    wish: pd.Series, account: Account, heads: pd.DataFrame, fields: tuple[str, ...], teller: Teller
) -> Told:
    """N-07: a first-match PBX never reaches a number behind a shorter one. `wish`: free numbers of the account."""
    boards = heads.index[heads["code"] == Code.NUMBER_IS_SWITCHBOARD]
    numbers = account.numbers.index.union(boards)
    longest = int(account.numbers["extension"].str.len().max()) if len(account.numbers) else 0
    shorter = pd.Series(pd.NA, index=wish.index, dtype=wish.dtype)
    for cut in range(1, longest):
        head = wish.str.slice(0, -cut)
        shorter = shorter.mask(among(head, numbers), head)
    told: dict[str, pd.Series | str] = {"number": wish, "shorter": shorter}
    return teller.tell_filled(Code.NUMBER_BEHIND_SHORTER, wish.index[shorter.notna()], fields, params=told)

"""Knows how people name a number block: by its base number or by its id."""

from collections import Counter

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.validation.near_names import MOST, TEXT, nearest_name, only_block_with


def read_blocks(typed: pd.Series, account: Account) -> pd.Series:
    """The id of the block that each row names; NA where no block or more than one is meant."""
    shown = shown_blocks(account)
    names = _notations({shown[block.id]: block.id for block in account.blocks if shown[block.id] == block.base})
    by_id = {block.id.lower(): block.id for block in account.blocks}
    return typed.str.lower().map(by_id).astype(typed.dtype).fillna(_digits(typed).map(names).astype(typed.dtype))


def blocks_behind(typed: str, account: Account) -> set[str]:
    """The ids of all blocks behind the base number that is meant; several may stand behind one (N-06)."""
    base = _digits(pd.Series([typed], dtype=TEXT)).map(_notations({one.base: one.base for one in account.blocks}))
    return {block.id for block in account.blocks if block.base == base.iloc[0]}


def _notations(by_base: dict[str, str]) -> dict[str, str]:
    """The same by the digits of each base: with the country's code, and with 0 instead of 49."""
    abroad = {base.removeprefix("+"): name for base, name in by_base.items()}
    return abroad | {"0" + digits.removeprefix("49"): name for digits, name in abroad.items() if digits[:2] == "49"}


def _digits(typed: pd.Series) -> pd.Series:
    """As they are dialled: without blanks and signs, (0) and 00."""
    digits = typed.str.replace(r"(.)\(0\)", r"\1", regex=True).str.replace(r"[^0-9]", "", regex=True)
    return digits.str.replace(r"^0049", "49", regex=True)


def shown_blocks(account: Account) -> dict[str, str]:
    """What to call each block: its base number, or its id where several blocks stand behind one base (N-06)."""
    behind = Counter(block.base for block in account.blocks)
    return {block.id: block.base if behind[block.base] == 1 else block.id for block in account.blocks}


def near_blocks(typed: pd.Series, account: Account) -> pd.Series:
    """What each unknown block name may mean: an id that is nearly so written, or the one base number it belongs to."""
    shown = shown_blocks(account)
    bases = [name for name in shown.values() if name.startswith("+")]
    ids = {block.id: block.id for block in account.blocks}
    near = {word: nearest_name(word, ids) or only_block_with(word, bases) for word in typed.dropna().unique()[:MOST]}
    return typed.map({word: name for word, name in near.items() if name}).astype(TEXT)

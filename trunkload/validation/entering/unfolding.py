"""Knows how entries become numbers, blocks, and ranges behind blocks that are there."""

import pandas as pd

from trunkload.inventory.account import Account, ExtensionRange, NumberBlock, Source
from trunkload.inventory.number_range import NumberRange

TEXT = pd.StringDtype("pyarrow")


def unfolded(
    read: pd.DataFrame, account: Account
) -> tuple[pd.DataFrame, dict[int, NumberBlock], dict[int, tuple[str, ExtensionRange]]]:
    """One row for each number, index = E.164, the ledger's columns and the entry's `row`; new blocks and ranges by
    row."""
    single = read[read["first"].isna()]
    parts = [_of(single, single["base"])]
    blocks: dict[int, NumberBlock] = {}
    extended: dict[int, tuple[str, ExtensionRange]] = {}
    for row, entry in read[read["first"].notna()].iterrows():
        span = NumberRange(str(entry["base"]), str(entry["first"]), str(entry["last"]))
        at = int(str(row))
        longer = _block_behind(span, str(entry["trunk"]), account)
        if longer is None:
            blocks[at] = _new_block(span, entry)
        else:
            extended[at] = (longer.id, ExtensionRange(str(span.first), str(span.last)))
        extensions = span.extensions()
        numbers = pd.Series(span.numbers(), index=[at] * len(extensions), dtype=TEXT)
        part = _of(read.loc[[at] * len(extensions)], numbers)
        block = longer.id if longer is not None else blocks[at].id
        parts.append(part.assign(block=block, extension=pd.array(extensions, dtype=TEXT)))
    return pd.concat(parts), blocks, extended


def _of(entries: pd.DataFrame, numbers: pd.Series) -> pd.DataFrame:
    names = ["trunk", "block", "extension", "state", "holder", "available_from", "note", "asked"]
    told = entries.reindex(columns=names).astype(TEXT).assign(source=Source.ENTERED, row=entries.index)
    return told.set_axis(pd.Index(numbers.array, name="number"))


def _block_behind(span: NumberRange, trunk: str, account: Account) -> NumberBlock | None:
    """The block whose numbers these are, only longer (R-05)."""
    return next(
        (
            block
            for block in account.blocks
            if block.base == span.base and block.trunk == trunk and len(block.first) < len(span.first or "")
        ),
        None,
    )


def _new_block(span: NumberRange, entry: pd.Series) -> NumberBlock:
    name = f"{span.base.removeprefix('+')}-{span.first}-{span.last}"
    site, switchboard = (None if pd.isna(entry[name]) else str(entry[name]) for name in ("site", "switchboard"))
    return NumberBlock(
        id=name,
        trunk=str(entry["trunk"]),
        base=span.base,
        first=str(span.first),
        last=str(span.last),
        switchboard=switchboard,
        site=site,
        source=Source.ENTERED,
    )

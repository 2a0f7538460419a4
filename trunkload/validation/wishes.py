"""Knows which number a row wishes: typed in full, or by its extension behind the trunk's base number."""

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller


def read_wishes(
    read: pd.DataFrame, trunk: pd.Series, block: pd.Series, account: Account, teller: Teller
) -> tuple[pd.Series, list[pd.DataFrame]]:
    """The wished number: typed in full, or by its extension behind the trunk's base number."""
    number, guesses = _whole_numbers(read, account, teller)
    extension = read[Field.EXTENSION].where(read[Field.EXTENSION].str.fullmatch(r"[0-9]+"))
    asked = read.index[extension.notna() & trunk.notna() & (read[Field.NUMBER_BLOCK].isna() | block.notna())]
    by_extension = _numbers_behind(extension[asked], trunk[asked], block[asked], account)
    unknown = by_extension.index[by_extension.isna()]
    contradicting = by_extension.index[(number[asked] != by_extension).fillna(value=False)]
    told = [
        *guesses,
        teller.tell(
            Code.EXTENSION_UNKNOWN,
            unknown,
            Field.EXTENSION,
            suggestion=_with_leading_zeros(extension[unknown], trunk[unknown], account),
            params={"trunk": trunk},
        ),
        teller.tell(
            Code.EXTENSION_CONTRADICTS_NUMBER, contradicting, Field.EXTENSION, params={"number": read["phone_number"]}
        ),
    ]
    return number.fillna(by_extension.reindex(read.index)), told


def _whole_numbers(read: pd.DataFrame, account: Account, teller: Teller) -> tuple[pd.Series, list[pd.DataFrame]]:
    """A number that lost its + or 0 is taken with a warning only where exactly one number of the account fits."""
    bare = read["phone_number"].where(read["phone_number.problem"] == Code.PHONE_NO_PREFIX.value)
    digits = bare.str.replace(r"[^0-9]", "", regex=True)
    with_country, with_zero = "+" + digits, "+49" + digits
    known = account.numbers.index
    one, other = with_country.isin(known), with_zero.isin(known)
    guess = with_country.where(one & ~other, with_zero.where(other & ~one)).where(one ^ other)
    guessed, lost = guess.index[guess.notna()], bare.index[bare.notna() & guess.isna()]
    told = [
        teller.tell(Code.PHONE_PREFIX_GUESSED, guessed, Field.PHONE_NUMBER, suggestion=guess),
        teller.tell(Code.PHONE_NO_PREFIX, lost, Field.PHONE_NUMBER),
    ]
    return read["phone_number.e164"].fillna(guess), told


def _numbers_behind(extension: pd.Series, trunk: pd.Series, block: pd.Series, account: Account) -> pd.Series:
    """The number of that trunk (and block) with that extension; NA where there is none or more than one."""
    numbers = account.numbers.reset_index(names="number")[["number", "trunk", "block", "extension"]]
    asked = pd.DataFrame({"row": extension.index, "extension": extension, "trunk": trunk, "asked_block": block})
    found = asked.merge(numbers, on=["trunk", "extension"])
    found = found[found["asked_block"].isna() | (found["asked_block"] == found["block"])]
    single = found.drop_duplicates("row", keep=False).set_index("row")["number"]
    return single.reindex(extension.index)


def _with_leading_zeros(extension: pd.Series, trunk: pd.Series, account: Account) -> pd.Series:
    """`12` typed for `012`, where the trunk has just one length of extensions."""
    lengths = {one.id: {len(b.first) for b in account.blocks if b.trunk == one.id} for one in account.trunks}
    width = trunk.map({name: min(found) for name, found in lengths.items() if len(found) == 1})
    filled = [
        None if pd.isna(size) or len(str(text)) >= size else str(text).zfill(int(size))
        for text, size in zip(extension, width, strict=True)
    ]
    return pd.Series(filled, index=extension.index, dtype=pd.StringDtype("pyarrow"))

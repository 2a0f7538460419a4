"""Knows which number a row wishes: typed in full, or by its extension behind the trunk's base number."""

from collections.abc import Collection, Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.inventory.arrow_text import among
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told


def read_wishes(
    read: pd.DataFrame, places: pd.DataFrame, account: Account, teller: Teller, number_cells: Collection[int]
) -> tuple[pd.Series, list[Told]]:
    """The wished number: typed in full, or by its extension behind the trunk's base number.

    `places`: columns trunk and block; `number_cells` as in `placing.place_rows`.
    """
    guess = guessed_numbers(read["phone_number.bare"], account)
    number = read["phone_number.e164"].fillna(guess)
    extension = read[Field.EXTENSION].where(read[Field.EXTENSION].str.fullmatch(r"[0-9]+"))
    in_block = read[Field.NUMBER_BLOCK].isna() | places["block"].notna()
    asked = places.assign(extension=extension)[extension.notna() & places["trunk"].notna() & in_block]
    found = _numbers_behind(asked, account)
    by_extension = found.drop_duplicates("row", keep=False).set_index("row")["number"].reindex(asked.index)
    contradicting = asked.index[(number[asked.index] != by_extension).fillna(value=False)]
    return number.fillna(by_extension.reindex(read.index)), [
        *_judge_guesses(read["phone_number.bare"], guess, number_cells, _as_float(read[Field.PHONE_NUMBER]), teller),
        *_judge_extensions(asked, found, account, teller),
        teller.tell(
            Code.EXTENSION_CONTRADICTS_NUMBER, contradicting, Field.EXTENSION, params={"number": read["phone_number"]}
        ),
    ]


def guessed_numbers(bare: pd.Series, account: Account) -> pd.Series:
    """A number that lost its + or 0 is known only where exactly one number of the account fits; NA elsewhere."""
    if bare.isna().all():
        return bare
    with_country, with_zero = "+" + bare, "+49" + bare
    one, other = (among(number, account.numbers.index) for number in (with_country, with_zero))
    return with_country.where(one & ~other, with_zero.where(other & ~one))


def _as_float(typed: pd.Series) -> pd.Series:
    """A program wrote the number cell with a `.0`."""
    return typed.str.endswith(".0").fillna(value=False).astype(bool)


def _judge_guesses(
    bare: pd.Series, guess: pd.Series, number_cells: Collection[int], as_float: pd.Series, teller: Teller
) -> Iterator[Told]:
    """Section 2.4: taken with a warning, which says whether a number cell is to blame, or not at all."""
    is_number = pd.Series(bare.index.isin(list(number_cells)), index=bare.index) | as_float
    for code, rows in (
        (Code.PHONE_NUMBER_CELL, guess.notna() & is_number),
        (Code.PHONE_PREFIX_GUESSED, guess.notna() & ~is_number),
    ):
        yield teller.tell(code, bare.index[rows], Field.PHONE_NUMBER, suggestion=guess)
    yield teller.tell(Code.PHONE_NO_PREFIX, bare.index[bare.notna() & guess.isna()], Field.PHONE_NUMBER)


def _numbers_behind(asked: pd.DataFrame, account: Account) -> pd.DataFrame:
    """Columns row and number: the trunk's numbers with that extension, those of the row's block where there are any."""
    numbers = account.numbers.reset_index(names="number")[["number", "trunk", "block", "extension"]]
    asked = asked.reset_index(names="row").rename(columns={"block": "asked_block"})
    found = asked.merge(numbers, on=["trunk", "extension"])
    inside = found[(found["asked_block"] == found["block"]).fillna(value=False)]
    return pd.concat([inside, found[~found["row"].isin(inside["row"])]])[["row", "number"]]


def _judge_extensions(asked: pd.DataFrame, found: pd.DataFrame, account: Account, teller: Teller) -> Iterator[Told]:
    times = found["row"].value_counts().reindex(asked.index).fillna(0)
    unknown, several = asked[times == 0], asked.index[times > 1]
    yield teller.tell(
        Code.EXTENSION_UNKNOWN,
        unknown.index,
        Field.EXTENSION,
        suggestion=_with_leading_zeros(unknown["extension"], unknown["trunk"], account),
        params={"trunk": asked["trunk"]},
    )
    yield teller.tell(Code.EXTENSION_AMBIGUOUS, several, Field.EXTENSION, params={"trunk": asked["trunk"]})


def _with_leading_zeros(extension: pd.Series, trunk: pd.Series, account: Account) -> pd.Series:
    """`12` typed for `012`, where the trunk has just one length of extensions and that one among them."""
    filled = pd.Series(pd.NA, index=extension.index, dtype=pd.StringDtype("pyarrow"))
    for name in trunk.unique():
        known = account.numbers.loc[account.numbers["trunk"] == name, "extension"]
        widths = known.str.len().unique()
        if len(widths) == 1:
            full = extension[trunk == name].str.zfill(int(widths[0]))
            filled.update(full[full.isin(known)])
    return filled

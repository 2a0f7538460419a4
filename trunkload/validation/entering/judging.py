"""Judges entries of numbers against the account: all that is wrong, or what is to be added."""

from datetime import date

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.number_meeting import LEDGER_COLUMNS
from trunkload.inventory.number_range import MOST_NUMBERS_AT_ONCE
from trunkload.inventory.phone_text import phone_text
from trunkload.validation.codes import Code
from trunkload.validation.entering.entries import Entered, EntryCode, EntryProblem, Judged
from trunkload.validation.entering.known import known_problems, known_rows
from trunkload.validation.entering.ranges import read_ranges, with_ends
from trunkload.validation.entering.traits import read_traits
from trunkload.validation.entering.unfolding import unfolded
from trunkload.validation.phones import SHORTEST_WHOLE

TEXT = pd.StringDtype("pyarrow")


def judge_entries(
    entries: pd.DataFrame, account: Account, max_national_digits: int, today: date, *, again: bool = False
) -> Judged:
    """`entries`: ENTRY_COLUMNS. With `again`, numbers that the account has just so already are left alone and counted,
    as a sheet that is sent twice has them; else they are a problem.
    """
    ranges = _ranges(entries, account, max_national_digits)
    read, problems = read_traits(entries, account, today)
    read = read.assign(**{name: ranges[name] for name in ("base", "first", "last")})
    problems += _range_problems(entries, ranges, max_national_digits)
    problems += _switchboards(read)
    too_many = _too_many(read)
    if too_many:
        return Judged(None, _in_order(problems + too_many))
    numbers, blocks, extended = unfolded(read.drop(index=[one.row for one in problems], errors="ignore"), account)
    same = known_rows(numbers, account) if again else frozenset()
    new = numbers[~numbers["row"].isin(same)]
    problems += known_problems(new, account, again=again)
    problems += _bases(numbers, account)
    if problems:
        return Judged(None, _in_order(problems))
    entered = Entered(
        new.reindex(columns=list(LEDGER_COLUMNS)).astype(TEXT),
        tuple(block for row, block in blocks.items() if row not in same),
        tuple(one for row, one in extended.items() if row not in same),
        known=len(numbers) - len(new),
    )
    return Judged(entered, ())


def _ranges(entries: pd.DataFrame, account: Account, max_national_digits: int) -> pd.DataFrame:
    apart = entries["number"].notna() & entries["first"].notna()
    typed, ends = entries.loc[~apart, "number"], entries[apart]
    bases = {block.base for block in account.blocks}
    parts = [
        read_ranges(typed, bases, max_national_digits),
        with_ends(ends["number"], ends["first"], ends["last"], max_national_digits),
    ]
    return pd.concat([part for part in parts if len(part)]).sort_index()


def _range_problems(entries: pd.DataFrame, ranges: pd.DataFrame, max_national_digits: int) -> list[EntryProblem]:
    missing = [EntryProblem(EntryCode.NUMBER_MISSING, row, "number") for row in entries.index[entries["number"].isna()]]
    wrong = ranges[ranges["problem"].notna() & entries["number"].notna()]
    typed = entries.loc[wrong.index, ["number", "first", "last"]]
    values = typed["number"] + (" " + typed["first"]).fillna("") + ("–" + typed["last"]).fillna("")
    most = {"most": str(max_national_digits)}
    return missing + [
        EntryProblem(str(code), int(row), "number", str(value), most, _suggestion(str(code), str(typed)))
        for row, code, value, typed in zip(wrong.index, wrong["problem"], values, typed["number"], strict=True)
    ]


def _suggestion(code: str, typed: str) -> str | None:
    """Excel took the plus of a number, and its digits are all there; only a person can say so."""
    digits = typed.replace(" ", "")
    whole = digits.isdigit() and digits.startswith("49") and len(digits) >= SHORTEST_WHOLE
    return f"+{digits}" if code == Code.PHONE_NO_PREFIX and whole else None


def _switchboards(read: pd.DataFrame) -> list[EntryProblem]:
    """N-06: a part of the range, or what its extensions begin with."""
    asked = read[read["switchboard"].notna()]
    wrong = ~asked["switchboard"].str.fullmatch("[0-9]{1,6}") | asked["first"].isna()
    wrong |= (asked["switchboard"].str.len() > asked["last"].str.len()).fillna(value=False)
    return [
        EntryProblem(EntryCode.SWITCHBOARD_OUTSIDE, int(str(row)), "switchboard", str(value))
        for row, value in asked.loc[wrong, "switchboard"].items()
    ]


def _too_many(read: pd.DataFrame) -> list[EntryProblem]:
    """Counted before anything is unfolded."""
    ranged = read[read["first"].notna() & read["last"].notna()]
    sizes = ranged["last"].astype("int64") - ranged["first"].astype("int64") + 1
    count = int(sizes.sum()) + len(read) - len(ranged)
    if count <= MOST_NUMBERS_AT_ONCE:
        return []
    params = {"count": str(count), "limit": str(MOST_NUMBERS_AT_ONCE)}
    return [EntryProblem(EntryCode.TOO_MANY, int(read.index[0]), "number", params=params)]


def _bases(numbers: pd.DataFrame, account: Account) -> list[EntryProblem]:
    """N-05: a base number alone reaches nobody."""
    bases = {block.base: block for block in account.blocks}
    found = numbers[numbers.index.isin(list(bases))]
    return [
        EntryProblem(EntryCode.IS_BASE, int(row), "number", phone_text(str(number)), {"block": bases[str(number)].id})
        for number, row in found["row"].items()
    ]


def _in_order(problems: list[EntryProblem]) -> tuple[EntryProblem, ...]:
    return tuple(sorted(problems, key=lambda one: one.row))

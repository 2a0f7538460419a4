"""Judges rows against the account: persons, usernames and numbers that are taken, planned or not to be had."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.number_plan import DIRECTORY_INTERNAL, EMERGENCY_INTERNAL, SPECIAL_FUNCTION_INTERNAL
from trunkload.validation.codes import Code
from trunkload.validation.decide import identity_keys
from trunkload.validation.telling import Teller

STATE_CODES = {
    NumberState.ASSIGNED: Code.NUMBER_ASSIGNED,
    NumberState.HELD: Code.NUMBER_HELD,
    NumberState.RESTING: Code.NUMBER_RESTING,
    NumberState.BLOCKED: Code.NUMBER_BLOCKED,
    NumberState.FUNCTION: Code.NUMBER_FUNCTION,
    NumberState.FUTURE: Code.NUMBER_FUTURE,
}
"""S-13, R-06, R-07: visible, and not to be chosen."""


def judge_persons(decided: pd.DataFrame, account: Account, teller: Teller) -> tuple[pd.Index, list[pd.DataFrame]]:
    """Rows of people who are planned, ordered or at work already, and what to say; the first value is the rows that
    ask for just what was planned or ordered before: nothing is to be done for them (promise 5)."""
    known = _known_persons(decided, account.workplaces)
    same = known.index[
        known["row_digest"].notna() & (known["row_digest"] == decided["row_digest"].reindex(known.index))
    ]
    planned = known.index[known["import_id"].notna()].difference(same)
    at_work = known.index.difference(same).difference(planned)
    where: dict[str, pd.Series | str] = {"import": known["import_id"], "username": known["username"]}
    return same, [
        teller.tell(Code.PERSON_PLANNED, same, Field.LAST_NAME, params=where),
        teller.tell(Code.PERSON_PLANNED_DIFFERENTLY, planned, Field.LAST_NAME, params=where),
        teller.tell(Code.PERSON_HAS_WORKPLACE, at_work, Field.LAST_NAME, params=where),
    ]


def _known_persons(decided: pd.DataFrame, workplaces: pd.DataFrame) -> pd.DataFrame:
    """The workplace of each row's person, found by employee number or by name and login address."""
    columns = ["username", "import_id", "row_digest"]
    named = identity_keys(workplaces["given_name"], workplaces["family_name"], workplaces["email"])
    workplaces = workplaces.assign(identity_key=workplaces["identity_key"].fillna(named))
    found = []
    for key in ("identity_key", "employee_key"):
        places = workplaces[workplaces[key].notna()].drop_duplicates(key).set_index(key)[columns]
        rows = decided[decided[key].notna() & decided[key].isin(places.index)]
        found.append(places.reindex(rows[key]).set_axis(rows.index))
    both = pd.concat(found)
    return both[~both.index.duplicated()].sort_index()


def judge_account(decided: pd.DataFrame, account: Account, teller: Teller) -> Iterator[pd.DataFrame]:
    """Usernames, wished numbers and internal numbers of rows that ask for something new."""
    yield from _judge_usernames(decided, account, teller)
    yield from _judge_wishes(decided, account, teller)
    yield from _judge_internal(decided, account, teller)


def _judge_usernames(decided: pd.DataFrame, account: Account, teller: Teller) -> Iterator[pd.DataFrame]:
    taken = decided["username_typed"].isin(account.workplaces["username"].dropna())
    yield teller.tell(Code.USERNAME_TAKEN, decided.index[taken], Field.USERNAME)


def _judge_wishes(decided: pd.DataFrame, account: Account, teller: Teller) -> Iterator[pd.DataFrame]:
    wish = decided["wish"].dropna()
    field = Field.PHONE_NUMBER if Field.PHONE_NUMBER in teller.present else Field.EXTENSION
    known = account.numbers.reindex(wish).set_axis(wish.index)
    trunk = decided["trunk"].reindex(wish.index)
    elsewhere = (known["trunk"] != trunk).fillna(value=False) & trunk.notna() & known["trunk"].notna()
    block = decided["block"].reindex(wish.index)
    outside = block.notna() & known["block"].notna() & (known["block"] != block)
    yield teller.tell(Code.NUMBER_UNKNOWN, wish.index[known["trunk"].isna()], field, params={"number": wish})
    yield teller.tell(
        Code.NUMBER_ON_OTHER_TRUNK, wish.index[elsewhere], field, params={"number": wish, "trunk": known["trunk"]}
    )
    yield teller.tell(Code.NUMBER_OUTSIDE_BLOCK, wish.index[outside & ~elsewhere], field, params={"number": wish})
    holder = _holder_names(known["holder"], account)
    for state, code in STATE_CODES.items():
        rows = wish.index[(known["state"] == state.value).fillna(value=False) & ~elsewhere]
        params: dict[str, pd.Series | str] = {
            "number": wish,
            "holder": holder.fillna(""),
            "date": known["available_from"].fillna(""),
        }
        yield teller.tell(code, rows, field, params=params)


def _holder_names(holder: pd.Series, account: Account) -> pd.Series:
    """A workplace is told by its username; no more than an admin may see."""
    return holder.map(account.workplaces["username"].to_dict()).astype(holder.dtype).fillna(holder)


def _judge_internal(decided: pd.DataFrame, account: Account, teller: Teller) -> Iterator[pd.DataFrame]:
    """R-04: company-wide unique. Where the sheet gives none it is the wished number's extension (S-17 to S-19)."""
    wish = decided["wish"]
    extension = account.numbers["extension"].reindex(wish.dropna()).set_axis(wish.dropna().index)
    derived = extension[decided["internal_number"].reindex(extension.index).isna()].dropna()
    used = account.workplaces["internal_number"].dropna()
    typed = decided["internal_number"].dropna()
    yield teller.tell(
        Code.INTERNAL_TAKEN, typed.index[typed.isin(used)], Field.INTERNAL_NUMBER, params={"number": typed}
    )
    field = Field.EXTENSION if Field.EXTENSION in teller.present else Field.PHONE_NUMBER
    free = account.numbers["state"].reindex(wish.reindex(derived.index)).set_axis(derived.index) == NumberState.FREE
    clashing = derived.index[derived.isin(used) & free.fillna(value=False)]
    yield teller.tell(Code.INTERNAL_TAKEN, clashing, field, params={"number": derived})
    for code, banned in (
        (Code.INTERNAL_SPECIAL_FUNCTION, SPECIAL_FUNCTION_INTERNAL),
        (Code.INTERNAL_DIRECTORY, DIRECTORY_INTERNAL),
        (Code.INTERNAL_EMERGENCY, EMERGENCY_INTERNAL),
    ):
        yield teller.tell(code, derived.index[derived.str.fullmatch(banned)], field, params={"number": derived})

"""Judges rows against the account: persons, usernames and numbers that are taken, planned or not to be had."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account, NumberState
from trunkload.validation.block_heads import heads_of, judge_heads, judge_shorter
from trunkload.validation.codes import Code
from trunkload.validation.decide import identity_keys
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

STATE_CODES = {
    NumberState.ASSIGNED: Code.NUMBER_ASSIGNED,
    NumberState.HELD: Code.NUMBER_HELD,
    NumberState.RESTING: Code.NUMBER_RESTING,
    NumberState.BLOCKED: Code.NUMBER_BLOCKED,
    NumberState.FUNCTION: Code.NUMBER_FUNCTION,
    NumberState.FUTURE: Code.NUMBER_FUTURE,
}
"""S-13, R-06, R-07: visible, and not to be chosen."""

WISH_FIELDS = (Field.PHONE_NUMBER, Field.EXTENSION)


def judge_persons(decided: pd.DataFrame, account: Account, teller: Teller) -> tuple[pd.Index, list[Told]]:
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


def judge_account(decided: pd.DataFrame, account: Account, teller: Teller) -> Iterator[Told]:
    """Usernames and wished numbers of rows that ask for something new."""
    yield from _judge_usernames(decided, account, teller)
    yield from _judge_wishes(decided, account, teller)


def _judge_usernames(decided: pd.DataFrame, account: Account, teller: Teller) -> Iterator[Told]:
    taken = decided["username_typed"].isin(account.workplaces["username"].dropna())
    yield teller.tell(Code.USERNAME_TAKEN, decided.index[taken], Field.USERNAME)


def _judge_wishes(decided: pd.DataFrame, account: Account, teller: Teller) -> Iterator[Told]:
    every_wish, heads = decided["wish"].dropna(), heads_of(account)
    yield from judge_heads(every_wish, heads, WISH_FIELDS, teller)
    wish = every_wish[~every_wish.isin(heads.index)]
    known = account.numbers.reindex(wish).set_axis(wish.index)
    trunk, site = decided["trunk"].reindex(wish.index), decided["site"].reindex(wish.index)
    site_of = known["trunk"].map({one.id: one.site for one in account.trunks}).astype(site.dtype)
    other_site = (site_of != site).fillna(value=False)
    elsewhere = (known["trunk"] != trunk).fillna(trunk.isna() & other_site) & known["trunk"].notna()
    block = decided["block"].reindex(wish.index)
    outside = block.notna() & known["block"].notna() & (known["block"] != block)
    for code, which in (
        (Code.NUMBER_UNKNOWN, known["trunk"].isna()),
        (Code.NUMBER_OF_OTHER_SITE, elsewhere & other_site),
        (Code.NUMBER_ON_OTHER_TRUNK, elsewhere & ~other_site),
        (Code.NUMBER_OUTSIDE_BLOCK, (outside & ~elsewhere).fillna(value=False)),
    ):
        where: dict[str, pd.Series | str] = {
            "number": wish,
            "trunk": known["trunk"].fillna(""),
            "site": site_of.fillna(""),
            "own": site.fillna(""),
        }
        yield teller.tell_filled(code, wish.index[which], WISH_FIELDS, params=where)
    yield from _judge_states(wish, known, elsewhere, account, teller)
    free = wish[((known["state"] == NumberState.FREE) & ~elsewhere).fillna(value=False).astype(bool)]
    yield judge_shorter(free, account, heads, WISH_FIELDS, teller)


def _judge_states(
    wish: pd.Series, known: pd.DataFrame, elsewhere: pd.Series, account: Account, teller: Teller
) -> Iterator[Told]:
    holder = _holder_names(known["holder"], account)
    for state, code in STATE_CODES.items():
        rows = wish.index[(known["state"] == state.value).fillna(value=False) & ~elsewhere]
        params: dict[str, pd.Series | str] = {
            "number": wish,
            "holder": holder.fillna(""),
            "date": known["available_from"].fillna(""),
        }
        yield teller.tell_filled(code, rows, WISH_FIELDS, params=params)


def _holder_names(holder: pd.Series, account: Account) -> pd.Series:
    """A workplace is told by its username; no more than an admin may see."""
    return holder.map(account.workplaces["username"].to_dict()).astype(holder.dtype).fillna(holder)

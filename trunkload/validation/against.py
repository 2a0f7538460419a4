"""Judges rows against the account: people planned for, and usernames and numbers that are taken or not to be had."""

from collections.abc import Iterable, Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.places import number_sites, serves
from trunkload.validation.actions.identity import EXPLICIT, Known
from trunkload.validation.block_heads import heads_of, judge_heads, judge_shorter
from trunkload.validation.codes import Code
from trunkload.validation.proposals import usernames_in_use, usernames_taken
from trunkload.validation.rules import Rules
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told
from trunkload.validation.usernames import propose_usernames

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


def judge_persons(decided: pd.DataFrame, known: Known, teller: Teller) -> tuple[pd.Index, list[Told]]:
    """Rows of people for whom something is planned or ordered, and what to say; the first value is the rows that ask
    for just what was planned, ordered or ended before: nothing is to be done for them (promise 5)."""
    record = known.record
    asked_again = record.index[
        (record["row_digest"] == decided["row_digest"].reindex(record.index)).fillna(value=False).astype(bool)
    ]
    same = asked_again.union(known.ended.index)
    planned = known.of("planned", "changing").index.difference(same)
    means_one = decided.index[decided["action"].isin(EXPLICIT)]
    strangers = means_one.difference(record.index.union(same)) if known.account else record.index[:0]
    imports = pd.concat([record["import_id"], known.ended])
    where: dict[str, pd.Series | str] = {"import": imports, "username": record["username"].reindex(imports.index)}
    return same, [
        teller.tell(Code.PERSON_UNKNOWN, strangers, Field.ACTION),
        teller.tell(Code.PERSON_PLANNED, same, Field.LAST_NAME, params=where),
        teller.tell(Code.PERSON_PLANNED_DIFFERENTLY, planned, Field.LAST_NAME, params=where),
    ]


def judge_usernames(decided: pd.DataFrame, account: Account, rules: Rules, teller: Teller) -> Iterator[Told]:
    """Usernames of rows that ask for something new; nobody else of the sheet has what is proposed. In a row that
    changes or ends a workplace the username says which one; it asks for none."""
    new = ~decided["action"].isin(EXPLICIT)
    taken = decided[new & decided["username_typed"].isin(usernames_taken(account))]
    if taken.empty:
        return
    free = propose_usernames(taken["given_name"], taken["family_name"], usernames_in_use(decided, account), rules)
    yield teller.tell(Code.USERNAME_TAKEN, taken.index, Field.USERNAME, suggestion=free)


def judge_wishes(decided: pd.DataFrame, account: Account, teller: Teller) -> Iterator[Told]:
    """Wished numbers of rows that ask for something new."""
    every_wish, heads = decided["wish"].dropna(), heads_of(account)
    yield from judge_heads(every_wish, heads, WISH_FIELDS, teller)
    wish = every_wish[~every_wish.isin(heads.index)]
    known = account.numbers.reindex(wish).set_axis(wish.index)
    trunk, site = decided["trunk"].reindex(wish.index), decided["site"].reindex(wish.index)
    site_of = number_sites(known, account)
    other_site = (site_of != site).fillna(value=False).astype(bool)
    elsewhere = (known["trunk"] != trunk).fillna(trunk.isna() & other_site) & known["trunk"].notna()
    elsewhere |= other_site & serves(trunk, site, account)
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
    wish: pd.Series, known: pd.DataFrame, settled: pd.Series, account: Account, teller: Teller
) -> Iterator[Told]:
    """`settled`: whose number is elsewhere, and so needs no word about its state."""
    holder = _holder_names(known["holder"], account)
    for state, code in STATE_CODES.items():
        rows = wish.index[(known["state"] == state.value).fillna(value=False) & ~settled]
        params: dict[str, pd.Series | str] = {
            "number": wish,
            "holder": holder.fillna(""),
            "date": known["available_from"].fillna(""),
        }
        yield teller.tell_filled(code, rows, WISH_FIELDS, params=params)


def without_own(told: Iterable[Told], wish: pd.Series, kept: pd.Series) -> Iterator[Told]:
    """The same, but no word about the state of a number that is kept for who wishes it (`kept_numbers.own_kept`)."""
    own = wish.index[(wish == kept).fillna(value=False).astype(bool)]
    states = {code.value for code in STATE_CODES.values()}
    return (one.without(own) if one.columns.get("code") in states else one for one in told)


def _holder_names(holder: pd.Series, account: Account) -> pd.Series:
    """A workplace is told by its username; no more than an admin may see."""
    return holder.map(account.workplaces["username"].to_dict()).astype(holder.dtype).fillna(holder)

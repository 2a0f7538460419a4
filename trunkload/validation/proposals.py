"""Proposes usernames for rows that give none, and tells every one of them (section 7)."""

from collections.abc import Callable

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.inventory.arrow_text import arrow
from trunkload.validation.actions.action import Action
from trunkload.validation.codes import Code
from trunkload.validation.findings import Findings, Severity
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

Propose = Callable[[pd.Series, pd.Series], pd.Series]
"""Usernames for given and family names, as `usernames.propose_usernames` with all but these known."""


def with_usernames(
    decided: pd.DataFrame, fresh: pd.DataFrame, propose: Propose, findings: Findings, teller: Teller
) -> tuple[pd.DataFrame, list[Told]]:
    """Usernames for rows that give none, always shown."""
    blocked = findings.rows_with(Severity.BLOCKED)
    new = fresh[fresh["action"] == Action.ADD]
    rows = new[new["username_typed"].isna() & new["given_name"].notna() & new["family_name"].notna()]
    proposed = propose(rows["given_name"], rows["family_name"])
    shown = proposed.index[proposed.notna()].difference(blocked)
    told = [
        teller.tell(Code.USERNAME_NOT_DERIVABLE, proposed.index[proposed.isna()], Field.USERNAME),
        teller.tell(Code.USERNAME_PROPOSED, shown, Field.USERNAME, suggestion=proposed, params={"username": proposed}),
    ]
    return decided.assign(username=decided["username"].fillna(proposed.reindex(decided.index))), told


def usernames_in_use(decided: pd.DataFrame, account: Account | None) -> set[str]:
    """Those of the sheet and of the account: a proposal avoids both."""
    typed = arrow(decided["username_typed"].dropna()).to_pylist()
    return {*typed, *(usernames_taken(account) if account is not None else ())}


def usernames_taken(account: Account) -> set[str]:
    """Those of its workplaces, and of others whom it does not show."""
    return {*account.workplaces["username"].dropna(), *account.refused_usernames}

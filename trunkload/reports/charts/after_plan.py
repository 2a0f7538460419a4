"""Knows the account as it is once a plan is held: its internal numbers rule others out, too (R-04, N-08)."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from trunkload.inventory.account import WORKPLACE_COLUMNS, Account, NumberState, text_frame
from trunkload.orders.plan import Plan
from trunkload.validation.actions.action import Action


def after_plan(account: Account, plan: Plan | None, kept_back: Iterable[str]) -> Account:
    """`kept_back`: numbers that wait for blocked rows. An account that has the plan already stays as it is."""
    taken = {*kept_back, *([] if plan is None else plan.new_numbers)}
    ours = account.numbers["state"].mask(_is_free(account) & account.numbers.index.isin(taken), NumberState.HELD.value)
    after = replace(account, numbers=account.numbers.assign(state=ours))
    if plan is None or (account.workplaces["import_id"] == plan.import_id).fillna(value=False).any():
        return after
    return replace(after, workplaces=pd.concat([account.workplaces, _planned(plan)]))


def _is_free(account: Account) -> pd.Series:
    return (account.numbers["state"] == NumberState.FREE.value).fillna(value=False).astype(bool)


def _planned(plan: Plan) -> pd.DataFrame:
    added = plan.items[(plan.items["action"] == Action.ADD).to_numpy(dtype=bool)]
    told = zip(added.index, added["trunk"], added["internal_number"], strict=True)
    rows: list[dict[str, str | None]] = [
        {"id": f"{plan.import_id}/{row}", "trunk": trunk, "internal_number": internal, "state": "planned"}
        for row, trunk, internal in told
    ]
    return text_frame(rows, index="id", columns=WORKPLACE_COLUMNS)

"""Gives numbers to the rows that are ready, and tells what the contract does not hold for all of them."""

from dataclasses import replace

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.allocation import Allocation, allocate_numbers, with_kept_numbers
from trunkload.inventory.strategy import Choosing
from trunkload.validation.actions.record import keeps_number, with_own_internals
from trunkload.validation.capacity import judge_allocation, judge_contingents
from trunkload.validation.checked import Checked
from trunkload.validation.codes import Code
from trunkload.validation.kept_back import nothing_kept, waiting_rows
from trunkload.validation.kept_numbers import own_kept
from trunkload.validation.rules import Policy, Rules
from trunkload.validation.telling import Teller
from trunkload.validation.texts import rows_where
from trunkload.validation.told import findings_table

ASKING = (
    *("trunk", "site", "block", "wish", "internal_number", "department"),
    *("given_name", "family_name", "employee_key", "identity_key"),
)
"""What a row's number depends on."""


def with_numbers(checked: Checked, account: Account | None, choosing: Choosing, teller: Teller) -> Checked:
    """Every shortage of contingents and of numbers is told, each as if there were no other; then the rows that are left
    get their numbers, and so do blocked ones, for which they are kept."""
    if account is None:
        return checked
    ready, waiting = with_own_internals(checked.ready, account), waiting_rows(checked)
    wanted = rows_where(ready, ~keeps_number(ready))
    allocation = _allocated(wanted, waiting, account, choosing)
    short = (*judge_contingents(ready, account, teller), *judge_allocation(wanted, allocation, account, teller))
    within = replace(checked, findings=findings_table([checked.findings, *short]))
    left = rows_where(ready, within.are_ready[checked.are_ready])
    wanted, keeping = rows_where(left, ~keeps_number(left)), left[keeps_number(left)]
    if len(wanted) < len(allocation.given):
        allocation = replace(_allocated(wanted, waiting, account, choosing), shortages=allocation.shortages)
    numbered = replace(within, allocation=with_kept_numbers(allocation, keeping, account))
    return numbered if len(left) else nothing_kept(numbered)


def _allocated(wanted: pd.DataFrame, waiting: pd.DataFrame, account: Account, choosing: Choosing) -> Allocation:
    wanted, waiting = wanted[list(ASKING)], waiting[[*ASKING, "name_key"]]
    together = pd.concat([wanted, waiting]).sort_index() if len(waiting) else wanted
    kept, behind = own_kept(together, account), together.index.isin(waiting.index)
    return allocate_numbers(together.assign(kept=kept, waiting=behind), account, choosing)


def held_back(checked: Checked, rules: Rules, teller: Teller) -> Checked:
    """All or nothing: where one row is blocked, the right ones wait with it."""
    if rules.policy is Policy.VALID_ROWS or not len(checked.blocked):
        return checked
    waiting = teller.tell(Code.HELD_BACK, checked.ready.index, params={"blocked": str(len(checked.blocked))})
    return nothing_kept(replace(checked, findings=findings_table([checked.findings, waiting])))

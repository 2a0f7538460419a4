"""Gives numbers to the rows that are ready, and tells what the contract does not hold for all of them."""

from dataclasses import replace

from trunkload.inventory.account import Account
from trunkload.inventory.allocation import allocate_numbers, with_kept_numbers
from trunkload.validation.actions.record import keeps_number, with_own_internals
from trunkload.validation.capacity import judge_allocation, judge_contingents
from trunkload.validation.checked import Checked
from trunkload.validation.codes import Code
from trunkload.validation.rules import Policy, Rules
from trunkload.validation.telling import Teller
from trunkload.validation.told import findings_table


def with_numbers(checked: Checked, account: Account | None, teller: Teller) -> Checked:
    """Every shortage of contingents and of numbers is told, each as if there were no other; then the rows that are left
    get their numbers."""
    if account is None:
        return checked
    ready = with_own_internals(checked.ready, account)
    kept = keeps_number(ready)
    wanted = ready[~kept]
    allocation = allocate_numbers(wanted, account)
    short = (*judge_contingents(ready, account, teller), *judge_allocation(wanted, allocation, account, teller))
    within = replace(checked, findings=findings_table([checked.findings, *short]))
    left = ready.loc[within.ready.index]
    wanted, keeping = left[~keeps_number(left)], left[keeps_number(left)]
    if len(wanted) < len(allocation.given):
        allocation = replace(allocate_numbers(wanted, account), shortages=allocation.shortages)
    return replace(within, allocation=with_kept_numbers(allocation, keeping, account))


def held_back(checked: Checked, rules: Rules, teller: Teller) -> Checked:
    """All or nothing: where one row is blocked, the right ones wait with it."""
    if rules.policy is Policy.VALID_ROWS or not len(checked.blocked):
        return checked
    waiting = teller.tell(Code.HELD_BACK, checked.ready.index, params={"blocked": str(len(checked.blocked))})
    return replace(checked, findings=findings_table([checked.findings, waiting]))

"""Knows two people at work, Ute Beck and Max Kern, and how tests change what the carrier has of her."""

from datetime import timedelta

from tests.builders import TODAY, sample_account, with_numbers, with_workplaces
from tests.unit.validation.builders import Row
from trunkload.inventory.account import Account

NUMBER = "+492214710150"

UTE: Row = {
    "id": "wp-ute",
    "username": "ute.beck",
    "given_name": "Ute",
    "family_name": "Beck",
    "email": "ute.beck@example.org",
    "mobile": "+4915228817386",
    "trunk": "KOELN-1",
    "number": NUMBER,
    "internal_number": "150",
    "package": "plus",
    "package_since": "2026-03-01",
    "activated_on": "2026-03-01",
}

HER_ROW: Row = {
    "first_name": "Ute",
    "last_name": "Beck",
    "email": "ute.beck@example.org",
    "mobile": "0152 28817386",
    "location": "Köln",
    "phone_number": "0221 4710-150",
    "internal_number": "150",
    "conference_package": "Plus",
}
"""Everything that the carrier has of her, as a person would write it."""

MAX: Row = {
    **UTE,
    "id": "wp-max",
    "username": "max.kern",
    "given_name": "Max",
    "family_name": "Kern",
    "email": "max.kern@example.org",
    "number": "+492214710160",
    "internal_number": "160",
}


def account_with(*workplaces: Row) -> Account:
    """The sample account with these at work, their numbers assigned."""
    account = with_workplaces(sample_account(), *workplaces)
    for one in workplaces:
        account = with_numbers(account, [str(one["number"])], state="assigned", holder=one["id"])
    return account


def with_ute(**told: str | None) -> Account:
    """The sample account with Ute Beck at work, `told` of her record changed."""
    return account_with({**UTE, **told})


def days_ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def her(**cells: str | None) -> Row:
    """Her row, which says no more than who she is, and `cells`."""
    return {"first_name": "Ute", "last_name": "Beck", "email": "ute.beck@example.org", **cells}

"""Knows the words that a column may hold, where there are few: the customer's own names, and those of the rules."""

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.validation.choices import CHOICES


def known_words(field: str, account: Account | None) -> tuple[str, ...]:
    """Empty where a column may hold anything."""
    if field in {Field.ACTION, Field.AUTH_WITHOUT_MOBILE, Field.CONFERENCE_PACKAGE}:
        return tuple(one.strip() for one in CHOICES[field].split(","))
    if account is None:
        return ()
    names = {
        Field.LOCATION: [one.name for one in account.sites],
        Field.TRUNK: [one.id for one in account.trunks],
    }
    return tuple(dict.fromkeys(names.get(Field(field), ())))

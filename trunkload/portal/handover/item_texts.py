"""Knows every text that can be said of an item in a file: its fields, and its numbers in other notations."""

from collections.abc import Mapping
from dataclasses import dataclass

from trunkload.inventory.phone_text import phone_text
from trunkload.portal.protocol import OrderRequest, WorkplaceItem

PLAIN_FIELDS = (
    *("given_name", "family_name", "street", "house_number", "postal_code", "city", "country"),
    *("email", "mobile", "password_channel", "username", "number", "internal_number", "package"),
)
"""What the item itself tells; also what an export can be compared in."""

ORDER_FIELDS = ("row", "action", "of_workplace", "trunk", "reference", "start_date")
NOTATIONS = ("national", "digits", "din", "extension")
FIELDS = frozenset(
    {
        *PLAIN_FIELDS,
        *ORDER_FIELDS,
        "start_date.de",
        *(f"number.{one}" for one in NOTATIONS),
        *(f"mobile.{one}" for one in NOTATIONS if one != "extension"),
    }
)
"""`number` is E.164 (`+492214710001`); `.national` 02214710001, `.digits` 492214710001, `.din` +49 221 4710001,
`.extension` 001. `start_date` is 2026-12-01, `.de` 01.12.2026."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a file says beside its items: the order, and the extension of every number of the account that has one."""

    request: OrderRequest
    extensions: Mapping[str, str]


def texts_of(item: WorkplaceItem, around: Surroundings) -> dict[str, str]:
    """Field → text, empty where there is nothing to say."""
    start = around.request.start_date
    plain = {name: getattr(item, name) or "" for name in PLAIN_FIELDS}
    return {
        **plain,
        "row": item.id,
        "action": item.action.value,
        "of_workplace": item.of_workplace or "",
        "trunk": around.request.trunk,
        "reference": around.request.reference,
        "start_date": "" if start is None else start.isoformat(),
        "start_date.de": "" if start is None else f"{start:%d.%m.%Y}",
        "number.extension": around.extensions.get(item.number, ""),
        **{f"{name}.{how}": said for name in ("number", "mobile") for how, said in _notations(plain[name]).items()},
    }


def _notations(number: str) -> dict[str, str]:
    if not number:
        return dict.fromkeys(("national", "digits", "din"), "")
    digits = number.removeprefix("+")
    german = number.startswith("+49")
    national = f"0{number.removeprefix('+49')}" if german else f"00{digits}"
    return {"national": national, "digits": digits, "din": phone_text(number)}

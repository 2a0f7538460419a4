"""Knows how the rehearsal carrier shows a number: its row → TMF639 v4 LogicalResource."""

from collections.abc import Mapping

from trunkload.portal.json_shape import Json
from trunkload.portal.profile_names import NUMBER_CATEGORY, NUMBERS, resource_id

# TMF639 has fewer words than a number has states; the exact one is the characteristic numberState.
_STATUS = {
    "free": ("available", "idle"),
    "held": ("reserved", "idle"),
    "assigned": ("reserved", "busy"),
    "function": ("reserved", "busy"),
    "resting": ("suspended", "idle"),
    "blocked": ("suspended", "idle"),
    "future": ("standby", "idle"),
}


def number_view(row: Mapping[str, object]) -> Json:
    e164, state = str(row["e164"]), str(row["state"])
    number_id = resource_id(e164)
    status, usage = _STATUS[state]
    traits = {
        "trunkId": row["trunk"],
        "blockId": row["block"],
        "extension": row["extension"],
        "numberState": state,
        "holder": row["holder"],
        "availableFrom": row["available_from"],
    }
    return {
        "@type": "LogicalResource",
        "@baseType": "Resource",
        "id": number_id,
        "href": f"{NUMBERS}/{number_id}",
        "category": NUMBER_CATEGORY,
        "name": e164,
        "value": e164,
        "resourceStatus": status,
        "usageState": usage,
        "relatedParty": [{"id": row["customer_id"], "role": "customer", "@referredType": "Organization"}],
        "resourceCharacteristic": [
            {"name": name, "value": value} for name, value in traits.items() if value not in {None, ""}
        ],
    }

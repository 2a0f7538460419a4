"""Knows how the rehearsal carrier's replies look: one entry, a page of a list, or a wish to be asked again later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from trunkload.portal.json_shape import Json
from trunkload.portal.profile_names import TOTAL_COUNT
from trunkload.portal.rehearsal.inventory import Listing
from trunkload.portal.rehearsal.request import CarrierRequest

_KEPT = frozenset({"id", "href", "@type", "productOrderItem", "orderDate", "state", "relatedParty", "productOrder"})
"""What stays in an answer although `fields` names it not: the schema's required attributes, and the profile's."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: `body` is JSON, or None where there is nothing to say."""

    status: HTTPStatus
    body: Json | list[Json] | None
    headers: Mapping[str, str] = field(default_factory=dict)


def shown(asked: CarrierRequest, entry: Json) -> Reply:
    return Reply(HTTPStatus.OK, _chosen(entry, asked.query))


def listed(asked: CarrierRequest, listing: Listing) -> Reply:
    counts = {TOTAL_COUNT: str(listing.total), "X-Result-Count": str(len(listing.entries))}
    return Reply(HTTPStatus.OK, [_chosen(entry, asked.query) for entry in listing.entries], counts)


def later(code: str, reason: str) -> Reply:
    """Nothing is wrong with the request, and the same may be asked again."""
    return Reply(HTTPStatus.SERVICE_UNAVAILABLE, {"code": code, "reason": reason})


def _chosen(entry: Json, query: Mapping[str, str]) -> Json:
    """TMF630: `fields` names what is wanted, commas between."""
    if "fields" not in query:
        return entry
    wanted = {name.strip() for name in query["fields"].split(",")} | _KEPT
    return {name: value for name, value in entry.items() if name in wanted}

"""Knows which part of a list was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from trunkload.portal.rehearsal.refusal import CarrierRefusal

_DEFAULT_LIMIT, _HIGHEST_LIMIT, _HIGHEST_OFFSET = 100, 1000, 2**31


@dataclass(frozen=True, slots=True)
class Page:
    """`limit` entries from `offset` on."""

    offset: int
    limit: int


def page_of(query: Mapping[str, str]) -> Page:
    """Too small and too large values are brought into bounds, as the official schema names none."""
    offset = min(max(_count(query, "offset", 0), 0), _HIGHEST_OFFSET)
    return Page(offset, min(max(_count(query, "limit", _DEFAULT_LIMIT), 1), _HIGHEST_LIMIT))


def _count(query: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(query.get(name, default))
    except ValueError as failure:
        raise CarrierRefusal(HTTPStatus.BAD_REQUEST, "VALUE_FORM", f"{name}: a count expected") from failure

"""Knows what the rehearsal carrier takes out of a request: the entry that is meant, the query, the JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from trunkload.portal.rehearsal.refusal import CarrierRefusal


@dataclass(frozen=True, slots=True)
class CarrierRequest:
    """`entry` is the id at the end of the path, which means nothing where a whole collection is asked for."""

    entry: str
    query: Mapping[str, str]
    content: bytes

    def json(self) -> object:
        """Raises CarrierRefusal where the content is none, or holds text that cannot be written down again."""
        try:
            value: object = json.loads(self.content.decode(), parse_constant=_no_number)
            json.dumps(value, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as failure:
            raise CarrierRefusal(HTTPStatus.BAD_REQUEST, "VALUE_FORM", "JSON expected") from failure
        return value


def request_of(path: str, query: Mapping[str, str], content: bytes) -> CarrierRequest:
    return CarrierRequest(path.rpartition("/")[2], query, content)


def _no_number(word: str) -> object:
    """Python would read NaN and Infinity, which are no JSON."""
    raise ValueError(word)

"""Knows how an HTTP exchange with the carrier ends: in an answer, or in a PortalError that says what can help."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from trunkload.portal.json_shape import Json, ShapeError, objects, objects_at, optional_text
from trunkload.portal.profile_names import TOTAL_COUNT
from trunkload.portal.protocol import PortalError, PortalProblem

_DETAIL_LENGTH = 300
_ERRORS_TOLD = 3
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_OUR_MISTAKE = (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError)
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_NOT_ALLOWED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED)


def ask(
    client: httpx.Client, method: str, path: str, *, params: Mapping[str, str] | None = None, body: Json | None = None
) -> httpx.Response:
    """The carrier's successful response; everything else is a PortalError."""
    try:
        response = client.request(method, path, params=params, json=body)
    except _OUR_MISTAKE as failure:
        raise PortalError(PortalProblem.UNREACHABLE, permanent=True, sent=False) from failure
    except _NEVER_LEFT as failure:
        raise PortalError(PortalProblem.UNREACHABLE, permanent=False, sent=False) from failure
    except (httpx.DecodingError, httpx.TooManyRedirects) as failure:
        raise nonsense("the answer cannot be decoded") from failure
    except httpx.HTTPError as failure:
        raise PortalError(PortalProblem.NO_ANSWER, permanent=False, sent=True) from failure
    if response.is_success:
        return response
    refused = _failure(response)
    refused.status = response.status_code
    raise refused


def nonsense(detail: str, *, permanent: bool = False) -> PortalError:
    """An answer that is none: what we sent may have been carried out, and asking again may bring a better one."""
    return PortalError(PortalProblem.NONSENSE, permanent=permanent, sent=True, detail=detail)


def json_of(response: httpx.Response) -> object:
    """The response's JSON; fractions become Decimal, because prices are among them."""
    try:
        value: object = response.json(parse_float=Decimal)
    except (ValueError, RecursionError) as failure:
        raise nonsense("the answer is no JSON") from failure
    return value


def read_pages(client: httpx.Client, path: str, params: Mapping[str, str], page_size: int) -> list[Json]:
    """All entries of a list, page by page; fewer or more than the carrier announced is no answer."""
    entries: dict[str, Json] = {}
    offset = 0
    while True:
        paging = {"offset": str(offset), "limit": str(page_size)}
        response = ask(client, "GET", path, params={**params, **paging})
        page = objects(json_of(response), "")
        entries |= {str(entry.get("id")): entry for entry in page}
        offset += len(page)
        total = _total(response)
        if offset >= total or not page:
            break
    if len(entries) != total or offset != total:
        raise nonsense(f"{path} announced {total} entries and gave {len(entries)}")
    return list(entries.values())


def _total(response: httpx.Response) -> int:
    count = response.headers.get(TOTAL_COUNT, "")
    if not (count.isascii() and count.isdigit()):
        raise nonsense(f"the header {TOTAL_COUNT} is missing")
    return int(count)


def _failure(response: httpx.Response) -> PortalError:
    """What a status other than 2xx means; 409 is the one refusal after which an order of our reference exists."""
    status, detail = response.status_code, _detail(response)
    if status in _BUSY:
        sent = status != HTTPStatus.TOO_MANY_REQUESTS
        wait = _retry_after(response.headers.get("Retry-After", ""))
        return PortalError(PortalProblem.BUSY, permanent=False, sent=sent, detail=detail, retry_after=wait)
    if status in _NOT_ALLOWED:
        return PortalError(PortalProblem.NOT_ALLOWED, permanent=True, sent=False, detail=detail)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return PortalError(PortalProblem.NO_ANSWER, permanent=False, sent=True, detail=detail)
    if status >= HTTPStatus.BAD_REQUEST:
        exists = status == HTTPStatus.CONFLICT
        return PortalError(PortalProblem.REFUSED, permanent=True, sent=exists, detail=detail)
    return nonsense(detail)


def _detail(response: httpx.Response) -> str:
    """The carrier's code and reason, and the first of its `errors[]`; nothing but the status where it gives none."""
    try:
        body = objects([response.json()], "")[0]
        told = [body, *objects_at(body, "errors")[:_ERRORS_TOLD]]
        parts = [_told(one) for one in told]
    except (ValueError, RecursionError, ShapeError):
        parts = []
    text = "; ".join(part for part in parts if part) or f"HTTP {response.status_code}"
    return " ".join(text.split())[:_DETAIL_LENGTH]


def _told(error: Json) -> str:
    words = (optional_text(error, key) for key in ("code", "propertyPath", "reason"))
    return " ".join(word for word in words if word)


def _retry_after(value: str) -> float | None:
    """Seconds to wait, from RFC 9110's two forms: seconds or a date."""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())

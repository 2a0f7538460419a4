"""Knows how a long list is read page by page, and when its pages make no list."""

from collections.abc import Mapping

import httpx

from trunkload.portal.json_shape import Json, objects
from trunkload.portal.profile_names import TOTAL_COUNT
from trunkload.portal.wire import ask, json_of, nonsense, too_much

PAGE_SIZE = 500
MOST_PAGES = 2000
"""A million entries; a carrier that gives less per page than it is asked for has room for 200,000 at 100."""

_DIGITS = 12


def read_pages(
    client: httpx.Client, path: str, params: Mapping[str, str], page_size: int = PAGE_SIZE, most_pages: int = MOST_PAGES
) -> list[Json]:
    """All entries of a list; fewer or more than announced, a page that repeats and pages without end are no answer."""
    entries: dict[str, Json] = {}
    offset = 0
    for _ in range(most_pages):
        paging = {"offset": str(offset), "limit": str(page_size)}
        response = ask(client, "GET", path, params={**params, **paging})
        page = objects(json_of(response), "")
        total = _total(response)
        entries |= {str(entry.get("id")): entry for entry in page}
        offset += len(page)
        if offset >= total or not page or len(entries) != offset:
            break
    else:
        raise too_much(f"carrier.most_pages = {most_pages}")
    if len(entries) != total or offset != total:
        raise nonsense(f"{path} announced {total} entries and gave {len(entries)}")
    return list(entries.values())


def _total(response: httpx.Response) -> int:
    count = response.headers.get(TOTAL_COUNT, "")
    if not (count.isascii() and count.isdigit() and len(count) <= _DIGITS):
        raise nonsense(f"the header {TOTAL_COUNT} is missing or no number")
    return int(count)

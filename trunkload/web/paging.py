"""Knows which page of a long list somebody asks for."""

from typing import Final

from trunkload.web.visit import Visit

MOST: Final = 100_000


def page_asked(visit: Visit) -> int:
    """The first where none is named, or something that is no page."""
    asked = visit.form.get("page") or visit.request.query_params.get("page", "")
    return min(int(asked), MOST) if asked.isascii() and asked.isdecimal() and int(asked) else 1

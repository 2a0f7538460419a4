"""Knows how the links among pages still fit where they are called otherwise than they were written."""

import re
from typing import Final
from urllib.parse import quote

LINK: Final = re.compile(rb"(<a(?: class=\"?[a-z]+\"?)? href=\"?)report(?:-masked)?(-[0-9]+)?\.html")
"""Only our own markup has it: what a person typed has no `<` in a page."""


def linked_as(page: bytes, stem: str, suffix: str = ".html") -> bytes:
    """The page with its links to the others of its report, whose names begin and end so."""
    begin, end = quote(stem).encode(), quote(suffix).encode()
    return LINK.sub(lambda link: link[1] + begin + (link[2] or b"") + end, page)

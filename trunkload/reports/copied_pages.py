"""Knows how pages are called where a person copies them under another name, and that their links still fit."""

import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

LINK: Final = re.compile(rb"(<a(?: class=\"?[a-z]+\"?)? href=\"?)report(-[0-9]+)?\.html")
"""Only our own markup has it: what a person typed has no `<` in a page."""


def renamed(name: str, out: Path) -> str:
    """`report-2.html` beside `staff.html` is `staff-2.html`."""
    return name.replace("report", out.stem, 1).removesuffix(".html") + out.suffix


def renamed_links(page: bytes, out: Path) -> bytes:
    """The page with its links to the others of its report as `renamed`."""
    stem, suffix = quote(out.stem).encode(), quote(out.suffix).encode()
    return LINK.sub(lambda link: link[1] + stem + (link[2] or b"") + suffix, page)

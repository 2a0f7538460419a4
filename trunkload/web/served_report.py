"""Knows how a stored page of a report is shown among the other pages: its own policy counts, and ours beside it."""

import re
from typing import Final

from starlette.responses import HTMLResponse, Response

META: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n?')
REFERRER: Final = b'<meta name="referrer" content="no-referrer">\n'
BODY: Final = re.compile(rb'<body>\n(?:<a class="skip"[^>]*>[^<]*</a>\n)?')
"""Its link to the rows stays the first thing that a keyboard reaches."""

OURS: Final = (
    ("form-action 'none'", "form-action 'self'"),
    ("script-src ", "script-src 'self' "),
    ("style-src ", "style-src 'self' "),
)
"""What a page that lies alone may not do, and one of ours may."""


def served(page: bytes, bar: str) -> Response:
    """`bar`: what stands above it. The policy that is written into the page, with the hashes of its style and script,
    becomes the answer's; a page without one gets that of all others, under which nothing of it runs."""
    found = META.search(page)
    headers = {} if found is None else {"Content-Security-Policy": policy_of(found[1].decode())}
    page = META.sub(b"", page, count=1).replace(REFERRER, b"", 1)
    return HTMLResponse(BODY.sub(lambda begin: begin[0] + bar.encode(), page, count=1), headers=headers)


def policy_of(own: str) -> str:
    for alone, among in OURS:
        own = own.replace(alone, among)
    return f"{own}; connect-src 'self'; frame-ancestors 'none'"

"""Knows how sentences and a table become Markdown, in which nothing that a person typed is markup (promise 9)."""

import re
from collections.abc import Sequence

from trunkload.reports.typed_text import visible_text

MARKS = re.compile(r"[\\`*_\[\]()<>|~#&!]")
"""What Markdown takes for markup."""


def markdown_page(headers: Sequence[str], rows: Sequence[Sequence[str]], sentences: Sequence[str]) -> str:
    """The sentences, one paragraph each, above the table; no table where it has no rows."""
    table = [headers, ["---"] * len(headers), *([as_it_is(cell) for cell in row] for row in rows)] if rows else []
    lines = "\n".join(f"| {' | '.join(cells)} |" for cells in table)
    return "\n\n".join([*map(as_it_is, sentences), lines]).strip()


def as_it_is(typed: str) -> str:
    """In one line, and no character of it is markup."""
    return MARKS.sub(r"\\\g<0>", visible_text(typed).replace("\n", " "))

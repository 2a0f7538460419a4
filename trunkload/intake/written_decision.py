"""Knows how a decision about a value is written and read: `FIELD:VALUE=NEW`, each part in quotes where it must be."""

import re
import shlex
from typing import Final

from trunkload.intake.choices import Decision

QUOTED: Final = r'"(?:[^"]|"")*"'
WRITTEN: Final = re.compile(
    rf'\s*({QUOTED}|[^:"][^:]*?)\s*:\s*({QUOTED}|[^="][^=]*?)\s*=\s*({QUOTED}|[^"].*?)\s*', re.DOTALL
)
"""In quotes a part may hold `:` and `=`, and a quote as two of them."""

SHELL_PLAIN: Final = re.compile(r"[\w@%+=:,./-]+")

PLAIN: Final = re.compile(r'[^\s:="](?:[^:="]*[^\s:="])?')


def read_decision(written: str) -> Decision | None:
    """What was decided, its field as the person names it; None where the text is no decision."""
    parts = WRITTEN.fullmatch(written)
    if parts is None:
        return None
    field, value, new = (_without_quotes(part) for part in parts.groups())
    return Decision(field, value, new) if field.strip() and value.strip() and new.strip() else None


def decision_text(field: str, value: str, new: str) -> str:
    """As a person writes it, to be read again by `read_decision`."""
    return f"{_in_quotes(field)}:{_in_quotes(value)}={_in_quotes(new)}"


def shell_word(text: str) -> str:
    """The text as it is typed in a shell: in quotes only where it must be; letters of any language are plain there."""
    return text if SHELL_PLAIN.fullmatch(text) else shlex.quote(text)


def _without_quotes(part: str) -> str:
    return part[1:-1].replace('""', '"') if part.startswith('"') else part


def _in_quotes(part: str) -> str:
    return part if PLAIN.fullmatch(part) else '"' + part.replace('"', '""') + '"'

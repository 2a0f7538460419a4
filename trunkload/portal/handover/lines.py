"""Knows on which line of a TOML file a key stands, which the standard library's reader does not tell."""

import re

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?")
_STEP = re.compile(r"([^.\[\]]+)(?:\[([0-9]+)\])?")


def line_of(text: str, key: str) -> int:
    """The line, from 1, of a dotted key such as `column[2].field`; else that of its table, else 1."""
    steps = [(name, int(place or 0)) for name, place in _STEP.findall(key)]
    tables = [(".".join(name for name, _ in steps[:depth]), steps[:depth]) for depth in range(len(steps), -1, -1)]
    for depth, (name, within) in zip(range(len(steps), -1, -1), tables, strict=True):
        place = within[-1][1] if within else 0
        begin = _begin_of(text, name, place)
        if begin is None:
            continue
        rest = steps[depth:]
        return _line_within(text, begin, rest[0][0]) if rest else begin
    return 1


def _begin_of(text: str, table: str, place: int) -> int | None:
    """The line of the table's own header; 0 of the file's first part, which has none."""
    if not table:
        return 0
    seen = -1
    for number, line in enumerate(text.splitlines(), start=1):
        found = _TABLE.fullmatch(line)
        if found and found[2].replace(" ", "") == table:
            seen += 1
            if seen == place or found[1] == "[":
                return number
    return None


def _line_within(text: str, begin: int, name: str) -> int:
    lines = text.splitlines()
    for number in range(begin + 1, len(lines) + 1):
        line = lines[number - 1]
        if _TABLE.fullmatch(line):
            break
        if re.match(rf"""\s*["']?{re.escape(name)}["']?\s*[=.]""", line):
            return number
    return max(begin, 1)

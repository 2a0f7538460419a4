"""Knows how the blocks of an account file unfold into numbers with their states."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from trunkload.portal.rehearsal.file_entry import AccountFileError, AccountFileProblem, Entry, Row

_MOST_DIGITS = 6
Marks = dict[str, Row]


def number_rows(blocks: Sequence[Entry], singles: Sequence[Entry], workplaces: Sequence[Row]) -> list[Row]:
    """Every number of every block, then the single ones; a workplace's number is assigned to it, and must have been
    free (S-13)."""
    holders = {cast("str", row["number"]): row for row in workplaces}
    rows = [row for block in blocks for row in _of_block(block, holders)]
    rows += [_single(entry, holders) for entry in singles]
    by_number = {cast("str", row["e164"]): row for row in rows}
    for place, workplace in enumerate(workplaces):
        row = by_number.get(cast("str", workplace["number"]))
        if row is None or row["trunk"] != workplace["trunk"] or row["holder"] != workplace["id"]:
            raise AccountFileError(AccountFileProblem.UNKNOWN, f"workplaces[{place}].number")
    return rows


def range_rows(block: Entry) -> Iterator[Row]:
    """What is reserved within the block, and what is longer than its own extensions (R-05)."""
    own = len(block.text("first"))
    known = {*_extensions(block), *_longer(block)}
    for kind in ("reserved", "extended"):
        for span in block.entries(kind):
            within = _extensions(span)
            if kind == "extended" and len(within[0]) <= own:
                raise AccountFileError(AccountFileProblem.FORM, span.key("first"))
            if not known.issuperset(within):
                raise AccountFileError(AccountFileProblem.UNKNOWN, span.key("last"))
            ends = {"first": within[0], "last": within[-1]}
            yield {"block": block.text("id"), "kind": kind, **ends, "name": span.optional_text("name")}


def _longer(block: Entry) -> list[str]:
    return [extension for span in block.entries("extended") for extension in _extensions(span)]


def _single(entry: Entry, holders: Mapping[str, Row]) -> Row:
    e164 = entry.text("number")
    known: Row = {"e164": e164, "trunk": entry.text("trunk"), "block": "", "extension": ""}
    use: Row = {"state": "free", "holder": None, "available_from": None}
    if e164 in holders:
        use |= {"state": "assigned", "holder": holders[e164]["id"]}
    return known | use


def _of_block(block: Entry, holders: Mapping[str, Row]) -> Iterator[Row]:
    base, trunk, block_id = block.text("base"), block.text("trunk"), block.text("id")
    extensions = _extensions(block) + _longer(block)
    free: Row = {"state": "free", "holder": None, "available_from": None}
    marks = _marks(block, set(extensions))
    for extension in extensions:
        e164 = base + extension
        known: Row = {"e164": e164, "trunk": trunk, "block": block_id, "extension": extension}
        assigned = e164 in holders and extension not in marks
        use = {**free, "state": "assigned", "holder": holders[e164]["id"]} if assigned else marks.get(extension, free)
        yield known | use


def _extensions(entry: Entry) -> list[str]:
    """`first` to `last`, as long as they are written, leading zeros kept (N-06)."""
    first, last = entry.text("first"), entry.text("last")
    for name, digits in (("first", first), ("last", last)):
        if not (digits.isascii() and digits.isdigit()) or not len(first) == len(digits) <= _MOST_DIGITS:
            raise AccountFileError(AccountFileProblem.FORM, entry.key(name))
    if int(first) > int(last):
        raise AccountFileError(AccountFileProblem.FORM, entry.key("last"))
    return [f"{number:0{len(first)}d}" for number in range(int(first), int(last) + 1)]


def _marks(block: Entry, extensions: set[str]) -> Marks:
    """Extension → what it is instead of free: a function's (R-07), blocked (R-06), or there only later (R-07)."""
    marks: Marks = {}
    for kind in ("functions", "blocked", "future"):
        for span in block.entries(kind):
            use = _use(kind, span)
            within = _extensions(span)
            if not extensions.issuperset(within):
                raise AccountFileError(AccountFileProblem.UNKNOWN, span.key("last"))
            if not marks.keys().isdisjoint(within):
                raise AccountFileError(AccountFileProblem.TWICE, span.key("first"))
            marks |= dict.fromkeys(within, use)
    return marks


def _use(kind: str, span: Entry) -> Row:
    if kind == "functions":
        return {"state": "function", "holder": span.text("name"), "available_from": None}
    if kind == "blocked":
        return {"state": "blocked", "holder": None, "available_from": None}
    return {"state": "future", "holder": None, "available_from": span.day("available_from").isoformat()}

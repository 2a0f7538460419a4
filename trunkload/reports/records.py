"""Knows how records are written for machines, as CSV or JSON, one after the other; loads no tables for it."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from trunkload.intake.formula import harmless

KINDS: Final = ("csv", "json")


def written_records(names: Sequence[str], rows: Iterable[Sequence[object]], kind: str) -> Iterator[str]:
    """`kind`: one of KINDS. The text piece by piece; what is missing is None: empty in CSV, null in JSON.

    CSV as RFC 4180 has it, with CRLF; a text that a spreadsheet program would run is led by an apostrophe (promise 9),
    but for the first column, which is the key.
    """
    return _json(names, rows) if kind == "json" else _csv(names, rows)


def _csv(names: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield _line(names)
    for key, *others in rows:
        yield _line([key, *(_harmless(one) for one in others)])


def _line(cells: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _harmless(cell: object) -> object:
    return harmless(cell) if isinstance(cell, str) else cell


def _json(names: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    comma = "["
    for row in rows:
        yield f"{comma}\n{json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)}"
        comma = ","
    yield "[]\n" if comma == "[" else "\n]\n"

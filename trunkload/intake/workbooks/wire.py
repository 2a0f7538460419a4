"""Knows how a book travels from the child to its parent: a JSON line that says what follows, then plain arrays."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from trunkload.intake.refusal import Refused


class Packed(NamedTuple):
    """One worksheet. `ends` (int64) are where each text ends in `texts` (UTF-8); `cells` by column: row numbers and
    numbers of texts (int32 each); `marks` by mark and column: row numbers (int32); `merged`: areas, four int32 each."""

    sheet: str
    ends: bytes
    texts: bytes
    cells: dict[int, tuple[bytes, bytes]]
    marks: dict[str, dict[int, bytes]]
    hidden_rows: bytes = b""
    hidden_columns: tuple[int, ...] = ()
    merged: bytes = b""

    def buffers(self) -> Iterator[bytes]:
        """All arrays in the one order that both sides know."""
        yield self.ends
        yield self.texts
        for rows, numbers in self.cells.values():
            yield rows
            yield numbers
        for by_column in self.marks.values():
            yield from by_column.values()
        yield self.hidden_rows
        yield self.merged


def told(sheets: list[Packed], **facts: Any) -> Iterator[bytes]:  # noqa: ANN401  # JSON values
    """The message of a book; `facts` are about it as a whole."""
    described = [
        {
            "sheet": one.sheet,
            "columns": list(one.cells),
            "marks": {mark: list(by_column) for mark, by_column in one.marks.items()},
            "hidden_columns": list(one.hidden_columns),
            "sizes": [len(buffer) for buffer in one.buffers()],
        }
        for one in sheets
    ]
    yield json.dumps({"sheets": described, **facts}).encode() + b"\n"
    for one in sheets:
        yield from one.buffers()


def told_refusal(refused: Refused) -> bytes:
    answer = {"code": refused.code.value, "row": refused.row, "column": refused.column, "params": refused.params}
    return json.dumps({"refused": answer}).encode() + b"\n"


def heard(message: memoryview) -> tuple[dict[str, Any], list[Packed]]:
    """The facts and the sheets of a message; raises ValueError where it is none."""
    line = message[: _first_line(message)]
    facts = json.loads(bytes(line))
    at = len(line)
    sheets = []
    for described in facts.pop("sheets", []):
        pieces = []
        for size in described["sizes"]:
            pieces.append(message[at : at + size])
            at += size
        sheets.append(_sheet(described, iter(pieces)))
    if at != len(message):
        raise ValueError(at)
    return facts, sheets


def _first_line(message: memoryview) -> int:
    found = bytes(message[: 1 << 20]).find(b"\n")
    return found + 1 if found >= 0 else bytes(message).index(b"\n") + 1


def _sheet(described: dict[str, Any], pieces: Iterator[Any]) -> Packed:
    ends, texts = next(pieces), next(pieces)
    cells = {place: (next(pieces), next(pieces)) for place in described["columns"]}
    marks = {mark: {place: next(pieces) for place in by_column} for mark, by_column in described["marks"].items()}
    return Packed(
        described["sheet"], ends, texts, cells, marks, next(pieces), tuple(described["hidden_columns"]), next(pieces)
    )

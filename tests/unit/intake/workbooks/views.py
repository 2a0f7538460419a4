"""Knows how tests look at what was read: cells by their places, and their marks."""

from array import array

from trunkload.intake.workbooks.grid import Area, Mark, letter_of
from trunkload.intake.workbooks.wire import Packed

Shown = str | tuple[str, Mark]


def shown(one: Packed) -> dict[str, Shown]:
    """Text of each cell by its address, such as C5, with its mark where it has one."""
    texts = _texts(one)
    cells: dict[str, Shown] = {
        f"{letter_of(column)}{row}": texts[number]
        for column, (rows, numbers) in one.cells.items()
        for row, number in zip(_whole(rows), _whole(numbers), strict=True)
    }
    for mark, columns in one.marks.items():
        for column, rows in columns.items():
            for row in _whole(rows):
                address = f"{letter_of(column)}{row}"
                text = cells.get(address, "")
                cells[address] = (text if isinstance(text, str) else text[0], Mark(mark))
    return cells


def _texts(one: Packed) -> list[str]:
    ends = array("q", one.ends)
    return [one.texts[start:end].decode() for start, end in zip([0, *ends], ends, strict=False)]


def rows_of(one: Packed, column: int) -> list[int]:
    """The filled rows of a column, in the order in which they are kept."""
    return _whole(one.cells[column][0])


def hidden_rows(one: Packed) -> set[int]:
    return set(_whole(one.hidden_rows))


def merged(one: Packed) -> list[Area]:
    numbers = _whole(one.merged)
    return [(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]) for at in range(0, len(numbers), 4)]


def _whole(packed: bytes) -> list[int]:
    return array("i", packed).tolist()

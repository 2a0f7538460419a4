"""Knows how wide the columns of a table are, and how narrow they may be before words are cut."""

from collections.abc import Collection, Sequence

from rich.cells import cell_len

Rows = Sequence[Sequence[str]]

LONGEST_WORD = 30
"""Characters of a word that a narrow column keeps together; longer ones, such as names of files, are cut."""


def full_widths(rows: Rows) -> list[int]:
    """What each column needs to be folded nowhere, in characters of a terminal; lines within a cell count alone."""
    return [
        max((cell_len(line) for cell in column for line in cell.split("\n")), default=0) for column in _columns(rows)
    ]


def folded_widths(rows: Rows, whole: Collection[int], room: int) -> list[int] | None:
    """Widths that sum to `room` at most, at which no word is cut and `whole` columns are not folded; None where there
    are none. What is left over goes to the columns that need least to be whole."""
    full = full_widths(rows)
    widths = [full[at] if at in whole else _longest_word(column) for at, column in enumerate(_columns(rows))]
    left = room - sum(widths)
    if left < 0:
        return None
    by_need = sorted(range(len(widths)), key=lambda at: full[at] - widths[at])
    for done, at in enumerate(by_need):
        more = min(full[at] - widths[at], left // (len(widths) - done))
        widths[at] += more
        left -= more
    return widths


def _longest_word(column: Sequence[str]) -> int:
    return max((min(cell_len(word), LONGEST_WORD) for cell in column for word in cell.split()), default=0)


def _columns(rows: Rows) -> list[tuple[str, ...]]:
    return list(zip(*rows, strict=True))

"""Knows what an XLSX cell of each type says, as text, and what it is beside its text."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from trunkload.intake.workbooks.damaged import no_xml
from trunkload.intake.workbooks.grid import Mark
from trunkload.intake.workbooks.markup import TRUE
from trunkload.intake.workbooks.shown import shown_truth, shown_value
from trunkload.intake.workbooks.xlsx.styles import GENERAL
from trunkload.intake.workbooks.xlsx.texts import unescaped

NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
Shown = tuple[str, Mark | None]


class Cell:
    """A cell as it is written: `kind` is its t, `style` its s; `value` stands in v, `text` in an inline string."""

    __slots__ = ("column", "formula", "kind", "row", "style", "text", "value")

    def __init__(self, row: int, column: int, kind: str, style: str) -> None:
        self.row, self.column, self.kind, self.style = row, column, kind, style
        self.formula = False
        self.value = self.text = ""


class CellReader:
    """Reads cells by the workbook's styles and date system; remembers what it has read."""

    def __init__(self, styles: Sequence[str], date_system: int) -> None:
        self.date_system = date_system
        self.codes = {str(number): code for number, code in enumerate(styles)}
        self.known: dict[tuple[str, str], Shown] = {}

    def read(self, cell: Cell, strings: Sequence[str]) -> Shown:
        """The text and its mark. Raises Refused for a number that is none and a shared string that is not there."""
        kind, value = cell.kind, cell.value
        if kind == "s" and value:
            return strings[_string_number(value, len(strings))], None
        if kind in ("n", "") and value:
            return self.number(value, cell.style)
        if kind == "inlineStr" or (cell.text and not value):
            return cell.text, None
        if not value:
            return ("", Mark.NO_RESULT) if cell.formula and kind != "str" else ("", None)
        return self.other(kind, value)

    def number(self, value: str, style: str) -> Shown:
        shown = self.known.get((value, style))
        if shown is None:
            if not NUMBER.fullmatch(value.strip()):
                raise no_xml()
            text, is_day = shown_value(float(value), self.codes.get(style, GENERAL), self.date_system)
            shown = self.known[value, style] = (text, Mark.DATE if is_day else Mark.NUMBER)
        return shown

    def other(self, kind: str, value: str) -> Shown:
        if kind == "b":
            return shown_truth(value.strip() in TRUE), Mark.TRUTH
        if kind == "e":
            return value, Mark.ERROR
        if kind == "d":
            return _iso_day(value), Mark.DATE
        return unescaped(value), None


def _string_number(value: str, count: int) -> int:
    text = value.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) < count):  # noqa: PLR2004  # a bound
        raise no_xml()
    return int(text)


def _iso_day(value: str) -> str:
    """`2026-12-01T00:00:00` as a day; a text that is no such moment stays as it is."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return value
    if len(value.strip()) > len("2026-12-01") and (moment.hour or moment.minute or moment.second):
        return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    return moment.date().isoformat()

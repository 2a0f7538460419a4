"""Knows which cell styles of an OpenDocument spreadsheet show a whole number as its digits with zeros and texts added.

Percent, currency, grouping, decimals, fractions and powers of ten say how large a number is, not how it is written.
"""

from typing import Final

from trunkload.intake.workbooks.markup import Attributes, guarded_parser
from trunkload.intake.workbooks.ods.names import Names

NUMBER_STYLE, CELL_STYLE, MAP = "number:number-style", "style:style", "style:map"
LITERALS: Final = ("number:text", "number:embedded-text")
OTHER_NUMBERS: Final = ("number:scientific-number", "number:fraction", "number:fill-character")
OTHER_STYLES: Final = frozenset(
    f"number:{kind}-style" for kind in ("currency", "percentage", "date", "time", "boolean", "text")
)
FORMAT_ELEMENTS: Final = OTHER_STYLES | {NUMBER_STYLE, CELL_STYLE, MAP, "number:number", *LITERALS, *OTHER_NUMBERS}
POSITIVE: Final = ("value()>=0", "value()>0")
MOST_PARENTS: Final = 10


class _NumberStyle:
    """`positive` names the style for positive numbers, where they have one of their own."""

    __slots__ = ("adds", "is_plain", "positive")

    def __init__(self) -> None:
        self.adds, self.is_plain, self.positive = False, True, ""


class Formats:
    """Styles as they come, those of content.xml after the ones of styles.xml; of two with one name the later counts."""

    def __init__(self) -> None:
        self._numbers: dict[str, _NumberStyle] = {}
        self._cells: dict[str, tuple[str, str]] = {}
        self._current: _NumberStyle | None = None
        self._known: dict[str, bool] = {}

    def take(self, name: str, attributes: Attributes) -> None:
        """The start of one of FORMAT_ELEMENTS, by its usual name."""
        if name == NUMBER_STYLE:
            self._current = self._numbers[attributes.get("style:name", "")] = _NumberStyle()
        elif name in OTHER_STYLES:
            self._current = None
            self._numbers.pop(attributes.get("style:name", ""), None)
        elif name == CELL_STYLE:
            self._current = None
            if attributes.get("style:family") == "table-cell":
                parent, number = attributes.get("style:parent-style-name", ""), attributes.get("style:data-style-name")
                self._cells[attributes.get("style:name", "")] = parent, number or ""
        elif self._current is not None:
            _add(self._current, name, attributes)

    def add_digits(self, style: str) -> bool:
        """Whether the cell style shows more than the number's digits, and nothing that changes them."""
        if style not in self._known:
            self._known[style] = self._adds(self._number_of(style))
        return self._known[style]

    def _number_of(self, style: str) -> str:
        for _ in range(MOST_PARENTS):
            parent, number = self._cells.get(style, ("", ""))
            if number or not parent:
                return number
            style = parent
        return ""

    def _adds(self, number: str) -> bool:
        style = self._numbers.get(number)
        if style is not None and style.positive:
            style = self._numbers.get(style.positive)
        return style is not None and style.is_plain and style.adds


def _add(style: _NumberStyle, name: str, attributes: Attributes) -> None:
    if name == MAP:
        if attributes.get("style:condition") in POSITIVE:
            style.positive = style.positive or attributes.get("style:apply-style-name", "")
        elif not style.positive:
            style.is_plain = False
    elif name in LITERALS:
        style.adds = True
    elif name in OTHER_NUMBERS or not _is_whole(attributes):
        style.is_plain = False
    elif attributes.get("number:min-integer-digits", "1") not in ("0", "1"):
        style.adds = True


def _is_whole(attributes: Attributes) -> bool:
    """Excel's `General` has no number of decimals."""
    is_grouped = attributes.get("number:grouping") == "true"
    return (
        attributes.get("number:decimal-places") == "0" and not is_grouped and "number:display-factor" not in attributes
    )


class StylesPart:
    """The walk over styles.xml: `parser` takes its pieces and hands the formats on."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats
        self.names: Names | None = None
        self.parser = guarded_parser()
        self.parser.StartElementHandler = self.start

    def start(self, name: str, attributes: Attributes) -> None:
        if self.names is None:
            self.names = Names(attributes)
        if not self.names.are_usual:
            name, attributes = self.names.of_element(name), self.names.of_attributes(attributes)
        if name in FORMAT_ELEMENTS:
            self.formats.take(name, attributes)

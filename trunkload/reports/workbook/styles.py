"""Knows how a cell style gets another fill while everything else of it stays, and how it gets the old one again."""

import re
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from trunkload.reports.workbook.markup import (
    CannotMarkError,
    Edit,
    Element,
    appended,
    as_utf8,
    elements_of,
    prefix_of,
    spliced,
    tag_at,
    with_attribute,
)
from trunkload.validation.findings import Severity

COLOURS: Final = {Severity.BLOCKED: "FFFFC7CE", Severity.WARNING: "FFFFEB9C"}
"""Light red and light yellow (ARGB), on which black text is still read well."""

NO_COLOUR: Final = 'indexed="64"'
FILL_ID: Final = re.compile(rb"""\sfillId\s*=\s*["']([0-9]+)["']""")


@dataclass(frozen=True, slots=True)
class Fill:
    """The two colours of a cell with one colour all over, as attributes; only `front` is seen.

    In ours `back` is the `front` that the cell had before: so a cell carries its own past wherever it is sorted to.
    """

    front: str
    back: str = NO_COLOUR

    def is_ours(self) -> bool:
        return self.front.upper() in {f'RGB="{colour}"' for colour in COLOURS.values()}


class Palette:
    """The styles of a workbook, and those that are added to them. Raises CannotMarkError where it has none."""

    def __init__(self, part: bytes) -> None:
        self.content = as_utf8(part)
        found = elements_of(self.content)
        self.prefix = prefix_of(self.content, found[0])
        self.fills, self.styles = (_only(found, name) for name in ("fills", "cellXfs"))
        self.known = [one for one in _children(found, self.styles) if one.name == "xf"]
        self.known_fills = [_fill_in(found, one) for one in _children(found, self.fills)]
        self.added: dict[tuple[int, Fill | None], int] = {}
        if not self.known:
            raise CannotMarkError

    def coloured(self, style: int, severity: Severity) -> int:
        """The number of the style that is as `style` but for its fill."""
        before = self.fill_of(style)
        return self._as(style, Fill(f'rgb="{COLOURS[severity]}"', NO_COLOUR if before is None else before.front))

    def uncoloured(self, style: int, *, remembered: bool) -> int:
        """The style as it was before we coloured it; as it is where the fill is none of ours. `remembered`: our fill
        still says which one it took the place of; else there is none."""
        ours = self.fill_of(style)
        if ours is None or not ours.is_ours():
            return style
        return self._as(style, Fill(ours.back) if remembered and ours.back != NO_COLOUR else None)

    def _as(self, style: int, fill: Fill | None) -> int:
        """What was added for a style that was added itself is made of what that was made of."""
        base = next((key[0] for key, number in self.added.items() if number == style), style)
        return self.added.setdefault((base, fill), len(self.known) + len(self.added))

    def fill_of(self, style: int) -> Fill | None:
        """The one colour of a style, added ones too; None where it has none."""
        added = next((key for key, number in self.added.items() if number == style), None)
        if added is not None:
            return added[1]
        if style >= len(self.known):
            raise CannotMarkError
        named = FILL_ID.search(tag_at(self.content, self.known[style].start)[0])
        at = 0 if named is None else int(named[1])
        return self.known_fills[at] if at < len(self.known_fills) else None

    def written(self) -> bytes:
        """The styles part with all that was asked for."""
        fills = list(dict.fromkeys(fill for _, fill in self.added if fill is not None))
        places = {fill: len(self.known_fills) + at for at, fill in enumerate(fills)}
        styles = b"".join(self._style(style, 0 if fill is None else places[fill]) for style, fill in self.added)
        counts = (
            self._counted(self.fills, len(self.known_fills) + len(fills), "".join(map(self._fill, fills)).encode()),
            self._counted(self.styles, len(self.known) + len(self.added), styles),
        )
        return spliced(self.content, [edit for edits in counts for edit in edits])

    def _fill(self, fill: Fill) -> str:
        p = self.prefix
        colours = f"<{p}fgColor {fill.front}/><{p}bgColor {fill.back}/>"
        return f'<{p}fill><{p}patternFill patternType="solid">{colours}</{p}patternFill></{p}fill>'

    def _style(self, style: int, fill: int) -> bytes:
        one = self.known[style]
        tag, end = tag_at(self.content, one.start)
        filled = with_attribute(with_attribute(tag, "fillId", str(fill)), "applyFill", "1")
        return filled + self.content[end : one.end]

    def _counted(self, parent: Element, count: int, inside: bytes) -> list[Edit]:
        tag, end = tag_at(self.content, parent.start)
        if parent.is_empty:
            raise CannotMarkError
        return [(parent.start, end, with_attribute(tag, "count", str(count))), appended(self.content, parent, inside)]


def _fill_in(found: list[Element], fill: Element) -> Fill | None:
    """None for no colour, a pattern of two or a gradient."""
    inside = {one.name: one.attributes for one in found if fill.start < one.start < fill.end}
    front = inside.get("fgColor")
    if front is None or inside.get("patternFill", {}).get("patternType") != "solid":
        return None
    back = inside.get("bgColor")
    return Fill(_attributes(front), NO_COLOUR if back is None else _attributes(back))


def _attributes(told: dict[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in sorted(told.items()))


def _only(found: list[Element], name: str) -> Element:
    one = next((one for one in found if one.name == name and one.depth == 2), None)  # noqa: PLR2004 - below the root
    if one is None:
        raise CannotMarkError
    return one


def _children(found: list[Element], parent: Element) -> list[Element]:
    return [one for one in found if one.depth == parent.depth + 1 and parent.start < one.start < parent.end]

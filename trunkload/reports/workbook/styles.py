"""Knows how a cell style gets another fill while everything else of it stays."""

from typing import Final

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


class Palette:
    """The styles of a workbook, and those that are added to them. Raises CannotMarkError where it has none."""

    def __init__(self, part: bytes) -> None:
        self.content = as_utf8(part)
        found = elements_of(self.content)
        self.prefix = prefix_of(self.content, found[0])
        self.fills, self.styles = (_only(found, name) for name in ("fills", "cellXfs"))
        self.known = [one for one in _children(found, self.styles) if one.name == "xf"]
        self.fill_count = len(_children(found, self.fills))
        self.added: dict[tuple[int, Severity], int] = {}
        if not self.known:
            raise CannotMarkError

    def coloured(self, style: int, severity: Severity) -> int:
        """The number of the style that is as `style` but for its fill."""
        return self.added.setdefault((style, severity), len(self.known) + len(self.added))

    def written(self) -> bytes:
        """The styles part with all that was asked for."""
        fills = "".join(self._fill(colour) for colour in COLOURS.values()).encode()
        styles = b"".join(self._style(style, severity) for style, severity in self.added)
        counts = (
            self._counted(self.fills, self.fill_count + len(COLOURS), fills),
            self._counted(self.styles, len(self.known) + len(self.added), styles),
        )
        return spliced(self.content, [edit for edits in counts for edit in edits])

    def _fill(self, colour: str) -> str:
        p = self.prefix
        return (
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/><{p}bgColor indexed="64"/>'
            f"</{p}patternFill></{p}fill>"
        )

    def _style(self, style: int, severity: Severity) -> bytes:
        if style >= len(self.known):
            raise CannotMarkError
        one = self.known[style]
        tag, end = tag_at(self.content, one.start)
        fill = self.fill_count + list(COLOURS).index(severity)
        filled = with_attribute(with_attribute(tag, "fillId", str(fill)), "applyFill", "1")
        return filled + self.content[end : one.end]

    def _counted(self, parent: Element, count: int, inside: bytes) -> list[Edit]:
        tag, end = tag_at(self.content, parent.start)
        if parent.is_empty:
            raise CannotMarkError
        return [(parent.start, end, with_attribute(tag, "count", str(count))), appended(self.content, parent, inside)]


def _only(found: list[Element], name: str) -> Element:
    one = next((one for one in found if one.name == name and one.depth == 2), None)  # noqa: PLR2004 - below the root
    if one is None:
        raise CannotMarkError
    return one


def _children(found: list[Element], parent: Element) -> list[Element]:
    return [one for one in found if one.depth == parent.depth + 1 and parent.start < one.start < parent.end]

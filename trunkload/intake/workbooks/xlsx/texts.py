"""Knows texts of Excel's XML: shared strings, rich text, and characters that are written as _x000D_."""

import re
from collections.abc import Iterable
from typing import Final
from xml.parsers import expat

from trunkload.intake.workbooks.markup import Attributes, guarded_parser, walk

ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""ECMA-376 part 1, 22.9.2.19; `_x005F_` is an underscore that begins no such escape."""


def unescaped(text: str) -> str:
    """The text with `_x000D_` as the character that it stands for."""
    if "_x" not in text:
        return text
    return (
        ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )


class TextReader:
    """Collects the text of `t` elements, runs of rich text included, phonetic hints left out."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.pieces: list[str] = []
        self.phonetic = 0

    def start(self, local: str) -> None:
        if local == "t":
            if not self.phonetic:
                self.parser.CharacterDataHandler = self.pieces.append
        elif local == "rPh":
            self.phonetic += 1

    def end(self, local: str) -> None:
        if local == "t":
            self.parser.CharacterDataHandler = None
        elif local == "rPh":
            self.phonetic -= 1

    def taken(self) -> str:
        """The text so far; the next one begins."""
        text = unescaped("".join(self.pieces))
        self.pieces.clear()
        return text


def read_shared_strings(chunks: Iterable[bytes]) -> list[str]:
    """The shared strings in their order. Raises Refused where the part is no XML."""
    found: list[str] = []
    parser = guarded_parser()
    reader = TextReader(parser)

    def start(name: str, _: Attributes) -> None:
        reader.start(name.rpartition(":")[2])

    def end(name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            found.append(reader.taken())
        else:
            reader.end(local)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    walk(chunks, parser)
    return found

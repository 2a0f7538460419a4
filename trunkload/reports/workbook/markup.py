"""Knows how a part of a workbook is changed in single places, so that every other byte of it stays."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

LONGEST: Final = 32_767
"""Characters of a cell or a comment, as spreadsheet programs count them: in units of UTF-16."""

DECLARATION: Final = re.compile(r"<\?xml[^>]*\?>")
ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
TAG: Final = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
PLAIN: Final = re.compile("[\t\n !-%'-;=?-^`-~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]*")
"""Nothing in it is written otherwise than it is, and every character is one unit."""

LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Spreadsheet programs read `_x0041_` as an A, unless its own line is escaped (ECMA-376 part 1, 22.9.2.19)."""

Edit = tuple[int, int, bytes]
"""From where to where (bytes), and what stands there instead."""


class CannotMarkError(Exception):
    """The workbook is built in a way that we do not change; a new one can be made of its sheet."""


@dataclass(slots=True)
class Element:
    """Where an element stands (bytes): `start` `<a>` `inner` … `close` `</a>` `end`; an empty one has no inside."""

    name: str
    attributes: dict[str, str]
    depth: int
    start: int
    inner: int
    close: int = 0
    end: int = 0

    @property
    def is_empty(self) -> bool:
        return self.close == self.end


def as_utf8(part: bytes) -> bytes:
    """The same XML in UTF-8, without a byte order mark. Raises CannotMarkError for an unknown encoding."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _written_anew(part, "utf-16")
    part = part.removeprefix(b"\xef\xbb\xbf")
    named = ENCODING.match(part)
    encoding = "utf-8" if named is None else named[1].decode().lower()
    return part if encoding in {"utf-8", "utf8", "us-ascii"} else _written_anew(part, encoding)


def _written_anew(part: bytes, encoding: str) -> bytes:
    try:
        text = part.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise CannotMarkError from None
    return ('<?xml version="1.0" encoding="UTF-8"?>' + DECLARATION.sub("", text, count=1)).encode()


def walk_spans(
    content: bytes, start: Callable[[str, dict[str, str], int], None], end: Callable[[str, int], None]
) -> None:
    """Tell every element's begin and end with its place in `content` (an empty one ends behind its tag)."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: start(name, attributes, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda name: end(name, parser.CurrentByteIndex)
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError:
        raise CannotMarkError from None


def _refuse(*_: object) -> None:
    raise CannotMarkError


def elements_of(content: bytes) -> list[Element]:
    """All elements of a small part, in the order of the document; depth counts from 1, names are local."""
    found: list[Element] = []
    opened: list[Element] = []

    def start(name: str, attributes: dict[str, str], at: int) -> None:
        one = Element(local(name), attributes, len(opened) + 1, at, tag_at(content, at)[1])
        found.append(one)
        opened.append(one)

    def end(_: str, at: int) -> None:
        one = opened.pop()
        one.close, one.end = at, at if at == one.inner and content[at - 2 : at] == b"/>" else tag_at(content, at)[1]

    walk_spans(content, start, end)
    return found


def local(name: str) -> str:
    return name.rpartition(":")[2]


def prefix_of(content: bytes, root: Element) -> str:
    """What stands before the names of the part's own elements: nothing, or `x:`."""
    name = re.match(rb"<([^\s/>]+)", content[root.start :])
    return "" if name is None or b":" not in name[1] else name[1].decode().partition(":")[0] + ":"


def tag_at(content: bytes, start: int) -> tuple[bytes, int]:
    """The tag that begins here, and where it is over."""
    found = TAG.match(content, start)
    if found is None:
        raise CannotMarkError
    return found[0], found.end()


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """The start tag with this attribute, or without it."""
    bare = re.sub(rb"\s" + name.encode() + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""", b"", tag, count=1)
    if value is None:
        return bare
    written = f" {name}={quoteattr(value)}".encode()
    return re.sub(rb"^<[^\s/>]+", lambda found: found[0] + written, bare, count=1)


def appended(content: bytes, one: Element, inside: bytes) -> Edit:
    """`inside` as the last thing in an element, even in an empty one."""
    if not one.is_empty:
        return one.close, one.close, inside
    tag, _ = tag_at(content, one.start)
    name = re.match(rb"<([^\s/>]+)", tag)
    if name is None:
        raise CannotMarkError
    return one.start, one.end, tag.removesuffix(b"/>") + b">" + inside + b"</" + name[1] + b">"


def spliced(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The content with all edits; of those at one place the first comes first, insertions before what is replaced."""
    return b"".join(_pieces(content, sorted(edits, key=lambda one: one[:2])))


def _pieces(content: bytes, edits: list[Edit]) -> Iterator[bytes]:
    seen = 0
    for start, end, written in edits:
        if start < seen:
            raise CannotMarkError
        yield content[seen:start]
        yield written
        seen = end
    yield content[seen:]


def typed(text: str) -> str:
    """Text for an element: no markup, no control characters, no more than a cell holds (promise 9)."""
    if len(text) <= LONGEST and PLAIN.fullmatch(text):
        return text
    clean = NO_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if units_of(clean) > LONGEST:
        kept = clean.encode("utf-16-le")[: 2 * (LONGEST - 1)]
        clean = kept.decode("utf-16-le", "ignore") + "…"
    return escape(LOOKS_ESCAPED.sub("_x005F_", clean))


def units_of(text: str) -> int:
    """Its length as spreadsheet programs count it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

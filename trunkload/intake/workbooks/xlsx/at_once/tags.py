"""Knows the tags of a chunk of plain XML, all at once: where each stands, what it is, and that they nest as they must.

A chunk of any other shape (comments, rich text, foreign elements) is not told apart here; it is walked through element
by element instead.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]

OPEN, CLOSE, SELF = 0, 1, 2
LESS, GREATER, SLASH = b"<>/"
BRACKET_BITS = np.uint8(0xFF ^ LESS ^ GREATER)
"""What `<` and `>` have in common, and no other character."""

WHITE = np.isin(np.arange(256), list(b" \t\r\n"))
REFERENCE = re.compile(rb"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
ANY_LENGTH = -1
NO_KIND = 20
UNKNOWN = 63
"""No tag may follow this one."""
NAME_ENDS = b" />\t\r\n"
SPACE = 32
CONTROLS = b"\t\r\n"
"""The only characters before the space that XML may hold."""


class Grammar:
    """Which elements there are, in which order their tags may follow each other, and which may begin and end a chunk.

    `follows`: for each tag those that may come next, written like `c`, `/c` and `c/`. `bare` elements have no
    attributes; behind the start tags of `bearing` ones, and of no others, stands text.
    """

    def __init__(
        self, follows: Mapping[str, Sequence[str]], edges: Sequence[str], bare: Sequence[str], bearing: Sequence[str]
    ) -> None:
        names = sorted({tag.strip("/") for tag in follows})
        self.codes = {name: number for number, name in enumerate(names)}
        self.edges = frozenset(map(self.code, edges))
        self.allowed = np.zeros(64 * 64, dtype=bool)
        for tag, others in follows.items():
            self.allowed[[self.code(tag) * 64 + self.code(other) for other in others]] = True
        self.bearing = np.zeros(64, dtype=bool)
        self.bearing[[self.code(name) for name in bearing]] = True
        self.lengths = np.full(64, ANY_LENGTH, np.int8)
        self.by_first = np.full(256, NO_KIND, np.uint8)
        self.name_lengths = np.zeros(NO_KIND + 1, np.int8)
        self.letters = np.zeros((max(map(len, names)) + 1, (NO_KIND + 1) * 256), dtype=bool)
        for name, number in self.codes.items():
            self._know(name, number, is_bare=name in bare)

    def _know(self, name: str, number: int, *, is_bare: bool) -> None:
        """An element by the letters of its name; no two begin with the same one."""
        self.lengths[3 * number + CLOSE] = len(name)
        if is_bare:
            self.lengths[[3 * number + OPEN, 3 * number + SELF]] = len(name), len(name) + 1
        self.by_first[ord(name[0])] = number
        self.name_lengths[number] = len(name)
        for place, letters in enumerate([*(bytes([letter]) for letter in name.encode()), NAME_ENDS]):
            self.letters[place, [number * 256 + letter for letter in letters]] = True

    def code(self, tag: str) -> int:
        form = CLOSE if tag.startswith("/") else SELF if tag.endswith("/") else OPEN
        return self.codes[tag.strip("/")] * 3 + form


@dataclass(frozen=True, slots=True)
class Tags:
    """In document order: the place of each tag's `<`, of its name and of its `>`, and its code in the grammar."""

    starts: Places
    names: Places
    ends: Places
    codes: npt.NDArray[np.uint8]


def tags_of(chunk: Bytes, grammar: Grammar, prefix: bytes) -> Tags | None:
    """The tags of a chunk that has no other elements and nests by the grammar; None for every other chunk."""
    if not np.isin(chunk[chunk < SPACE], list(CONTROLS)).all():
        return None
    brackets = np.flatnonzero(chunk & BRACKET_BITS == LESS)
    starts, ends = np.ascontiguousarray(brackets[::2]), np.ascontiguousarray(brackets[1::2])
    if len(starts) != len(ends) or not len(starts):
        return None
    if not ((chunk[starts] == LESS).all() and (chunk[ends] == GREATER).all()):
        return None
    closing = chunk[starts + 1] == SLASH
    names = starts + 1 + closing
    for letter in prefix:
        if not (chunk[names] == letter).all():
            return None
        names = names + 1
    return _in_order(chunk, grammar, Tags(starts, names, ends, _codes(chunk, grammar, names, closing, ends)))


def _codes(chunk: Bytes, grammar: Grammar, names: Places, closing: Any, ends: Places) -> npt.NDArray[np.uint8]:  # noqa: ANN401
    """UNKNOWN where one of them is none of our elements."""
    kinds = grammar.by_first.take(chunk[names])
    at, of = names, kinds
    for place in range(1, len(grammar.letters)):
        if not grammar.letters[place].take(of.astype(np.intp) * 256 + chunk[at + place]).all():
            return np.full(len(kinds), UNKNOWN, np.uint8)
        longer = np.flatnonzero(grammar.name_lengths.take(of) > place)
        at, of = at[longer], of[longer]
    alone = ~closing & (chunk[ends - 1] == SLASH)
    codes: npt.NDArray[np.uint8] = kinds * np.uint8(3) + closing + np.uint8(2) * alone
    return codes


def _in_order(chunk: Bytes, grammar: Grammar, tags: Tags) -> Tags | None:
    codes = tags.codes
    if int(codes[0]) not in grammar.edges or int(codes[-1]) not in grammar.edges:
        return None
    if not grammar.allowed.take(codes[:-1].astype(np.intp) * 64 + codes[1:]).all():
        return None
    lengths = grammar.lengths.take(codes)
    other = np.flatnonzero(tags.ends - tags.names != lengths)
    if (lengths[other] != ANY_LENGTH).any():
        return None
    return tags if _nothing_between(chunk, grammar, tags) else None


def _nothing_between(chunk: Bytes, grammar: Grammar, tags: Tags) -> bool:
    """Whether there is only white space where no text belongs."""
    edges = chunk[: tags.starts[0]], chunk[tags.ends[-1] + 1 :]
    at = np.flatnonzero((tags.starts[1:] - tags.ends[:-1] > 1) & ~grammar.bearing.take(tags.codes[:-1]))
    between = pieces_of(chunk, tags.ends[at] + 1, tags.starts[at + 1]) if len(at) else chunk[:0]
    return all(WHITE[white].all() for white in (*edges, between))


def pieces_of(chunk: Bytes, starts: Places, ends: Places) -> Bytes:
    """The bytes of all pieces, which come in their order and do not touch each other, one after the other."""
    borders = np.zeros(len(chunk) + 1, np.int8)
    filled = ends > starts
    borders[starts[filled]] = 1
    borders[ends[filled]] = -1
    inside: Bytes = chunk[np.add.accumulate(borders[:-1], dtype=np.int8).view(bool)]
    return inside


def is_sound(content: bytes) -> bool:
    """Whether all of it is UTF-8, and each & begins one of the references that need no declaration."""
    if not content.isascii():
        try:
            content.decode()
        except UnicodeDecodeError:
            return False
    return b"&" not in content or content.count(b"&") == len(REFERENCE.findall(content))


def words(chunk: Bytes, kind: str) -> npt.NDArray[Any]:
    """The chunk as whole numbers that begin at every single byte; the last places have none."""
    size = np.dtype(kind).itemsize
    return np.ndarray((max(len(chunk) - size + 1, 0),), kind, chunk, strides=(1,))

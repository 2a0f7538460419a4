"""Knows how a large part is cut into chunks of whole elements, with what stands before and after them."""

import re
from collections.abc import Iterator
from typing import Final

SIZE: Final = 1 << 20
LONGEST: Final = 1 << 24
"""An element that is longer than this (bytes) is left to the walk element by element."""

BEGINNING: Final = 1 << 16
PADDING: Final = b" " * 128
"""Stands behind every chunk, so that words of several bytes can be looked at from any place in it."""

ENCODING: Final = rb"encoding\s*=\s*[\"'](?i:utf-?8|us-ascii)[\"']"
DECLARATION: Final = rb"<\?xml(?:(?!encoding)[^>])*(?:" + ENCODING + rb"[^>]*)?\?>"
UTF8: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:" + DECLARATION + rb")?\s*<[A-Za-z]")
"""How a part begins that is UTF-8 and says nothing else."""


class OtherShapeError(Exception):
    """The part is no plain XML of the expected shape."""


def refuse_other_shape(chunk: bytes) -> None:
    """To be asked of every chunk that holds more than elements of the expected kinds: a comment or CDATA could hide
    the borders by which the part was cut. Raises OtherShapeError for one."""
    if b"<!" in chunk:
        raise OtherShapeError


def cut(pieces: Iterator[bytes], container: bytes, element: bytes, size: int = SIZE) -> Iterator[bytes]:
    """First the beginning, up to and with the container's start tag; then chunks of whole elements; last the rest.

    Chunks have about `size` bytes and PADDING behind them. Raises OtherShapeError where the part has another encoding,
    or no such container.
    """
    buffer = b""
    for piece in pieces:
        buffer += piece
        if len(buffer) >= BEGINNING:
            break
    found = re.search(rb"<((?:[A-Za-z0-9_]+:)?)" + container + rb"(?:\s[^<>]*)?>", buffer)
    if found is None or found[0].endswith(b"/>") or not UTF8.match(buffer) or b"<!" in buffer[: found.end()]:
        raise OtherShapeError
    prefix = found[1]
    yield buffer[: found.end()]
    end, last = (b"</" + prefix + name for name in (element + b">", container))
    yield from _elements(pieces, buffer[found.end() :], end, last, size)


def _elements(pieces: Iterator[bytes], rest: bytes, end: bytes, last: bytes, size: int) -> Iterator[bytes]:
    parts, held = [rest], len(rest)
    done = False
    while not done:
        while held < size and (piece := next(pieces, None)) is not None:
            parts.append(piece)
            held += len(piece)
        done = held < size
        buffer = b"".join(parts)
        if held > LONGEST:
            raise OtherShapeError
        over = buffer.find(last)
        if over >= 0:
            yield _padded(buffer, over)
            yield buffer[over:] + b"".join(pieces)
            return
        cut_at = buffer.rfind(end) + len(end)
        if cut_at >= len(end):
            yield _padded(buffer, cut_at)
            buffer = buffer[cut_at:]
        elif not done:
            piece = next(pieces, None)
            done, buffer = piece is None, buffer + (piece or b"")
        parts, held = [buffer], len(buffer)
    raise OtherShapeError


def _padded(buffer: bytes, size: int) -> bytes:
    return b"".join((memoryview(buffer)[:size], PADDING))


def prefix_of(head: bytes) -> bytes:
    """The prefix of the element that the beginning ends with."""
    tag = head[head.rfind(b"<") + 1 :]
    name = re.match(rb"[A-Za-z0-9_:]+", tag)
    return name[0].rpartition(b":")[0] + b":" if name and b":" in name[0] else b""

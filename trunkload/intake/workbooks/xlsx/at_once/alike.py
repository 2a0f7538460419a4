"""Knows which of many short pieces of a chunk are the same: few different texts stand behind many tags."""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from trunkload.intake.workbooks.xlsx.at_once.swar import MOST, eight_bytes
from trunkload.intake.workbooks.xlsx.at_once.tags import Bytes, Places

LONGEST: Final = 96
MOST_DIFFERENT: Final = 64
ATTRIBUTES: Final = re.compile(rb'(?:\s+[A-Za-z_][\w:.-]*="[^"<&]*")*\s*/?')
ATTRIBUTE: Final = re.compile(rb'([\w:.-]+)="([^"]*)"')
Kinds = npt.NDArray[np.int16]


def attributes_of(chunk: Bytes, starts: Places, ends: Places) -> tuple[Kinds, list[dict[str, str]]] | None:
    """Which attributes each tag has, told once for all that are alike. None for too many, long or damaged ones."""
    found = _alike(chunk, starts, ends)
    if found is None:
        return None
    kinds, texts = found
    told = []
    for text in texts:
        pairs = ATTRIBUTE.findall(text)
        if not ATTRIBUTES.fullmatch(text) or len({name for name, _ in pairs}) < len(pairs):
            return None
        told.append({name.decode(): value.decode() for name, value in pairs})
    return kinds, told


def _alike(chunk: Bytes, starts: Places, ends: Places) -> tuple[Kinds, list[bytes]] | None:
    lengths = ends - starts
    longest = int(lengths.max()) if len(lengths) else 0
    if longest > LONGEST:
        return None
    pieces = [eight_bytes(chunk, starts + at, np.clip(lengths - at, 0, MOST)) for at in range(0, longest, MOST)]
    kinds = np.full(len(starts), -1, np.int16)
    texts: list[bytes] = []
    left = np.arange(len(starts))
    while len(left):
        first = left[0]
        if len(texts) == MOST_DIFFERENT:
            return None
        same = lengths[left] == lengths[first]
        for piece in pieces:
            same &= piece[left] == piece[first]
        kinds[left[same]] = len(texts)
        texts.append(chunk[starts[first] : ends[first]].tobytes())
        left = left[~same]
    return kinds, texts

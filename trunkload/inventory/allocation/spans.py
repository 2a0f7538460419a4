"""Knows which dialled numbers stand in each other's way: one is the other, or begins it (N-07, N-08).

A number of n digits stands for all longer ones that begin like it: a span of numbers of 15 digits. Two numbers are in
each other's way exactly where their spans overlap, and spans overlap only where one lies within the other.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.arrow_text import Mask, Places

MOST_DIGITS = 15
POWERS = 10 ** np.arange(MOST_DIGITS + 1, dtype=np.int64)


def only_digits(texts: pa.Array) -> pa.Array:
    """Those that can be dialled; a carrier's record may hold anything."""
    dialled = pc.and_(pc.ascii_is_decimal(texts), pc.less_equal(pc.binary_length(texts), MOST_DIGITS))
    return texts.filter(dialled.fill_null(fill_value=False))


def values_of(texts: pa.Array) -> tuple[Places, Places]:
    """Each text of digits as a number, and how many digits it has."""
    return pc.cast(texts, pa.int64()).to_numpy(), pc.cast(pc.binary_length(texts), pa.int64()).to_numpy()


def span_of(value: Places, digits: Places) -> tuple[Places, Places]:
    """First number of the span, and the first behind it."""
    scale = POWERS[MOST_DIGITS - digits]
    return value * scale, (value + 1) * scale


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans of which none overlaps another, lowest first."""

    begin: Places
    end: Places

    @classmethod
    def of(cls, texts: pa.Array) -> "Spans":
        """The spans of texts of digits."""
        return cls.merged(*span_of(*values_of(texts)))

    @classmethod
    def merged(cls, begin: Places, end: Places) -> "Spans":
        """What lies within another is left out."""
        order = np.lexsort((-end, begin))
        begin, end = begin[order], end[order]
        reach = np.maximum.accumulate(end)
        outermost = np.ones(len(end), dtype=bool)
        outermost[1:] = end[1:] > reach[:-1]
        return cls(begin[outermost], end[outermost])

    def joined(self, more: "Spans") -> "Spans":
        if not len(more.begin) or not len(self.begin):
            return self if len(self.begin) else more
        return Spans.merged(np.concatenate([self.begin, more.begin]), np.concatenate([self.end, more.end]))

    def meet(self, begin: Places, end: Places) -> Mask:
        """Which of other spans overlap one of these."""
        if not len(self.begin):
            return np.zeros(len(begin), dtype=bool)
        last = np.searchsorted(self.begin, end, side="left") - 1
        met: Mask = (last >= 0) & (self.end[np.maximum(last, 0)] > begin)
        return met

    def have(self, begin: Places, end: Places) -> Mask:
        """Which of other spans are among these."""
        at = np.searchsorted(self.begin, begin, side="right") - 1
        same: Mask = (at >= 0) & (self.begin[at] == begin) & (self.end[at] == end)
        return same


NO_SPANS = Spans(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def first_come(begin: Places, end: Places, run: Places) -> Mask:
    """Which of these may be given together: each that stands in the way of none before it.

    `run`: rises from one length to the next; numbers of one run have equal lengths and so clash only where they are
    equal.
    """
    may, given = np.zeros(len(begin), dtype=bool), NO_SPANS
    edges = np.flatnonzero(np.diff(run)) + 1
    for some in np.split(np.arange(len(begin)), edges):
        free = some[~given.meet(begin[some], end[some])]
        first = free[_first_of_equals(begin[free])]
        may[first] = True
        given = given.joined(Spans.merged(begin[first], end[first]))
    return may


def _first_of_equals(values: Places) -> Mask:
    order = np.argsort(values, kind="stable")
    first = np.ones(len(values), dtype=bool)
    first[order[1:]] = np.diff(values[order]) != 0
    return first

"""Knows when orders that are not final are looked at again: soon after something changed, later and later after not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from trunkload.portal.protocol import OrderAnswer


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The pause before the next look, in seconds: `first`, doubled after every look that shows nothing new, up to
    `longest`. `seen` is the last look."""

    first: float
    longest: float
    pause: float
    seen: int | None = None

    @classmethod
    def between(cls, first: float, longest: float) -> "Rhythm":
        """A longest pause that is shorter than the first one counts as the first."""
        return cls(first, max(first, longest), first)

    def after(self, look: Iterable[OrderAnswer]) -> "Rhythm":
        """The rhythm after a look at all orders that are not final; one order more or less is news too."""
        seen = hash(frozenset(look))
        if seen != self.seen:
            return replace(self, pause=self.first, seen=seen)
        return replace(self, pause=min(self.longest, self.pause * 2))

    def seconds(self, chance: Callable[[], float]) -> float:
        """A half of the pause is left to `chance` (0 to 1), so that many who follow do not ask all at once."""
        return self.pause * (0.5 + chance() / 2)

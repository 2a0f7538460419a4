"""Knows a range of numbers: extensions of one length behind a base, or one number without any extension."""

from dataclasses import dataclass

from trunkload.inventory.phone_text import phone_text

MOST_NUMBERS_AT_ONCE = 100_000
"""So many numbers may be entered at once; more is a typing mistake more often than it is a company."""

MOST_EXTENSION_DIGITS = 6


@dataclass(frozen=True, slots=True)
class NumberRange:
    """`first` and `last` have equal lengths, leading zeros kept; both are None for the one number `base` (E.164)."""

    base: str
    first: str | None = None
    last: str | None = None

    @property
    def size(self) -> int:
        return 1 if self.first is None or self.last is None else int(self.last) - int(self.first) + 1

    def extensions(self) -> list[str]:
        """None of a single number."""
        if self.first is None or self.last is None:
            return []
        return [f"{at:0{len(self.first)}d}" for at in range(int(self.first), int(self.last) + 1)]

    def numbers(self) -> list[str]:
        """All of them in E.164, lowest first."""
        return [self.base] if self.first is None else [self.base + one for one in self.extensions()]

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last number as a person reads them: `+49 221 4710-00`, `-99`; the same where it is one."""
        if self.first is None:
            return phone_text(self.base), phone_text(self.base)
        return phone_text(self.base + self.first, self.base), f"-{self.last}"

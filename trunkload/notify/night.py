"""Knows what an admin is told of a night: what arrived, what became of it, and what waits for whom."""

from dataclasses import dataclass, replace

from trunkload.orders.arrival import DONE, ArrivalOutcome
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class NightFile:
    """One file that arrived. `import_id`: its import, or the one that just these bytes are already; `why`: what stood
    against it, in words, `why_untyped` without words of the file's own; the counts are of rows."""

    name: str
    outcome: ArrivalOutcome
    import_id: str | None = None
    ready: int = 0
    blocked: int = 0
    why: str = ""
    why_untyped: str = ""


@dataclass(frozen=True, slots=True)
class WaitingImport:
    """A plan that nobody approved yet; `since` and `until`, when it lapses, are written for reading. `too_long`: its
    approval is reminded of."""

    import_id: str
    file_name: str
    since: str
    until: str
    too_long: bool


@dataclass(frozen=True, slots=True)
class OpenOrders:
    """So many orders of an import are not final; `since` is written for reading."""

    import_id: str
    count: int
    since: str


@dataclass(frozen=True, slots=True)
class Night:
    """All that is told at once. `unsent`: how many messages did not get out."""

    lang: Lang
    files: tuple[NightFile, ...] = ()
    waiting: tuple[WaitingImport, ...] = ()
    orders: tuple[OpenOrders, ...] = ()
    unsent: int = 0

    @property
    def is_quiet(self) -> bool:
        """Nothing happened and nothing waits."""
        return not (self.files or self.waiting or self.orders or self.unsent)

    @property
    def needs_somebody(self) -> bool:
        """Some of the files are not planned whole."""
        return any(one.outcome not in DONE for one in self.files)

    @property
    def imports(self) -> tuple[str, ...]:
        """Those that these files became."""
        became = (one for one in self.files if one.outcome is not ArrivalOutcome.SAME)
        return tuple(one.import_id for one in became if one.import_id is not None)

    @property
    def untyped(self) -> "Night":
        """The same for a place that is to know nothing that stands in the files."""
        return replace(self, files=tuple(replace(one, why=one.why_untyped) for one in self.files))

    def count(self, outcome: ArrivalOutcome) -> int:
        return sum(one.outcome is outcome for one in self.files)

    @property
    def too_long(self) -> int:
        """How many approvals are reminded of."""
        return sum(one.too_long for one in self.waiting)

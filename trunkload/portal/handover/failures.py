"""Knows what can be wrong with the files of a carrier without an API, those of a person and our own."""

from enum import StrEnum

from trunkload.portal.protocol import PortalError, PortalProblem


class HandoverProblem(StrEnum):
    """What a person has to put right; each is a sentence of the command line."""

    NO_SUCH_FILE = "no_such_file"
    UNREADABLE = "unreadable"
    UNWRITABLE = "unwritable"
    NOT_TOML = "not_toml"
    MISSING = "missing"
    FORM = "form"
    UNKNOWN = "unknown"
    TWICE = "twice"
    NOT_OURS = "not_ours"
    OTHER_ORDER = "other_order"
    RECORD_GONE = "record_gone"


class HandoverFileError(PortalError):
    """A file cannot be used. `key` is a dotted path as in `column[2].field`, `line` counts from 1, 0 where there is
    none; `takes` are words that would do.

    It is ours to put right, so an order waits for that: nothing was `sent`. A disk may pass; all else is `permanent`.
    """

    def __init__(self, problem: HandoverProblem, file: str, key: str = "", line: int = 0, takes: str = "") -> None:
        disk = problem in {HandoverProblem.UNREADABLE, HandoverProblem.UNWRITABLE}
        detail = " ".join(filter(None, (file, key, problem.value)))
        super().__init__(PortalProblem.NOT_ALLOWED, permanent=not disk, sent=False, detail=detail)
        self.file_problem = problem
        self.file = file
        self.key = key
        self.line = line
        self.takes = takes

    @property
    def place(self) -> str:
        """The file, and the line where one is known."""
        return f"{self.file}:{self.line}" if self.line else self.file

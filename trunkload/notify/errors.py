"""Knows why a message could not be told, and whether trying again can help."""

from enum import StrEnum


class NotifyProblem(StrEnum):
    """Stable codes; the sentence is made last, elsewhere."""

    ADDRESS_UNUSABLE = "address_unusable"
    OUTBOX_CLOSED = "outbox_closed"
    OUTBOX_BUSY = "outbox_busy"


class NotifyError(Exception):
    """A message did not get out. `permanent`: trying again cannot help. `name`: the message's own, no person's."""

    def __init__(self, problem: NotifyProblem, *, permanent: bool, name: str) -> None:
        super().__init__(f"{problem}: {name}")
        self.problem = problem
        self.permanent = permanent
        self.name = name

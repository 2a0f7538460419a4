"""Knows what can keep us from reading a file though nothing is wrong with it."""

from enum import StrEnum


class ReaderProblem(StrEnum):
    """What the machine did not give."""

    NO_PROCESS = "no_process"


class ReaderError(Exception):
    """The file was not looked at. `permanent`: whether trying again is useless."""

    permanent = False

    def __init__(self, problem: ReaderProblem) -> None:
        super().__init__(problem)
        self.problem = problem

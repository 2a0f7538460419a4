"""Knows what a person asked of a command and cannot have; the sentence is one of texts.toml."""

from trunkload.cli.exits import FAILED, WRONG_CALL


class Refusal(Exception):  # noqa: N818 - what a person asked of a command and cannot have
    """`key` is a text of the command line, `params` fill it."""

    exit_code = FAILED

    def __init__(self, key: str, **params: str) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class WrongCall(Refusal):
    """An option holds something that it cannot take; nothing was looked at yet."""

    exit_code = WRONG_CALL

"""Knows the exit codes, and how every failure ends as a sentence instead of a traceback."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

READY = 0
NEEDS_FIXING = 1
UNUSABLE = 2
FAILED = 3
"""Every row ready; some rows need fixing; the file cannot be used; settings, storage or carrier failed."""

NOBODY_READS = 141
"""What shells call a command whose reader has gone, as in `| head`: 128 and the number of SIGPIPE."""

WRONG_CALL = 2
"""What command lines everywhere answer to a call that they do not understand."""


@contextmanager
def ending(lang: str | None) -> Iterator[Callable[[int], None]]:
    """Runs a command's work and ends the process with its code; failures that we know become sentences on stderr."""
    codes: list[int] = []
    try:
        yield codes.append
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except BrokenPipeError:
        _throw_away_output()
        raise typer.Exit(NOBODY_READS) from None
    except Exception as failed:
        from trunkload.cli.failures import sentence_of  # noqa: PLC0415 - a failure may load what names it

        sentence = sentence_of(failed, lang)
        if sentence is None:
            raise
        typer.echo(sentence, err=True)
        raise typer.Exit(getattr(failed, "exit_code", FAILED)) from None
    raise typer.Exit(codes[-1])


def _throw_away_output() -> None:
    """What is still to be written goes nowhere; else the interpreter complains of it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())

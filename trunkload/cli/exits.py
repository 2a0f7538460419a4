"""Knows the exit codes, and how every failure ends as a sentence instead of a traceback."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

READY = 0
NEEDS_FIXING = 1
UNUSABLE = 2
FAILED = 3
"""Every row ready; some rows need fixing; the file cannot be used; settings, storage or carrier failed."""

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
        sys.stderr.close()
        raise typer.Exit(FAILED) from None
    except Exception as failed:
        from trunkload.cli.failures import sentence_of  # noqa: PLC0415 - a failure may load what names it

        sentence = sentence_of(failed, lang)
        if sentence is None:
            raise
        typer.echo(sentence, err=True)
        raise typer.Exit(getattr(failed, "exit_code", FAILED)) from None
    raise typer.Exit(codes[-1])
